// SPDX-License-Identifier: Apache-2.0
/** The runs of an exercise, as they are begun: what each of them has changed against the one before it. */
import { effect } from "@preact/signals-core";
import type { Description, Experiment } from "../engine/api.ts";
import { changedByStudent } from "../exercises/permission.ts";
import {
  type LeftOut,
  MOST_PLACES,
  mostChanges,
  type RunLine,
  runCount,
} from "../exercises/work.ts";
import type { RunSession } from "../sessions/run_session.ts";
import type { Workspace } from "./workspace.ts";

/** So many are told one by one; of those before them only their number. */
export const MOST_LINES = 200;

export interface RunLog {
  readonly runs: readonly RunLine[];
  readonly left_out?: LeftOut;
  /** What the newest run trains by; undefined before the first. */
  readonly last?: Experiment;
}

export const NO_RUNS: RunLog = { runs: [] };

/** With one run more. */
export function withRun(log: RunLog, start: Experiment, experiment: Experiment): RunLog {
  const before = log.last ?? start;
  const changed = changedByStudent({ experiment: before }, { experiment });
  const more = changed.length - MOST_PLACES;
  const line = { changed: changed.slice(0, MOST_PLACES), ...(more > 0 && { more }) };
  const runs = [...log.runs, line];
  if (runs.length <= MOST_LINES) return { ...log, runs, last: experiment };
  const gone = { runs: runs.slice(0, 1), ...(log.left_out && { left_out: log.left_out }) };
  return {
    runs: runs.slice(1),
    left_out: { runs: runCount(gone), changes: mostChanges(gone) },
    last: experiment,
  };
}

interface Seen {
  readonly run: RunSession;
  generation: number;
  description: Description;
  /** Trained beyond this it counts. */
  from: number;
  moves: boolean;
  counted: Description | undefined;
}

/**
 * Tells of each run once it has made an update. `within`: a run that was on its way has taken a change up, which is a run of its own too.
 * What is brought back as it stood is none until it trains on.
 */
export function watchRuns(
  workspace: Workspace,
  begun: (description: Description, within: boolean) => void,
): () => void {
  let seen: Seen | undefined;
  return effect(() => {
    const { run } = workspace;
    const { description, generation, state } = run;
    const step = state?.step ?? 0;
    const moves = run.playing || run.moving;
    if (seen?.run !== run) {
      seen = { run, generation, description, from: step, moves, counted: undefined };
    }
    const isOther = seen.description !== description;
    if (isOther || seen.generation !== generation || step < seen.from) seen.from = step;
    if (step === 0) seen.counted = undefined;
    seen.description = description;
    seen.generation = generation;
    const hasTrained = step > seen.from && (moves || seen.moves);
    if (hasTrained && seen.counted !== description) {
      const within = seen.counted !== undefined;
      seen.counted = description;
      begun(description, within);
    }
    seen.moves = moves;
    if (!moves) seen.from = step;
  });
}
