// SPDX-License-Identifier: Apache-2.0
/** The playground on the start of an exercise, with the exercise beside it. Loaded when there is one to work on. */

import { computed, effect, signal } from "@preact/signals-core";
import { type Arrival, ArrivingEngine } from "../../app/arriving_engine.ts";
import { keptWork } from "../../app/exercise_kept.ts";
import { exerciseOf, opensExercise } from "../../app/exercise_of.ts";
import { ExerciseWork } from "../../app/exercise_work.ts";
import { loadFirstCatalog } from "../../app/first_catalog.ts";
import { type Notice, refused } from "../../app/notice.ts";
import { ownTables } from "../../app/own_tables.ts";
import type { Address } from "../../app/router.ts";
import type { Settings } from "../../app/settings.ts";
import { Workspace } from "../../app/workspace.ts";
import { refusalOf, sentence } from "../../documents/refusal.ts";
import type { Engine } from "../../engine/api.ts";
import { createLanes, engineOver } from "../../engine/engine.ts";
import { examineExercise } from "../../exercises/examine.ts";
import { readExercise } from "../../exercises/read_exercise.ts";
import "../../features/exercise/panel.ts";
import { learn } from "../../locales/dictionary.ts";
import { DownhillApp } from "../playground/downhill-app.ts";
import { engineWish } from "../shared/engine_wish.ts";
import { offlineLater } from "../shared/offline_later.ts";
import { type Found, keepFile } from "./source.ts";

const ON_ITS_WAY: Arrival = { bytes: 0, all: undefined, late: true };

/** The address is that of the exercise: what is changed is kept elsewhere. */
const NO_ADDRESS: Address = { read: () => "", draft: () => undefined };

export interface Opened {
  readonly workspace: Workspace;
  readonly work: ExerciseWork;
}

let trainer: Promise<Engine> | undefined;

/** @throws what the signal says, where it aborts; ExperimentError where its experiment is none, EngineError where no trainer starts */
export async function openExercise(
  place: Element,
  settings: Settings,
  { exercise, origin }: Found,
  { signal: until, notice }: { signal?: AbortSignal; notice?: Notice } = {},
): Promise<Opened> {
  trainer ??= engineOver(createLanes({ tables: ownTables.find, ...engineWish(settings.view) }));
  const coming = trainer;
  coming.catch(() => {
    trainer = undefined;
  });
  const here = signal(false);
  const engine = new ArrivingEngine(coming, {
    catalog: () => loadFirstCatalog(settings.language),
    description: () => undefined,
  });
  const arrival = computed(() => (here.value ? undefined : ON_ITS_WAY));
  // Those of the playground, which the list of exercises does without.
  const words = learn(settings.language);
  await Promise.all([words, coming.then((one) => examineExercise(exercise, one))]);
  here.value = true;
  const start = await engine.validate(exercise.start);
  const { view } = settings;
  const workspace = await Workspace.start(engine, settings, NO_ADDRESS, {
    first: undefined,
    arrival,
  });
  // Another one was opened meanwhile.
  until?.throwIfAborted();
  void settings.follow(view);
  const keeps = view.persist !== "host" && view.persist !== "none";
  const kept = keeps ? keptWork(exercise) : undefined;
  const outcome = await workspace.document.load(kept?.document ?? exercise.start, "link");
  if ("refusal" in outcome) await workspace.document.load(exercise.start, "link");
  workspace.document.begin();
  const work = new ExerciseWork(exercise, origin, workspace, start, kept, keeps);
  exerciseOf(workspace).value = work;
  opensExercise(workspace).value = (given, file) => openAnother(workspace, given, file);
  workspace.section.value = "exercise";
  workspace.notice.value = notice;
  addEventListener("pagehide", () => work.flush());
  addEventListener("visibilitychange", () => work.flush());
  effect(() => {
    document.title = exercise.title[settings.language];
  });
  place.replaceChildren(new DownhillApp().provide(workspace));
  offlineLater(workspace);
  return { workspace, work };
}

/** A file that was dropped beside the exercise takes its place; what was done with this one is kept. */
function openAnother({ notice, settings }: Workspace, given: object, file: string): void {
  if (window.parent !== window) {
    notice.value = refused(
      `${file} is another exercise, and this frame is for its own. Open it on Downhill's page of exercises.`,
      `${file} 是另一道练习，而这个框架只用于当前练习。请在 Downhill 的练习页面打开它。`,
    );
    return;
  }
  try {
    const exercise = readExercise(given);
    if (keepFile(exercise, file, settings.view)) {
      location.reload();
      return;
    }
    notice.value = refused(
      `This browser has no room for ${file}. Open it on the page of exercises.`,
      `此浏览器没有空间存放 ${file}。请在练习页面打开它。`,
    );
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    notice.value = refused(
      `${file} was not opened: ${sentence(refusal, "en")}`,
      `${file} 未能打开：${sentence(refusal, "zh")}`,
    );
  }
}
