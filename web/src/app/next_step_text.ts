// SPDX-License-Identifier: Apache-2.0
/** The next step in words: what the slope promises of it, and what comes of it. */
import type { Description } from "../engine/api.ts";
import type { Format } from "../locales/format.ts";
import { type NotationId, symbolIn } from "../locales/notation.ts";
import type { Words } from "../locales/words.ts";
import type { NextStep } from "./loss_of_two.ts";

export interface Told {
  readonly words: Words;
  readonly format: Format;
  readonly notation: NotationId;
  /** By its id. */
  readonly optimizer: string;
  /** Whether the slope is that of a part of the samples. */
  readonly hasBatches: boolean;
}

/** Of the next step of this experiment, by its own optimizer. */
export function toldOf(
  { experiment, summary }: Pick<Description, "experiment" | "summary">,
  { words, format, notation }: Pick<Told, "words" | "format" | "notation">,
): Told {
  const hasBatches = Number(experiment.batch_size) < summary.counts.train;
  return { words, format, notation, optimizer: experiment.optimizer.type, hasBatches };
}

/** Two to four sentences. `loss`: before the step and after it, null where it is no number; without it nothing is known of that yet. */
export function nextStepText(
  { rate, gradient, predicted }: Pick<NextStep, "rate" | "gradient" | "predicted">,
  loss: { readonly before: number | null; readonly after: number | null } | undefined,
  { words, format, notation, optimizer, hasBatches }: Told,
): string[] {
  const { nextStep } = words;
  const square = gradient.x ** 2 + gradient.y ** 2;
  // Weight decay, for one, makes another step of it.
  const isPlain =
    optimizer === "sgd" && Math.abs(predicted - rate * square) <= 1e-3 * Math.abs(predicted);
  const promise = isPlain
    ? nextStep.predictedByRate(
        symbolIn(notation, "η"),
        format.plain(rate),
        format.real(square),
        format.real(predicted),
      )
    : predicted < 0
      ? nextStep.predictedRise(format.real(-predicted))
      : nextStep.predicted(format.real(predicted));
  return [nextStep.arrow, promise, ...real(), ...(hasBatches ? [nextStep.batch] : [])];

  function real(): string[] {
    if (loss === undefined || loss.before === null) return [];
    if (loss.after === null) return [nextStep.broken];
    const fall = loss.before - loss.after;
    return [fall < 0 ? nextStep.realRise(format.real(-fall)) : nextStep.real(format.real(fall))];
  }
}
