// SPDX-License-Identifier: Apache-2.0
/**
 * Weights that nobody has kept come back after a reload or a crash: where the run stands is put aside now and then, and offered with one
 * line when the page is there again, never brought back unasked.
 */
import { effect } from "@preact/signals-core";
import { takesUp } from "../documents/goes_on.ts";
import { sentence } from "../documents/refusal.ts";
import type { Experiment } from "../engine/api.ts";
import type { Drawer } from "../library/shelf.ts";
import type { Unsaved } from "../library/unsaved.ts";
import type { Language } from "../locales/language.ts";
import { saidBy } from "../locales/words.ts";
import { done, type Notice, refused } from "./notice.ts";
import { placeOf, type RunPlace, samePlace } from "./run_place.ts";
import { runTitle } from "./run_title.ts";
import { sayOpened } from "./said_opened.ts";
import type { Tab } from "./tab.ts";
import type { Workspace } from "./workspace.ts";

/** While it trains: soon after its beginning, then less and less often; where saving takes long, so seldom that it takes a hundredth of the time. */
const FIRST_MS = 1_000;
const EVERY_MS = 10_000;
const SHARE = 0.01;
/** Of larger networks only where training stands still: to save them takes the page a moment. */
const LARGEST_WHILE_PLAYING = 250_000;
/** After training came to a standstill. */
const STANDSTILL_MS = 400;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** What nobody has asked for since is forgotten. */
const FORGOTTEN_MS = 14 * DAY_MS;

/** Offers what was left, then puts aside what is new. @returns what ends it */
export async function keepUnsaved(
  workspace: Workspace,
  drawer: Drawer,
  tab: Tab,
): Promise<() => void> {
  const { id, twin } = await tab.claimed;
  // Where the browser keeps nothing, there is nothing to offer.
  const all = await drawer.all().catch((): readonly Unsaved[] => []);
  if (twin && all.length > 0) sayTwin(workspace);
  await offer(workspace, drawer, tab, { id, all });
  return watch(workspace, drawer, id);
}

function sayTwin({ notice }: Workspace): void {
  notice.value ??= done(
    "This work is open in another tab too. Each tab keeps its own changes, and neither overwrites the other.",
    "这项工作也在另一个标签页中打开。两边的改动各自保存，互不覆盖。",
  );
}

async function offer(
  workspace: Workspace,
  drawer: Drawer,
  tab: Tab,
  { id, all }: { readonly id: string; readonly all: readonly Unsaved[] },
): Promise<void> {
  const mine = all.find(({ page }) => page === id);
  const { catalog, experiment, minimal } = workspace.document;
  // It may have been changed since, in what a run takes up.
  if (mine !== undefined && takesUp(catalog, experimentOf(mine), experiment)) {
    return tell(workspace, drawer, id, mine);
  }
  const open = await tab.open();
  const now = Date.now();
  const left = open === undefined ? [] : all.filter(({ page }) => !open.has(page));
  for (const { page, at } of left) {
    if (now - at > FORGOTTEN_MS) await drawer.remove(page).catch(() => {});
  }
  // Whoever comes with an experiment came for that.
  if (Object.keys(minimal).some((key) => key !== "version")) return;
  const newest = left.toSorted((one, other) => other.at - one.at)[0];
  if (newest !== undefined && now - newest.at < FORGOTTEN_MS) tell(workspace, drawer, id, newest);
}

const experimentOf = ({ experiment, model }: Unsaved): Experiment => experiment ?? model.experiment;

