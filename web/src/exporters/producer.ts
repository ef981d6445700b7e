// SPDX-License-Identifier: Apache-2.0
/** What an exported file says of where it comes from. */
import type { SavedModel } from "../engine/api.ts";

export interface Producer {
  readonly name: string;
  readonly version: string;
}

/** One sentence: data, layers, loss, and how far it is trained. */
export function sentenceOf({ experiment, summary, steps, epochs }: SavedModel): string {
  const layers = experiment.model.layers.map(({ type }) => type).join(", ");
  const parameters = count(summary.parameters, "parameter");
  const trained = `${count(steps, "step")} (${count(Number(epochs.toFixed(3)), "epoch")}) of ${experiment.optimizer.type}`;
  const sentence = `${experiment.data.type}: ${layers}; ${parameters}, ${experiment.loss.type}, ${trained}`;
  // It stands in a comment of one line, whoever has written the model.
  return sentence.replace(/[^\x20-\x7e]/g, " ");
}

const count = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
