// SPDX-License-Identifier: Apache-2.0
/** Inside another page the work is reported to it by SPLICE, and comes back from there. */
import { effect } from "@preact/signals-core";
import {
  HOST_STATE,
  type HostState,
  isHostState,
  type Kept,
  nameOf,
  packedWork,
  unpackedWork,
} from "../../app/exercise_kept.ts";
import type { ExerciseWork } from "../../app/exercise_work.ts";
import { RateLimit } from "../../app/rate_limit.ts";
import { type FrameWindow, HostChannel } from "../../embed/host_channel.ts";
import { Splice } from "../../embed/splice.ts";
import { ExperimentError } from "../../engine/contract/experiment_error.ts";
import { hashOfExercise, readReceipt, workOfReceipt } from "../../exercises/receipt.ts";

/** What is typed is many changes a second. */
const TYPING = { burst: 1, pauseMs: 250 };

export function reportWork(work: ExerciseWork): void {
  let splice: Splice<HostState> | undefined;
  const channel = new HostChannel(window as unknown as FrameWindow, (data) =>
    splice === undefined ? false : splice.take(data),
  );
  if (!channel.held) return;
  const exercise = nameOf(work.exercise);
  let told = JSON.stringify(work.state);
  const first = told;
  const report = () => {
    const now = JSON.stringify(work.state);
    if (now === told) return;
    told = now;
    splice?.ignoreState();
    splice?.report(stateOf(work), work.score.peek());
  };
  const reports = new RateLimit(TYPING, report);
  splice = new Splice<HostState>(
    (message) => channel.post(message),
    {
      restore: (state) => void restore(work, state).then(() => (told = JSON.stringify(work.state))),
      flush: async () => {
        reports.flush();
        report();
        return { hadState: told !== first };
      },
    },
    (state) => isHostState(state, exercise),
  );
  effect(() => {
    void work.state;
    reports.request();
  });
  addEventListener("pagehide", () => reports.flush());
}

export function stateOf(work: ExerciseWork): HostState {
  const receipt = work.receipt.peek();
  return {
    format: HOST_STATE,
    version: 1,
    exercise: nameOf(work.exercise),
    work: packedWork(work.state),
    ...(receipt !== undefined && "text" in receipt && { receipt: receipt.text }),
  };
}

async function restore(work: ExerciseWork, { work: packed, receipt }: HostState): Promise<void> {
  const kept = packed === "" ? workIn(work, receipt ?? "") : unpackedWork(packed);
  if (kept !== undefined) await work.restore(kept);
}

/** What was handed in, to go on from. */
function workIn({ exercise, origin, name }: ExerciseWork, written: string): Kept | undefined {
  try {
    const receipt = readReceipt(written);
    if (receipt.exercise.hash !== hashOfExercise(exercise)) return undefined;
    if (receipt.name !== "") name.value = receipt.name;
    const { answers = {} } = receipt;
    const typed = Object.entries(answers).map(([id, answer]) => [id, String(answer)]);
    return {
      version: 1,
      origin: origin.kind,
      passed: receipt.results.every(({ passed }) => passed),
      ...workOfReceipt(exercise, receipt),
      typed: Object.fromEntries(typed),
      ...(receipt.prediction === undefined && { skipped: true }),
      hints: 0,
    };
  } catch (error) {
    if (error instanceof ExperimentError) return undefined;
    throw error;
  }
}
