// SPDX-License-Identifier: Apache-2.0
/** A curve as what Chart.js draws of it: the band between the extremes of each bucket, where they differ, then its line on top. */
import type { ChartDataset } from "chart.js";
import { type Buckets, haveBand } from "./buckets.ts";
import type { Curve, Point } from "./line_scene.ts";
import type { Palette } from "./palette.ts";

export type Dataset = ChartDataset<"line", Point[]>;

const BAND_OPACITY = "38";
const FAINT_OPACITY = "50";

/** `zoom`: of the palette. */
export function datasetsOf(curve: Curve, logarithmic: boolean, zoom = 1): Dataset[] {
  const { buckets, colour, dash, label, ghost = false, trend, now } = curve;
  const bare = { pointRadius: 0, pointHitRadius: 0, borderColor: colour, backgroundColor: colour };
  const edge = { ...bare, borderWidth: 0, label: "" };
  const line: Dataset = {
    ...bare,
    label,
    data: points(
      buckets,
      trend ?? buckets.mean,
      logarithmic,
      trend === undefined ? now : undefined,
    ),
    borderWidth: (ghost ? 1.25 : 2) * zoom,
    borderDash: [...dash],
    borderJoinStyle: "round",
  };
  if (ghost) return [line];
  const band: Dataset[] = !haveBand(buckets)
    ? []
    : [
        { ...edge, data: points(buckets, buckets.minimum, logarithmic) },
        {
          ...edge,
          data: points(buckets, buckets.maximum, logarithmic),
          fill: "-1",
          backgroundColor: colour + BAND_OPACITY,
        },
      ];
  if (trend === undefined) return [...band, line];
  const means = points(buckets, buckets.mean, logarithmic, now);
  return [
    ...band,
    { ...bare, data: means, borderWidth: 1, borderColor: colour + FAINT_OPACITY },
    line,
  ];
}

export const rateDataset = (rate: Buckets, palette: Palette): Dataset => ({
  data: points(rate, rate.mean, false),
  yAxisID: "rate",
  borderColor: palette.text,
  borderWidth: 1.25,
  pointRadius: 0,
  stepped: rate.count < 200 ? "after" : false,
});

/** By the dataset itself Chart.js knows the points that it has made: of another one it makes them all anew, ten times a second. */
export function renewed(before: Dataset | undefined, now: Dataset): Dataset {
  const isSameKind = before !== undefined && keysOf(before) === keysOf(now);
  return isSameKind ? Object.assign(before, now) : now;
}

const keysOf = (dataset: Dataset): string => Object.keys(dataset).join();

function points(
  { x, count }: Buckets,
  values: Float64Array,
  logarithmic: boolean,
  now?: Point,
): Point[] {
  const result: Point[] = [];
  // A logarithmic axis puts Infinity far outside and 0 on its edge: both become gaps.
  const drawable = (y: number) => Number.isFinite(y) && (!logarithmic || y > 0);
  for (let at = 0; at < count; at += 1) {
    const y = values[at] ?? Number.NaN;
    result.push({ x: x[at] ?? 0, y: drawable(y) ? y : Number.NaN });
  }
  if (now !== undefined && drawable(now.y)) result.push(now);
  return result;
}
