// SPDX-License-Identifier: Apache-2.0
/** What a landscape or a descent has found, out of its result (src/studies/landscape.cpp, descent.cpp). */
import type { Place, Surface } from "../../charts/contour_scale.ts";
import type { StudyResult } from "../../engine/api.ts";

/** After so many updates one is here. */
export interface PathPoint extends Place {
  readonly step: number;
  /** The training loss, or the value of the test function; null where it is no number. */
  readonly value: number | null;
}

export interface Found {
  readonly surface: Surface;
  /** In the order of the steps. */
  readonly path: readonly PathPoint[];
  readonly minima: readonly Place[];
}

interface Axes {
  readonly alpha?: readonly number[];
  readonly beta?: readonly number[];
  readonly x?: readonly number[];
  readonly y?: readonly number[];
  readonly loss?: Surface["values"];
  readonly value?: Surface["values"];
}

type Row = readonly [step: number, x: number, y: number, value: number | null];

/** Undefined as long as there is no surface. */
export function foundOf({ table, surface, minima }: StudyResult): Found | undefined {
  if (surface === undefined) return undefined;
  const { alpha, beta, loss, x = alpha, y = beta, value = loss } = surface as Axes;
  if (x === undefined || y === undefined || value === undefined) return undefined;
  const rows = table.rows as unknown as readonly Row[];
  return {
    surface: { x, y, values: value },
    path: rows.map(([step, x, y, value]) => ({ step, x, y, value })),
    minima: (minima as readonly Place[] | undefined) ?? [],
  };
}

/** Where a run is after so many updates, on straight lines between the points of its path; undefined past its end. */
export function placeAfter(path: readonly PathPoint[], step: number): Place | undefined {
  const next = path.findIndex((point) => point.step >= step);
  const to = path[next];
  if (to === undefined) return undefined;
  const from = path[next - 1] ?? to;
  const share = to.step > from.step ? (step - from.step) / (to.step - from.step) : 1;
  return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
}

/** At most so many of them, evenly, the first and the last among them. */
export function thinned<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from(
    { length: most },
    (_, index) => all[Math.round((index * (all.length - 1)) / (most - 1))] as T,
  );
}
