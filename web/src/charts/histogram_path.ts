// SPDX-License-Identifier: Apache-2.0
/** A histogram as the outline of its bars, for the `d` of an SVG path. */

/** `width` x `height`, the largest bar as high as that; y grows downwards. Empty where nothing was counted. */
export function histogramPath(counts: readonly number[], width: number, height: number): string {
  const most = Math.max(0, ...counts);
  if (most === 0) return "";
  const step = width / counts.length;
  const place = (value: number) => Number(value.toFixed(2));
  const bars = counts.map((count, index) => {
    const top = place(height * (1 - count / most));
    return `V${top}H${place((index + 1) * step)}`;
  });
  return `M0 ${height}${bars.join("")}V${height}Z`;
}

/** Where 0 lies from the left, as a share of the width; undefined outside. */
export function zeroPlace(low: number, high: number): number | undefined {
  if (!(low < 0 && high > 0)) return undefined;
  return -low / (high - low);
}
