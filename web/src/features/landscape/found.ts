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

/** In the order of the steps; where early stopping went back to its best point, that one once more behind the end. */
export type Path = readonly PathPoint[];

export interface NamedPath {
  /** Of a racer; empty where there is one path alone. */
  readonly name: string;
  readonly path: Path;
}

export interface Found {
  readonly surface: Surface;
  /** One at least. */
  readonly paths: readonly NamedPath[];
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
type NamedRow = readonly [name: string, ...Row];

const pointOf = ([step, x, y, value]: Row): PathPoint => ({ step, x, y, value });

function pathsOf({ columns, rows }: StudyResult["table"]): NamedPath[] {
  if (columns[0] !== "racer") {
    return [{ name: "", path: (rows as unknown as readonly Row[]).map(pointOf) }];
  }
  const paths = new Map<string, PathPoint[]>();
  for (const [name, ...row] of rows as unknown as readonly NamedRow[]) {
    const path = paths.get(name) ?? [];
    paths.set(name, path);
    path.push(pointOf(row));
  }
  return [...paths].map(([name, path]) => ({ name, path }));
}

/** Undefined as long as there is no surface. */
export function foundOf({ table, surface, minima }: StudyResult): Found | undefined {
  if (surface === undefined) return undefined;
  const { alpha, beta, loss, x = alpha, y = beta, value = loss } = surface as Axes;
  if (x === undefined || y === undefined || value === undefined) return undefined;
  return {
    surface: { x, y, values: value },
    paths: pathsOf(table),
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

/** The updates that were made. */
export const lastStep = (path: Path): number =>
  path.reduce((last, { step }) => Math.max(last, step), 0);

/** Of several paths the one that is longest in updates: the others are played along with it. */
export const longest = (paths: readonly NamedPath[]): Path =>
  paths.reduce<Path>(
    (most, { path }) => (most.length === 0 || lastStep(path) > lastStep(most) ? path : most),
    [],
  );

/** Where each of them is when the longest is at its point `index`; those that are shorter stay at their end, and where it ends all have. */
export function placesAt(paths: readonly NamedPath[], index: number): Place[] {
  const lead = longest(paths);
  const point = lead[index];
  if (point === undefined || index === lead.length - 1) {
    return paths.flatMap(({ path }) => path.at(-1) ?? []);
  }
  return paths.flatMap(({ path }) =>
    path === lead ? [point] : (placeAfter(path, point.step) ?? path.at(-1) ?? []),
  );
}

/** At most so many of them, evenly, the first and the last among them. */
export function thinned<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from(
    { length: most },
    (_, index) => all[Math.round((index * (all.length - 1)) / (most - 1))] as T,
  );
}
