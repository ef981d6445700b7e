// SPDX-License-Identifier: Apache-2.0
/** How a recorded curve has gone lately. */
import type { ThinnedCurve } from "../thinning.ts";

export interface Tail {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** The newest points that can be drawn, `count` at most; of a long run each is the mean of a few. */
export function tail(curve: ThinnedCurve, count: number): Tail {
  const x: number[] = [];
  const y: number[] = [];
  for (let at = Math.max(0, curve.count - count); at < curve.count; at += 1) {
    const value = curve.mean[at] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    x.push(curve.x[at] ?? 0);
    y.push(value);
  }
  return { x, y };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The share by which the newer half lies below the older one; negative where it lies above. */
export function fall({ y }: Tail): number {
  const half = Math.floor(y.length / 2);
  const before = mean(y.slice(0, half));
  return (before - mean(y.slice(-half))) / before;
}

/** From the lowest to the highest point, as a share of the mean. */
export const spread = ({ y }: Tail): number => (Math.max(...y) - Math.min(...y)) / mean(y);

/** Over how much of x the curve falls by half: by least squares through its logarithms. Undefined where it does not fall. */
export function halving({ x, y }: Tail): number | undefined {
  const logs = y.map(Math.log);
  if (x.length < 2 || !logs.every(Number.isFinite)) return undefined;
  const [centre, middle] = [mean(x), mean(logs)];
  const across = x.map((place) => place - centre);
  const squares = mean(across.map((d) => d * d));
  const slope = mean(across.map((d, at) => d * ((logs[at] ?? 0) - middle))) / squares;
  return slope < 0 ? Math.LN2 / -slope : undefined;
}

/** Where the curve was lowest since training began. */
export function lowest(curve: ThinnedCurve): { readonly x: number; readonly y: number } {
  let best = { x: 0, y: Number.POSITIVE_INFINITY };
  for (let at = 1; at < curve.count; at += 1) {
    const y = curve.mean[at] ?? Number.NaN;
    if (y < best.y) best = { x: curve.x[at] ?? 0, y };
  }
  return best;
}

/** The lowest value of the curve up to x; infinity, if there is none. */
export function lowestUntil(curve: ThinnedCurve, x: number): number {
  let value = Number.POSITIVE_INFINITY;
  for (let at = 0; at < curve.count && (curve.x[at] ?? 0) <= x; at += 1) {
    value = Math.min(value, curve.mean[at] ?? value);
  }
  return value;
}
