// SPDX-License-Identifier: Apache-2.0
/** What a host can read by a path: the document with its defaults, the keys of the view, and where training stands. */
import type { Workspace } from "../app/workspace.ts";
import { getAt } from "../documents/path.ts";
import { isViewKey } from "../documents/view_keys.ts";
import type { Evaluation } from "../engine/api.ts";
import type { RunSession } from "../sessions/run_session.ts";
import { asJson } from "./plain_json.ts";
import type { Json, Standing } from "./protocol.ts";

export const VIEW_PREFIX = "view.";
export const RUN_PREFIX = "run.";

/** Where training stands, by the name behind `run.`. */
export const RUN_VALUES = {
  status: ({ state }) => state?.status ?? "ready",
  playing: ({ playing }) => playing,
  step: ({ state }) => state?.step ?? 0,
  epoch: ({ state }) => state?.epoch ?? 0,
  learning_rate: ({ state }) => state?.learning_rate ?? null,
  train_loss: ({ state }) => state?.train_loss ?? null,
  validation_loss: ({ state }) => state?.validation_loss ?? null,
  test_loss: (_, test) => test?.loss ?? null,
  train_accuracy: ({ state }) => state?.train_accuracy ?? null,
  validation_accuracy: ({ state }) => state?.validation_accuracy ?? null,
  test_accuracy: (_, test) => test?.accuracy ?? null,
} as const satisfies Readonly<
  Record<string, (run: RunSession, test: Evaluation | undefined) => Json>
>;

/** Undefined where there is no such place. Whoever reads it in an effect is told of changes. */
export function valueAt(workspace: Workspace, path: string): Json | undefined {
  const { run, settings, document, testSeal } = workspace;
  if (path.startsWith(VIEW_PREFIX)) {
    const key = path.slice(VIEW_PREFIX.length);
    if (key === "lang") return settings.language;
    return isViewKey(key) ? (settings.view[key] ?? null) : undefined;
  }
  if (path.startsWith(RUN_PREFIX)) {
    const name = path.slice(RUN_PREFIX.length);
    if (!Object.hasOwn(RUN_VALUES, name)) return undefined;
    return asJson(RUN_VALUES[name as keyof typeof RUN_VALUES](run, testSeal.of(run)));
  }
  const value = getAt(document.experiment, path);
  return value === undefined ? undefined : asJson(value);
}

export function standingOf({ run }: Workspace): Standing {
  const { state, playing } = run;
  return {
    status: state?.status ?? "ready",
    playing,
    step: state?.step ?? 0,
    epoch: state?.epoch ?? 0,
    train_loss: finite(state?.train_loss),
    validation_loss: finite(state?.validation_loss),
  };
}

const finite = (value: number | null | undefined): number | null =>
  value !== null && value !== undefined && Number.isFinite(value) ? value : null;
