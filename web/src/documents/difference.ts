// SPDX-License-Identifier: Apache-2.0
/** Where two documents differ. */
import { isObject, join } from "./path.ts";

/** The places whose values differ; of lists and of things of another kind, the whole. */
export function differences(before: unknown, after: unknown, path = ""): string[] {
  if (before === after) return [];
  if (!isObject(before) || !isObject(after) || before.type !== after.type) {
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [path];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differences(before[key], after[key], join(path, key)));
}
