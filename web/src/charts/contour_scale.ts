// SPDX-License-Identifier: Apache-2.0
/** At which heights a surface gets its lines, and how strong its colour is at each height. */

/** A function on a grid: row by row from the lowest y on; null where it is no finite number. */
export interface Surface {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly values: readonly (readonly (number | null)[])[];
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface ContourScale {
  readonly low: number;
  readonly high: number;
  /** From the lowest up; none where the surface is flat. */
  readonly levels: readonly number[];
  /** From 0, the lowest, to 1; NaN stays NaN. */
  share(value: number): number;
  /** The height of a share. */
  value(share: number): number;
}

/** What lies higher than nearly everything does not set the scale: corners of a plane may reach 1e9. */
const TOP = 0.98;
/** This part of the surface gets half of the lines: valleys are what is looked at. */
const VALLEY = 0.25;
const STEEPEST = 16;

/** Heights follow a power of the share, so that the lowest part has as many lines as all the rest. */
export function contourScale({ values }: Surface, lines: number): ContourScale {
  const sorted = values
    .flat()
    .filter((value): value is number => value !== null && Number.isFinite(value))
    .sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const low = at(0);
  const high = Math.max(low, at(TOP));
  const range = high - low;
  const valley = Math.max(at(VALLEY) - low, range * 2 ** -STEEPEST);
  const power = range > 0 ? Math.min(STEEPEST, Math.max(1, Math.log2(range / valley))) : 1;
  const value = (share: number) => low + range * share ** power;
  const levels = Array.from({ length: lines }, (_, index) => value((index + 1) / (lines + 1)));
  return {
    low,
    high,
    levels: range > 0 ? levels : [],
    share: (height) =>
      range > 0 ? Math.min(1, Math.max(0, (height - low) / range)) ** (1 / power) : 0,
    value,
  };
}

/** Between the points of the grid on straight lines; undefined outside, and beside what is no number. */
export function heightAt({ x, y, values }: Surface, place: Place): number | undefined {
  const column = gridPlace(x, place.x);
  const row = gridPlace(y, place.y);
  const left = Math.min(Math.floor(column), x.length - 2);
  const below = Math.min(Math.floor(row), y.length - 2);
  const at = (up: number, right: number) => values[below + up]?.[left + right] ?? Number.NaN;
  const [right, up] = [column - left, row - below];
  const lower = (1 - right) * at(0, 0) + right * at(0, 1);
  const upper = (1 - right) * at(1, 0) + right * at(1, 1);
  const height = (1 - up) * lower + up * upper;
  return Number.isFinite(height) ? height : undefined;
}

/** A coordinate in steps of the grid, which are all alike; NaN outside. */
function gridPlace(axis: readonly number[], at: number): number {
  const first = axis[0] ?? 0;
  const last = axis.at(-1) ?? 0;
  const place = ((at - first) / (last - first)) * (axis.length - 1);
  return place >= 0 && place <= axis.length - 1 ? place : Number.NaN;
}

/** Round numbers within a range, about so many of them. */
export function roundTicks(from: number, to: number, about: number): number[] {
  const rough = (to - from) / about;
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = decade * ([1, 2, 5, 10].find((one) => one * decade >= rough) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}
