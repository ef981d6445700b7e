// SPDX-License-Identifier: Apache-2.0
/** The page in a frame answers its host as the player does, tells it what the checker says, and reports the work. */
import { effect, type ReadonlySignal } from "@preact/signals-core";
import { UnreachableError } from "../../app/exercise_files.ts";
import type { ExerciseWork } from "../../app/exercise_work.ts";
import type { Settings } from "../../app/settings.ts";
import { chosen } from "../../documents/view_reading.ts";
import { connectHost } from "../../embed/connect_host.ts";
import { badAddress, type CallFault, notArrived, notChecked } from "../../embed/fault.ts";
import type { FrameWindow } from "../../embed/host_channel.ts";
import type { Marked } from "../../embed/protocol.ts";
import type { Text } from "../../engine/api.ts";
import { ExperimentError } from "../../engine/contract/experiment_error.ts";
import type { Opened } from "./open_exercise.ts";
import { reportWork } from "./report.ts";

/** In CSS pixels: it is a page that scrolls, and has no height of its own. */
const HEIGHT = 720;

export interface ExerciseHost {
  /** There is an exercise to work on. */
  opened(opened: Opened): void;
  /** There is none. `said`: the sentence that the reader sees, where it is another one than the error's own. */
  failed(error: unknown, said?: Text): void;
}

export function connectExercise(settings: Settings, window?: FrameWindow): ExerciseHost {
  let settle: (outcome: Promise<Opened>) => void = () => {};
  /** What calls of the host wait for; once there was an outcome, the newest one. */
  let coming = new Promise<Opened>((resolve) => {
    settle = resolve;
  });
  const becomes = (outcome: Promise<Opened>) => {
    // The host is told of a failure by an event, whether or not it calls.
    outcome.catch(() => {});
    coming.catch(() => {});
    settle(outcome);
    coming = outcome;
  };
  const player = {
    settings,
    wake: async () => (await coming).workspace,
    submit: async () => submit((await coming).work),
  };
  const host = connectHost(player, window);
  if (chosen(settings.view, "fit") === "height") host.tellHeight(HEIGHT);
  return {
    opened: (opened) => {
      host.watch(opened.workspace, opened.work.exercise.start);
      becomes(Promise.resolve(opened));
      const { work } = opened;
      reportWork(work, settings.view, window);
      const tellAt = (moment: ReadonlySignal<unknown>, event: "check" | "submit") => {
        let told = moment.peek();
        effect(() => {
          const now = moment.value;
          if (now === told) return;
          told = now;
          const marked = markedOf(work);
          if (marked !== undefined) host.tellMarks(event, marked);
        });
      };
      tellAt(work.check.checked, "check");
      tellAt(work.handedIn, "submit");
    },
    failed: (error, said) => {
      const fault = said === undefined ? error : faultSaid(error, said);
      host.fail(fault);
      becomes(Promise.reject(fault));
    },
  };
}

/** An exercise that there is not is the fault of who asked for it; one that did not arrive is not. */
function faultSaid(error: unknown, said: Text): CallFault {
  const isRefused = error instanceof ExperimentError && !(error instanceof UnreachableError);
  return isRefused ? badAddress(said) : notArrived(said);
}

/** As its button does, and hands in what was checked. @throws CallFault where it is not checked now */
async function submit(work: ExerciseWork): Promise<Marked> {
  const before = work.check.checked.peek();
  await work.runCheck();
  const marked = work.check.checked.peek() === before ? undefined : markedOf(work);
  if (marked === undefined) throw notChecked(work.fault.peek());
  work.handIn();
  return marked;
}

function markedOf({ check }: ExerciseWork): Marked | undefined {
  const verdict = check.checked.peek()?.verdict;
  const score = check.score.peek();
  if (verdict === undefined || score === null) return undefined;
  const receipt = check.receipt.peek();
  return {
    score,
    passed: verdict.passed,
    receipt: receipt !== undefined && "text" in receipt ? receipt.text : null,
  };
}
