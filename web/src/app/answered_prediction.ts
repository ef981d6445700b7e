// SPDX-License-Identifier: Apache-2.0
/** The prediction that a run has answered, for whoever keeps the run. */
import type { AnsweredPrediction } from "../documents/prediction.ts";
import type { Description } from "../engine/api.ts";
import type { RunSession } from "../sessions/run_session.ts";

interface Answer {
  readonly answered: AnsweredPrediction;
  readonly description: Description;
  readonly generation: number;
}

const answers = new WeakMap<RunSession, Answer>();

export function answer(run: RunSession, answered: AnsweredPrediction): void {
  const { description, generation } = run;
  answers.set(run, { answered, description, generation });
}

/** Undefined where it was answered by the run before it went back, or was changed. */
export function answeredBy(run: RunSession): AnsweredPrediction | undefined {
  const found = answers.get(run);
  const same = found?.description === run.description && found.generation === run.generation;
  return same ? found.answered : undefined;
}
