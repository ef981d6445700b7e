// SPDX-License-Identifier: Apache-2.0
/** Round numbers along an axis. */

/** Times a power of ten, they lie so far apart. */
const FACTORS = [1, 2, 2.5, 5, 10];

/** At most so many, give or take one. */
export function ticks(low: number, high: number, most: number): number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const rough = span / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (FACTORS.find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const value = (first + index) * step;
    // 3 * 0.1 is not 0.3, and 0 has no sign.
    return Number(value.toPrecision(12)) || 0;
  });
}
