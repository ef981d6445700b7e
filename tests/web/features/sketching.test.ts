// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { NOTHING } from "../../../web/src/app/prediction_pad.ts";
import { HISTORY_COLUMNS } from "../../../web/src/engine/api.ts";
import { SKETCH } from "../../../web/src/exercises/question.ts";
import { curveOf, drawnOf, sketchOf } from "../../../web/src/features/exercise_editor/sketching.ts";

/** Rows of a run: epoch, training and validation loss. */
function historyOf(rows: readonly (readonly [number, number, number])[]): Float64Array {
  const width = HISTORY_COLUMNS.length;
  const history = new Float64Array(rows.length * width).fill(Number.NaN);
  const columns = (["epoch", "train_loss", "validation_loss"] as const).map((one) =>
    HISTORY_COLUMNS.indexOf(one),
  );
  for (const [row, values] of rows.entries()) {
    for (const [at, value] of values.entries()) history[row * width + (columns[at] ?? 0)] = value;
  }
  return history;
}

describe("the sketch of an option", () => {
  it("is no curve before two places are drawn", () => {
    expect(curveOf(NOTHING)).toBeUndefined();
    expect(curveOf([undefined, 0.5, ...NOTHING.slice(2)])).toBeUndefined();
  });

  it("lies level before the first place, and comes back to the pad as it was drawn", () => {
    const drawn = [undefined, 0.8, undefined, 0.4, 0.4, 0.3, 0.2, 0.1];
    const curve = curveOf(drawn) ?? expect.fail();
    expect(curve.slice(0, 2)).toEqual([
      [0, 0.8],
      [0.25, 0.8],
    ]);
    expect(drawnOf(curve)).toEqual([0.8, 0.8, expect.closeTo(0.6), 0.4, 0.4, 0.3, 0.2, 0.1]);
    expect(SKETCH.read([curve], "sketch")).toEqual([curve]);
  });

  it("of a run is its training and its validation loss, by the end and the largest of them", () => {
    const rows = [0, 1, 2, 3, 4].map((epoch) => [epoch, 4 - epoch, 4 - epoch / 2] as const);
    const [train, validation] = sketchOf(historyOf(rows)) ?? expect.fail();
    expect(train).toEqual([
      [0, 1],
      [0.25, 0.75],
      [0.5, 0.5],
      [0.75, 0.25],
      [1, 0],
    ]);
    expect(validation?.at(-1)).toEqual([1, 0.5]);
  });

  it("of a run without a validation part is one curve, of a run that broke what it had, and of none nothing", () => {
    const alone = [0, 1, 2].map((epoch) => [epoch, 1, Number.NaN] as const);
    expect(sketchOf(historyOf(alone))).toHaveLength(1);
    const broken = [...alone, [3, Number.POSITIVE_INFINITY, Number.NaN] as const];
    expect(sketchOf(historyOf(broken))?.[0]).toHaveLength(3);
    expect(sketchOf(historyOf([]))).toBeUndefined();
    expect(sketchOf(historyOf([[0, 1, 1]]))).toBeUndefined();
  });

  it("of a long run has no more points than an exercise takes", () => {
    const rows = Array.from({ length: 1000 }, (_, epoch) => [epoch, 1 / (1 + epoch), 0.5] as const);
    const taken = sketchOf(historyOf(rows)) ?? expect.fail();
    expect(SKETCH.read(taken, "sketch")).toEqual(taken);
  });
});
