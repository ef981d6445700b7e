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
import type { View } from "../../documents/view_keys.ts";
import { type FrameWindow, HostChannel } from "../../embed/host_channel.ts";
import { Splice, speaksSplice } from "../../embed/splice.ts";
import { ExperimentError } from "../../engine/contract/experiment_error.ts";
import {
  hashOfExercise,
  LONGEST_NAME,
  readReceipt,
  workOfReceipt,
} from "../../exercises/receipt.ts";

/** What is typed is many changes a second. */
const TYPING = { burst: 1, pauseMs: 250 };

export function reportWork(
  work: ExerciseWork,
  view: View,
  window: FrameWindow = globalThis.window as unknown as FrameWindow,
): void {
  if (!speaksSplice(view)) return;
  let splice: Splice<HostState> | undefined;
  const channel = new HostChannel(window, (data) =>
    splice === undefined ? false : splice.take(data),
  );
  if (!channel.held) return;
  const exercise = nameOf(work.exercise);
  const standing = () => JSON.stringify([work.name.value, work.state]);
  let told = standing();
  const first = told;
  const answered = (begun: Promise<void>) =>
    void begun.then(() => {
      told = standing();
    });
  const report = () => {
    const now = standing();
    // Before the host has said who sits here, what this browser had kept is nobody's.
    if (now === told || (work.isBorrowed && splice?.isAsking)) return;
    told = now;
    splice?.ignoreState();
    splice?.report(stateOf(work), work.check.score.peek());
  };
  const reports = new RateLimit(TYPING, report);
  splice = new Splice<HostState>(
    (message) => channel.post(message),
    {
      restore: (state) => answered(restore(work, state)),
      nothing: () => answered(work.beginAtHost()),
      flush: async () => {
        reports.flush();
        report();
        return { hadState: told !== first };
      },
    },
    (state) => isHostState(state, exercise),
  );
  effect(() => {
    standing();
    reports.request();
  });
  // A page that goes tells its host nothing any more: who leaves by something of the host's leaves this frame first.
  for (const left of ["blur", "pagehide"]) addEventListener(left, () => reports.flush());
}

export function stateOf(work: ExerciseWork): HostState {
  const receipt = work.check.receipt.peek();
  return {
    format: HOST_STATE,
    version: 1,
    exercise: nameOf(work.exercise),
    ...(work.name.peek() !== "" && { name: work.name.peek() }),
    work: packedWork(work.state),
    ...(receipt !== undefined && "text" in receipt && { receipt: receipt.text }),
  };
}

async function restore(work: ExerciseWork, state: HostState): Promise<void> {
  const { work: packed, receipt = "", name = "" } = state;
  const kept = packed === "" ? workIn(work, receipt) : unpackedWork(packed);
  if (kept === undefined) await work.beginAtHost();
  else await work.restore(kept, name.slice(0, LONGEST_NAME));
}

/** What was handed in, to go on from. */
function workIn({ exercise, origin }: ExerciseWork, written: string): Kept | undefined {
  try {
    const receipt = readReceipt(written);
    if (receipt.exercise.hash !== hashOfExercise(exercise)) return undefined;
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
