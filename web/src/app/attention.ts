// SPDX-License-Identifier: Apache-2.0
/** What the visitor looks at: one unit, one sample. What is touched in one picture is marked in all of them. */
import { signal } from "@preact/signals-core";
import { unitCount } from "../charts/network_layout.ts";
import { type Description, PARTS, type Part, type Summary } from "../engine/api.ts";
import { hasColumn } from "../engine/layer_kinds.ts";

export interface UnitPlace {
  /** Number of the layer in the document; -1 for the input. */
  readonly layer: number;
  readonly unit: number;
}

export interface SamplePlace {
  readonly part: Part;
  /** From 0, in the order of `Run.samples`. */
  readonly index: number;
}

export const sameUnit = (a: UnitPlace | undefined, b: UnitPlace | undefined): boolean =>
  a?.layer === b?.layer && a?.unit === b?.unit;

export const sameSample = (a: SamplePlace | undefined, b: SamplePlace | undefined): boolean =>
  a?.part === b?.part && a?.index === b?.index;

/** Numbers of a sample in `RunSession.points`: x1, x2, target, part. */
const POINT = 4;

/** The place of the sample in row `row` of the points; undefined where there is none. */
export function sampleAt(points: Float32Array, row: number): SamplePlace | undefined {
  const number = points[POINT * row + 3];
  const part = number === undefined ? undefined : PARTS[number];
  if (part === undefined) return undefined;
  let index = 0;
  for (let before = 0; before < row; before += 1) {
    if (points[POINT * before + 3] === number) index += 1;
  }
  return { part, index };
}

/** The row of a sample among the points; -1 where it is not among them. */
export function rowOf(points: Float32Array, place: SamplePlace | undefined): number {
  if (place === undefined) return -1;
  const number = PARTS.indexOf(place.part);
  let left = place.index;
  for (let row = 0; POINT * row < points.length; row += 1) {
    if (points[POINT * row + 3] !== number) continue;
    if (left === 0) return row;
    left -= 1;
  }
  return -1;
}

/** The row whose point lies closest; -1 where none is within reach. `away`: how far a row's point is. */
export function nearestRow(count: number, away: (row: number) => number, reach: number): number {
  let best = -1;
  let least = reach;
  for (let row = 0; row < count; row += 1) {
    const distance = away(row);
    if (distance > least) continue;
    best = row;
    least = distance;
  }
  return best;
}

/** Held out from training, and from steering where that can be told. */
const PREFERRED: readonly Part[] = ["test", "validation", "train"];

export class Attention {
  readonly unit = signal<UnitPlace | undefined>(undefined);
  /** Under the pointer, or focused: for as long as that is so. */
  readonly pointed = signal<UnitPlace | undefined>(undefined);
  readonly sample = signal<SamplePlace | undefined>(undefined);

  /** The sample that a picture of one sample shows: the one that was touched, else the first of the test part, where that has any. */
  shownSample({ counts }: Pick<Summary, "counts">): SamplePlace {
    const part = PREFERRED.find((one) => counts[one] > 0) ?? "train";
    return this.sample.value ?? { part, index: 0 };
  }

  /** Another experiment: what is no more is not looked at. */
  follow({ summary }: Description, sameData: boolean): void {
    const unit = this.unit.peek();
    const place = unit && summary.layers[unit.layer];
    const known = place !== undefined && hasColumn(place) && (unit?.unit ?? 0) < unitCount(place);
    if (!known) this.unit.value = undefined;
    if (!sameData) this.sample.value = undefined;
  }
}
