// SPDX-License-Identifier: Apache-2.0
/** Which places students may change: proposed from what the solution changes, to be widened. */

import { changedPlaces } from "../../documents/changed_places.ts";
import { isObject, join, pathOf, steps, within } from "../../documents/path.ts";

/** The places in which two whole experiments differ, but for the arithmetic, which the checker has of its own. */
export const proposedPlaces = (start: unknown, solution: unknown): readonly string[] =>
  changedPlaces(start, solution).filter((path) => path !== "arithmetic");

/** A place and all that hold it, the narrowest first: `optimizer.learning_rate`, `optimizer`. */
export function widerPlaces(path: string): readonly string[] {
  const way = steps(path);
  return way.map((_, index) => pathOf(way.slice(0, way.length - index)));
}

/** What is changed, and lies in none of the places that may be. */
export const leftOut = (changed: readonly string[], may: readonly string[]): readonly string[] =>
  changed.filter((path) => !may.some((place) => within(place, path)));

/** With `wide` in the place of `narrow`; what lies in it is in it already. */
export function replaced(may: readonly string[], narrow: string, wide: string): string[] {
  const at = may.indexOf(narrow);
  const list = at < 0 ? [...may, wide] : may.with(at, wide);
  return list.filter(
    (place, index) => list.indexOf(place) === index && (place === wide || !within(wide, place)),
  );
}

/** All places of an experiment that have a plain value, and what holds them; deep lists of data are one place. */
export function placesOf(value: unknown, path = "", depth = 0): readonly string[] {
  const own = path === "" ? [] : [path];
  if (isObject(value)) {
    const inner = Object.entries(value).flatMap(([key, item]) =>
      key === "type" ? [] : placesOf(item, join(path, key), depth + 1),
    );
    return [...own, ...inner];
  }
  const isLayers = Array.isArray(value) && value.every(isObject) && value.length <= 12;
  if (!isLayers) return own;
  return [...own, ...value.flatMap((item, index) => placesOf(item, join(path, index), depth + 1))];
}
