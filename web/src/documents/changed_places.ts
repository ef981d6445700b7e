// SPDX-License-Identifier: Apache-2.0
import { isObject, join } from "./path.ts";

/**
 * The places in which two whole experiments differ, as precise as they can be: of lists of one length item by item, and of a component of
 * another type the component.
 */
export function changedPlaces(before: unknown, after: unknown, path = ""): string[] {
  if (before === after) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => changedPlaces(item, after[index], join(path, index)));
  }
  if (!isObject(before) || !isObject(after) || before.type !== after.type) return [path];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => changedPlaces(before[key], after[key], join(path, key)));
}
