// SPDX-License-Identifier: Apache-2.0
/**
 * Processor time of a process in place of the time on the wall, for a machine that others use too: what they do costs a window nothing then.
 * It is the sum over all threads, so it says nothing of what threads give. Linux alone tells it finely enough.
 */
import { readdirSync, readFileSync } from "node:fs";
import { Failure } from "../../scripts/lib/failure.mjs";

/** Seconds that all threads of a process that still live have computed. */
export function processorTime(process) {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${process}/task`)) {
    try {
      const told = readFileSync(`/proc/${process}/task/${thread}/schedstat`, "utf8");
      nanoseconds += Number(told.split(" ")[0]);
    } catch {
      // It has ended meanwhile.
    }
  }
  return nanoseconds / 1e9;
}

/** The same contestant on the other clock. */
export const byProcessorTime = (run, process) => async (steps) => {
  const begin = processorTime(process);
  await run(steps);
  return processorTime(process) - begin;
};

/** @throws Failure with a sentence where this system does not tell it */
export function requireProcessorTime() {
  try {
    if (processorTime(process.pid) > 0) return;
  } catch {
    // Told below.
  }
  throw new Failure("--processor-time needs the schedstat files of Linux: leave it out here.");
}