/** `id`: this page, which is another one than left it after a crash. */
function tell(workspace: Workspace, drawer: Drawer, id: string, unsaved: Unsaved): void {
  const { model, page } = unsaved;
  const { notice, document } = workspace;
  const experiment = experimentOf(unsaved);
  const { summary } = model;
  const name = (language: Language) =>
    runTitle(document.catalog, { experiment, summary }, language);
  const epoch = Math.floor(model.epochs);
  const en = epoch > 0 ? `epoch ${epoch}` : `update ${model.steps}`;
  const zh = epoch > 0 ? `第 ${epoch} 轮` : `第 ${model.steps} 次更新`;
  const both = (say: Readonly<Record<Language, (name: string) => string>>): Notice => ({
    tone: "done",
    text: saidBy((language) => say[language](name(language))),
  });
  const forget = () => drawer.remove(page).catch(() => {});
  notice.value ??= {
    ...both({
      en: (run) => `When the page was left, training stood at ${en}: ${run}.`,
      zh: (run) => `离开页面时，训练进行到${zh}：${run}。`,
    }),
    action: {
      label: { en: `Go on from ${en}`, zh: `从${zh}继续` },
      run: async () => {
        // What was changed since, and a run takes up, stays as it is; the rest gives way, and that is said.
        const goesOn = takesUp(document.catalog, experiment, document.experiment);
        const outcome = await workspace.openModel(
          model,
          goesOn ? document.minimal : { ...experiment },
        );
        if ("refusal" in outcome) {
          // A trainer of another version may not take it any more.
          const { refusal } = outcome;
          notice.value = refused(sentence(refusal, "en"), sentence(refusal, "zh"));
          return;
        }
        if (!goesOn) {
          await sayOpened(
            workspace,
            both({
              en: (run) => `${run} is open, at ${en}. Undo brings back what was here.`,
              zh: (run) => `已打开${run}，${zh}。撤销可恢复之前的内容。`,
            }),
          );
        }
        if (page === id) return;
        await drawer.put({ ...unsaved, page: id }).catch(() => {});
        await forget();
      },
    },
    // Of a page that is no more it is not offered again.
    dismissed: () => (page === id ? undefined : forget()),
  };
}

const isFull = (error: unknown) =>
  error instanceof DOMException && error.name === "QuotaExceededError";

const FULL = refused(
  "This browser has no room left: a reload would lose this run. Save it as a file (File, Trained network), or free some space.",
  "浏览器空间不足：重新加载会丢失这次训练。请将其存为文件（文件，训练好的网络），或释放一些空间。",
);

function watch(workspace: Workspace, drawer: Drawer, page: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pause = FIRST_MS;
  let due = performance.now() + pause;
  let putAside: RunPlace | undefined;
  let saving = false;
  let toldFull = false;
  let left = false;

  async function save(): Promise<void> {
    timer = undefined;
    const { run } = workspace;
    const place = placeOf(run);
    const known = samePlace(place, putAside);
    if (left || saving || !run.begun || known || run.crash !== undefined) return;
    saving = true;
    const began = performance.now();
    try {
      const model = await run.putAside();
      if (model !== undefined) {
        if (run !== putAside?.run) pause = FIRST_MS;
        putAside = { ...place, step: model.steps };
        // A browser that is full keeps what it has; the run itself goes on.
        const { experiment } = place.description;
        const unsaved = { page, at: Date.now(), model, ...(run.carried && { experiment }) };
        await drawer.put(unsaved).catch((error: unknown) => {
          if (toldFull || !isFull(error)) return;
          toldFull = true;
          workspace.notice.value ??= FULL;
        });
      }
    } finally {
      saving = false;
    }
    const now = performance.now();
    due = now + Math.max(pause, (now - began) / SHARE);
    pause = Math.min(EVERY_MS, 2 * pause);
  }

  function plan(delay: number): void {
    if (timer === undefined) timer = setTimeout(() => void save(), Math.max(0, delay));
  }

  const end = effect(() => {
    const { run } = workspace;
    const { playing } = run;
    // Each update is news.
    void run.state;
    if (!run.begun) return;
    if (playing) {
      const { parameters } = run.description.summary;
      return parameters <= LARGEST_WHILE_PLAYING ? plan(due - performance.now()) : undefined;
    }
    clearTimeout(timer);
    timer = undefined;
    plan(STANDSTILL_MS);
  });
  const hidden = () => {
    if (document.visibilityState === "hidden") void save();
  };
  const leave = () => {
    left = true;
  };
  // A page that one goes back to may be the very same.
  const comeBack = () => {
    left = false;
  };
  globalThis.document?.addEventListener("visibilitychange", hidden);
  globalThis.addEventListener?.("pagehide", leave);
  globalThis.addEventListener?.("pageshow", comeBack);
  return () => {
    end();
    clearTimeout(timer);
    globalThis.document?.removeEventListener("visibilitychange", hidden);
    globalThis.removeEventListener?.("pagehide", leave);
    globalThis.removeEventListener?.("pageshow", comeBack);
  };
}
