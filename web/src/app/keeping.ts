// SPDX-License-Identifier: Apache-2.0
/** Keeps the run on the screen, and opens one that was kept. */
import { effect } from "@preact/signals-core";
import { packPicture } from "../charts/kept_picture.ts";
import { newId } from "../documents/new_id.ts";
import { sentence } from "../documents/refusal.ts";
import type { Evaluation } from "../engine/api.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import type { KeptRun, RunResults, WholeRun } from "../library/kept_run.ts";
import type { RunSession } from "../sessions/run_session.ts";
import { answeredBy } from "./answered_prediction.ts";
import type { Outcome } from "./change.ts";
import { done, refused } from "./notice.ts";
import { ownLibrary } from "./own_library.ts";
import { pictured } from "./pictured.ts";
import { placeOf, type RunPlace, samePlace } from "./run_place.ts";
import { runTitle } from "./run_title.ts";
import { sayOpened } from "./said_opened.ts";
import type { Workspace } from "./workspace.ts";

/** The feature that shows what is kept. */
const RUNS = "runs";
/** Places of a stamp's map along a side. */
const MAP_SIDE = 40;
/** A frame that takes longer is not waited for. */
const FRAME_MS = 1_500;

/** Where a run stood when it was kept last: the same state twice is one. */
const kept = new WeakMap<RunSession, { readonly id: string; readonly place: RunPlace }>();

/** Keeps the run as it stands, and says so. */
export async function keepRun(workspace: Workspace): Promise<void> {
  const { run, notice, dialog } = workspace;
  const before = kept.get(run);
  const known = ownLibrary.runs.peek().find(({ id }) => id === before?.id);
  const place = placeOf(run);
  const again = known !== undefined && samePlace(place, before?.place);
  const whole = again ? undefined : await wholeOf(workspace);
  const stored = whole === undefined || (await ownLibrary.keep(whole));
  const { id, name } = whole?.run ?? (known as KeptRun);
  kept.set(run, { id, place: { ...place, step: whole?.run.results.steps ?? place.step } });
  const told = stored
    ? done(`“${name}” is kept.`, `已保存“${name}”。`)
    : refused(
        `“${name}” is kept only until this page is closed: the browser has no room, or allows none. Export it to a file.`,
        `“${name}”只保留到关闭本页为止：浏览器空间不足或不允许存储。请导出为文件。`,
      );
  if (dialog.peek() === RUNS) return;
  const label = { en: "Show", zh: "查看" };
  notice.value = { ...told, action: { label, run: () => (dialog.value = RUNS) } };
}

async function wholeOf(workspace: Workspace): Promise<WholeRun> {
  const { run, document, settings } = workspace;
  const { description } = run;
  const model = await run.save();
  if (model !== undefined) await shown(run, model.steps);
  const picture = packPicture(await pictured(workspace, MAP_SIDE));
  const { experiment, minimal } = description;
  const prediction = answeredBy(run);
  return {
    run: {
      id: newId(),
      name: runTitle(document.catalog, description, settings.language),
      note: "",
      at: Date.now(),
      document: minimal,
      experiment,
      results: {
        ...resultsOf(run, workspace.testSeal.of(run)),
        ...(model && { steps: model.steps, epochs: model.epochs }),
      },
      picture,
      ...(prediction && { prediction }),
    },
    // A run that has diverged has nothing to go on from.
    ...(model?.state !== undefined && { model }),
  };
}

/** While it trains, what was saved is on the screen a frame later, with its losses. */
function shown(run: RunSession, step: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, FRAME_MS);
    const end = effect(() => {
      const { state } = run;
      if (state === undefined || state.step < step || state.recording) return;
      clearTimeout(timer);
      resolve();
    });
    setTimeout(end, FRAME_MS);
  });
}

/** As they were measured last; `test`: of the test part, where training stood still and it was not sealed. */
function resultsOf({ state }: RunSession, test: Evaluation | undefined): RunResults {
  return {
    status: state?.status ?? "ready",
    steps: state?.step ?? 0,
    epochs: state?.epoch ?? 0,
    train_loss: state?.train_loss ?? null,
    validation_loss: state?.validation_loss ?? null,
    test_loss: test?.loss ?? null,
    train_accuracy: state?.train_accuracy ?? null,
    validation_accuracy: state?.validation_accuracy ?? null,
    test_accuracy: test?.accuracy ?? null,
  };
}

/** In place of what is here, which undo brings back. Training goes on with the same bits. */
export async function openKept(workspace: Workspace, { run, model }: WholeRun): Promise<void> {
  const outcome = await opened(workspace, { run, ...(model && { model }) });
  if (outcome.status === "refused" || outcome.status === "failed") {
    const { refusal } = outcome;
    workspace.notice.value = refused(
      `“${run.name}” was not opened: ${sentence(refusal, "en")}`,
      `“${run.name}”未能打开：${sentence(refusal, "zh")}`,
    );
    return;
  }
  const { steps } = run.results;
  if (model === undefined) {
    workspace.notice.value = done(
      `“${run.name}” is open, from its beginning. Undo brings back what was here.`,
      `已从头打开“${run.name}”。撤销可恢复之前的内容。`,
    );
    return;
  }
  await sayOpened(
    workspace,
    done(
      `“${run.name}” is open, after ${steps} updates. Play goes on from there; undo brings back what was here.`,
      `已打开“${run.name}”，已更新 ${steps} 次。按播放可从那里继续；撤销可恢复之前的内容。`,
    ),
  );
}

async function opened(workspace: Workspace, { run, model }: WholeRun): Promise<Outcome> {
  try {
    return await (model === undefined
      ? workspace.openDocument(run.document)
      : workspace.openModel(model, run.document));
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    const message = { en: error.message, zh: error.zh };
    return { status: "refused", refusal: { path: error.path, message } };
  }
}
