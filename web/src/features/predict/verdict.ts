// SPDX-License-Identifier: Apache-2.0
/** How far a prediction was off, in words. */
import { saidValue } from "../../app/prediction_pad.ts";
import { type Comparison, factorOf, type Prediction } from "../../documents/prediction.ts";
import type { Format } from "../../locales/format.ts";
import type { Words } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

type Own = typeof en;

/** Up to these factors. */
const EXACT = 1.25;
const CLOSE = 2;
const ROUGHLY = 5;
/** The curve lies on one side of the run if this share of its distance does. */
const ONE_SIDED = 0.6;
/** Below it a factor is written as no factor at all. */
const UNSEEN = 1.1;

export function verdictOf({ decades }: Comparison): keyof Own["verdicts"] {
  const factor = factorOf(decades);
  if (factor <= EXACT) return "exact";
  if (factor <= CLOSE) return "close";
  return factor <= ROUGHLY ? "roughly" : "surprised";
}

/** Sentences, the shortest that tell how far, to which side, where most, and what of the end. */
export function verdict(
  comparison: Comparison,
  { range }: Prediction,
  say: { readonly own: Own; readonly words: Words; readonly format: Format },
): readonly string[] {
  const { own, format } = say;
  const { points, decades, lean } = comparison;
  const factor = factorOf(decades);
  const write = (loss: number) => saidValue(loss, range, say);
  const epochs = (epoch: number) => format.datum(epoch);
  const last = points.at(-1);
  const furthest = points.reduce((one, other) => (gap(other) > gap(one) ? other : one));
  const sides = lean > 0 ? own.lower : own.higher;
  const side = Math.abs(lean) >= ONE_SIDED * decades ? sides : own.spread;
  return [
    own.verdicts[verdictOf(comparison)],
    factor < UNSEEN ? own.exactly : own.factor(format.factor(factor)),
    ...(factor > EXACT && (points.length > 1 || side !== own.spread) ? [side] : []),
    ...(last === undefined
      ? []
      : [own.last(epochs(last.epoch), write(last.predicted), write(last.loss))]),
    ...(factor > EXACT && furthest !== last ? [own.furthest(epochs(furthest.epoch))] : []),
  ];
}

export const gap = ({ predicted, loss }: Comparison["points"][number]): number =>
  Math.abs(Math.log10(predicted / loss));
