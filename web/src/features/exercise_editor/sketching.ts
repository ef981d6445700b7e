// SPDX-License-Identifier: Apache-2.0
/** The sketch of an option: drawn on the pad of predictions, or taken from a run. Both axes from 0 to 1. */
import { COLUMNS, type Drawn, epochOf, NOTHING } from "../../app/prediction_pad.ts";
import { HISTORY_COLUMNS } from "../../engine/api.ts";
import type { Sketch } from "../../exercises/question.ts";

type Curve = Sketch[number];

/** Points of a curve that is taken from a run. */
const TAKEN = 24;

/** What is drawn, from the left edge on: before its first place it lies level. Undefined as long as it is no curve. */
export function curveOf(drawn: Drawn): Curve | undefined {
  const places = drawn.flatMap((value, column) =>
    value === undefined ? [] : [[epochOf(column, 1), rounded(value)]],
  );
  const [, first] = places[0] ?? [];
  return first === undefined || places.length < 2 ? undefined : [[0, first], ...places];
}

/** The same on the columns of the pad; between two points a curve is straight. */
export function drawnOf(curve: Curve | undefined): Drawn {
  if (curve === undefined) return NOTHING;
  return Array.from({ length: COLUMNS }, (_, column) => heightAt(curve, epochOf(column, 1)));
}

function heightAt(curve: Curve, at: number): number {
  const next = curve.findIndex(([x = 0]) => x >= at);
  const [x = 1, y = 0] = curve.at(next) ?? [];
  const [before = x, below = y] = curve[next - 1] ?? [];
  return next < 0 || x === before ? y : below + ((at - before) / (x - before)) * (y - below);
}

/** Training and, where there is one, validation loss of a run so far. Undefined where it has no curve. */
export function sketchOf(history: Float64Array): Sketch | undefined {
  const width = HISTORY_COLUMNS.length;
  const rows = Math.floor(history.length / width);
  const last = rows < 2 ? 0 : (history[(rows - 1) * width + EPOCH] ?? 0);
  if (!(last > 0)) return undefined;
  const shown = Array.from({ length: Math.min(TAKEN, rows) }, (_, index) =>
    Math.round((index * (rows - 1)) / (Math.min(TAKEN, rows) - 1)),
  );
  const columns = LOSSES.map((column) =>
    shown.flatMap((row) => {
      const value = history[row * width + column] ?? Number.NaN;
      return Number.isFinite(value) ? [[(history[row * width + EPOCH] ?? 0) / last, value]] : [];
    }),
  ).filter((curve) => curve.length > 1);
  const highest = Math.max(...columns.flat().map(([, value = 0]) => value));
  if (columns.length === 0 || !(highest > 0)) return undefined;
  return columns.map((curve) =>
    curve.map(([x = 0, value = 0]) => [rounded(x), rounded(value / highest)]),
  );
}

const EPOCH = HISTORY_COLUMNS.indexOf("epoch");
const LOSSES = (["train_loss", "validation_loss"] as const).map((one) =>
  HISTORY_COLUMNS.indexOf(one),
);
/** Finer than it can be drawn. */
const rounded = (value: number): number => Math.round(1e3 * Math.min(1, Math.max(0, value))) / 1e3;
