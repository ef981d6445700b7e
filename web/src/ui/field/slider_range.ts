// SPDX-License-Identifier: Apache-2.0
/** A useful slider for a declared number: the declaration's bounds where they are near, else some decades around the default. */
import type { Field } from "../../engine/api.ts";

export interface SliderRange {
  readonly low: number;
  readonly high: number;
  readonly logarithmic: boolean;
  readonly integer: boolean;
}

/** Positions of a slider; fine enough that a pixel is never several of them. */
export const POSITIONS = 200;
/** Wider linear ranges (the seed) are no matter for a slider. */
const WIDEST_LINEAR = 100_000;
const DECADES_AROUND = 3;
/** How far above its default a number is worth sliding when its bound is far away. */
const TIMES_DEFAULT = 4;

export function sliderRange(field: Field): SliderRange | undefined {
  const { default: fallback, nullable, scale, type } = field;
  if (nullable === true || typeof fallback !== "number") return undefined;
  const integer = type === "integer";
  if (scale === "log") return logarithmicRange(field, fallback, integer);
  const minimum = field.minimum ?? Number.NEGATIVE_INFINITY;
  const maximum = field.maximum ?? Number.POSITIVE_INFINITY;
  if (Number.isFinite(maximum) && maximum - minimum > WIDEST_LINEAR) return undefined;
  const reach = TIMES_DEFAULT * Math.max(1, Math.abs(fallback));
  const low = Number.isFinite(minimum) ? minimum : Math.min(0, fallback - reach);
  const high = Number.isFinite(maximum) ? maximum : Math.max(low + 1, fallback + reach);
  return { low, high, logarithmic: false, integer };
}

function logarithmicRange(
  { minimum, maximum }: Field,
  fallback: number,
  integer: boolean,
): SliderRange {
  const centre = fallback > 0 ? Math.log10(fallback) : 0;
  const near = 10 ** Math.floor(centre - DECADES_AROUND);
  const far = 10 ** Math.ceil(centre + DECADES_AROUND);
  const low = Math.max(minimum !== undefined && minimum > 0 ? minimum : 0, integer ? 1 : near);
  const high = Math.min(maximum ?? far, far);
  return { low, high, logarithmic: true, integer };
}

/** 0 to POSITIONS; values outside the range stand at its ends. */
export function positionOf(value: number, range: SliderRange): number {
  const { low, high, logarithmic } = range;
  const share = logarithmic
    ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
    : (value - low) / (high - low);
  return Math.round(POSITIONS * Math.min(1, Math.max(0, share)));
}

/** The number at a position, as round as the slider's step allows. */
export function valueAt(position: number, range: SliderRange): number {
  const { low, high, logarithmic, integer } = range;
  const share = position / POSITIONS;
  if (share <= 0) return low;
  if (share >= 1) return high;
  if (logarithmic) {
    const value = Number((low * (high / low) ** share).toPrecision(2));
    return integer ? Math.round(value) : value;
  }
  const value = low + (high - low) * share;
  if (integer) return Math.round(value);
  const step = 10 ** Math.floor(Math.log10((high - low) / 50));
  return Number((Math.round(value / step) * step).toPrecision(6));
}
