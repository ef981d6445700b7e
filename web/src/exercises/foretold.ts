// SPDX-License-Identifier: Apache-2.0
/** Whether the right option of a prediction matches the run that it is about, for whoever writes the exercise. */
import { patched } from "../documents/patch.ts";
import type { Engine, ExperimentDocument, Text } from "../engine/api.ts";
import { holds } from "./condition.ts";
import type { ChoicePrediction, Condition, Exercise } from "./document.ts";
import { type Facts, measureRun, type RunOptions } from "./measure.ts";

const PARTS = ["train", "validation", "test"] as const;

/**
 * The start with the change of the prediction, trained as the checker trains it.
 * @throws ExperimentError where it is no experiment; what the signal says, where it aborts
 */
export async function trainForetold(
  start: ExperimentDocument,
  change: ExperimentDocument,
  engine: Engine,
  options: RunOptions = {},
): Promise<Facts> {
  const document = patched(start, change);
  const [before, description] = await Promise.all([
    engine.validate(start),
    engine.validate(document),
  ]);
  const { experiment, summary } = description;
  const parts = PARTS.filter((part) => summary.counts[part] > 0);
  const need = { parts, gradients: true, history: true };
  const figures = await measureRun(engine, document, need, { ...options, seed: experiment.seed });
  const work = { document, looks: 0, runs: [{ changed: [] }] };
  return { start: before, description, work, figures };
}

/** What is amiss with the right answer of an exercise, as far as its options say when they come. */
export async function faultsOfAnswer(
  { start, prediction }: Exercise,
  engine: Engine,
): Promise<readonly Text[]> {
  if (prediction?.kind !== "choice") return [];
  if (prediction.options.every(({ when }) => when === undefined)) return [];
  return misjudged(prediction, await trainForetold(start, prediction.change ?? {}, engine));
}

/** Undefined where nothing says when it is so. */
export const comesSo = (
  when: readonly Condition[] | undefined,
  facts: Facts,
): boolean | undefined => when?.every((condition) => holds(condition, facts));

/** What is amiss with the answer: one that does not come, or another that comes as well. */
export function misjudged({ options, right }: ChoicePrediction, facts: Facts): readonly Text[] {
  return options.flatMap(({ id, when, text }) => {
    const so = comesSo(when, facts);
    if (so === undefined || so === (id === right)) return [];
    return id === right
      ? {
          en: `The right answer does not match the run: “${text.en}”. Choose another one, or correct its conditions.`,
          zh: `正确选项与实际结果不符：“${text.zh}”。请另选一个，或修改它的条件。`,
        }
      : {
          en: `Another option matches the run too: “${text.en}”. Change it, or correct its conditions.`,
          zh: `实际结果也符合另一个选项：“${text.zh}”。请修改该选项或它的条件。`,
        };
  });
}
