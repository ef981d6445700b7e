// SPDX-License-Identifier: Apache-2.0
/** What of the decision map is drawn; it stands in the address as the list of what is on. */
import { VIEW, type View } from "../../documents/view_keys.ts";
import { PARTS } from "../../engine/api.ts";

export const MAP_PARTS = VIEW.map.value.values;
export type MapPart = (typeof MAP_PARTS)[number];
export type MapLook = Readonly<Record<MapPart, boolean>>;

export function mapLook({ map = VIEW.map.otherwise }: View): MapLook {
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
  const written = MAP_PARTS.filter((part) => look[part]).join(",");
  return written === VIEW.map.otherwise ? undefined : written;
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
