// SPDX-License-Identifier: Apache-2.0
/** What happens in a workspace, as the events that a host is told. */
import { effect, untracked } from "@preact/signals-core";
import { type Rate, RateLimit } from "../app/rate_limit.ts";
import type { Workspace } from "../app/workspace.ts";
import { getAt } from "../documents/path.ts";
import { VIEW_KEYS } from "../documents/view_keys.ts";
import { crashed } from "./fault.ts";
import { asJson } from "./plain_json.ts";
import type { EventName, Events, Json } from "./protocol.ts";
import { standingOf, VIEW_PREFIX } from "./values.ts";

export type Tell = <E extends EventName>(event: E, detail: Events[E]) => void;

/** What moves by itself is told as often as somebody can follow it. */
const MOVING: Rate = { burst: 1, pauseMs: 250 };
/** A drag is one change: it is done when nothing has followed for so long. */
const DONE_MS = 400;
/** A change in more places is told as one of the whole. */
const MOST_CHANGES = 20;
/** Longer values are fetched by whoever wants them. */
const LONGEST_VALUE = 10_000;

export interface Watched {
  readonly workspace: Workspace;
  readonly tell: Tell;
  /** Whether what changes now is the doing of a call that wants to be quiet. */
  readonly silent: () => boolean;
  /** Whether what changes now is the doing of the host. */
  readonly byHost: () => boolean;
}

/** @returns what ends it */
export function watch(watched: Watched): () => void {
  const commits = new Commits(watched);
  const ends = [
    watchDocument(watched, commits),
    watchView(watched, commits),
    watchSteps(watched),
    watchEnd(watched, commits),
    watchStandstill(watched, commits),
    watchCrash(watched),
    () => commits.cancel(),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** Moments to save: soon after the last change of several. */
class Commits {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly watched: Watched) {}

  request(): void {
    if (this.watched.silent()) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.watched.tell("commit", standingOf(this.watched.workspace));
    }, DONE_MS);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }
}

function watchDocument({ workspace, tell, silent }: Watched, commits: Commits): () => void {
  let ended = false;
  workspace.document.onAccepted(({ description, paths, origin }) => {
    if (ended || silent()) return;
    const user = origin === "user" || origin === "undo";
    const places = paths.length > MOST_CHANGES ? [""] : paths;
    for (const path of places) {
      const value = path === "" ? null : short(getAt(description.experiment, path));
      tell("change", { path, value, user });
    }
    commits.request();
  });
  return () => {
    ended = true;
  };
}

function short(value: unknown): Json {
  const json = asJson(value);
  return JSON.stringify(json).length > LONGEST_VALUE ? null : json;
}

function watchView({ workspace, tell, silent, byHost }: Watched, commits: Commits): () => void {
  let before = workspace.settings.view;
  return effect(() => {
    const now = workspace.settings.view;
    const changed = VIEW_KEYS.filter((key) => now[key] !== before[key]);
    before = now;
    if (changed.length === 0 || silent()) return;
    for (const key of changed) {
      tell("change", { path: VIEW_PREFIX + key, value: now[key] ?? null, user: !byHost() });
    }
    commits.request();
  });
}

function watchSteps({ workspace, tell, silent }: Watched): () => void {
  const moves = (["step", "epoch"] as const).map((unit) => {
    let told = workspace.run.state?.[unit] ?? 0;
    const limit = new RateLimit(MOVING, () => {
      const standing = standingOf(workspace);
      if (standing[unit] === told) return;
      told = standing[unit];
      tell(unit, standing);
    });
    const end = effect(() => {
      const { run } = workspace;
      const now = run.state?.[unit] ?? told;
      if (silent()) told = now;
      else if (now !== told) limit.request();
    });
    return () => {
      end();
      limit.cancel();
    };
  });
  return () => {
    for (const end of moves) end();
  };
}

/** A run that was at its end already when it came is no news. */
function watchEnd({ workspace, tell }: Watched, commits: Commits): () => void {
  let before: { readonly run: unknown; readonly ready: boolean } | undefined;
  return effect(() => {
    const { run } = workspace;
    const { state } = run;
    const was = before;
    before = { run, ready: state?.status === "ready" };
    if (state === undefined || state.status === "ready") return;
    if (was?.run !== run || !was.ready) return;
    const standing = standingOf(workspace);
    if (state.status === "diverged") tell("diverge", standing);
    else tell("finish", { ...standing, reason: state.reason ?? "" });
    commits.request();
  });
}

function watchStandstill({ workspace, silent }: Watched, commits: Commits): () => void {
  let halt = workspace.run.halt;
  return effect(() => {
    const newest = workspace.run.halt;
    if (newest === halt) return;
    halt = newest;
    if (newest !== undefined && !silent()) commits.request();
  });
}

function watchCrash({ workspace, tell }: Watched): () => void {
  return effect(() => {
    const { crash } = workspace.run;
    if (crash === undefined) return;
    untracked(() => tell("error", crashed(crash).in(workspace.settings.language)));
  });
}
