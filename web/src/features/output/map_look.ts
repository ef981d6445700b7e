// SPDX-License-Identifier: Apache-2.0
/** What of the decision map is drawn; it stands in the address as the list of what is on. */
import type { View } from "../../documents/link.ts";
import { PARTS } from "../../engine/api.ts";

export const MAP_PARTS = ["axes", "line", "test", "discrete"] as const;
export type MapPart = (typeof MAP_PARTS)[number];
export type MapLook = Readonly<Record<MapPart, boolean>>;

/** The test part is not for steering by. */
const USUAL: MapLook = { axes: true, line: true, test: false, discrete: false };

export function mapLook({ map }: View): MapLook {
  if (map === undefined) return USUAL;
  const on = new Set(map.split(","));
  return {
    axes: on.has("axes"),
    line: on.has("line"),
    test: on.has("test"),
    discrete: on.has("discrete"),
  };
}

/** For the address; undefined for what is usual. */
export function writtenLook(look: MapLook): string | undefined {
  if (MAP_PARTS.every((part) => look[part] === USUAL[part])) return undefined;
  return MAP_PARTS.filter((part) => look[part]).join(",");
}

const TEST = PARTS.indexOf("test");

/** The points without those that are not shown, as rows of x1, x2, target, part. */
export function shownPoints(points: Float32Array, { test }: MapLook): Float32Array {
  if (test) return points;
  const rows: number[] = [];
  for (let at = 0; at + 3 < points.length; at += 4) {
    if (points[at + 3] !== TEST) rows.push(...points.subarray(at, at + 4));
  }
  return Float32Array.from(rows);
}
