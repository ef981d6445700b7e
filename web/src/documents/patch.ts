// SPDX-License-Identifier: Apache-2.0
/** Changes to a document as studies write them (src/studies/patch.h), after RFC 7396, JSON Merge Patch. */
import type { ExperimentDocument } from "../engine/api.ts";
import { isObject } from "./path.ts";

/**
 * The document with the change put on: objects are merged, null removes a key, and everything else takes the place of what was there;
 * so does an object that names its type, because the hyper-parameters of another type are none of its own.
 */
export const patched = (document: ExperimentDocument, change: ExperimentDocument) =>
  merged(document, change) as ExperimentDocument;

function merged(value: unknown, change: unknown): unknown {
  if (!isObject(change) || !isObject(value) || "type" in change) return change;
  const result: Record<string, unknown> = { ...value };
  for (const [key, one] of Object.entries(change)) {
    if (one === null) delete result[key];
    else result[key] = merged(result[key], one);
  }
  return result;
}

/** With the type of each component that has it by default: a change of it tells which one is meant. `whole`: with all defaults. */
export function withTypes(document: ExperimentDocument, whole: unknown): ExperimentDocument {
  const inner = Object.entries(document).map(([key, value]) => {
    const other = isObject(whole) ? whole[key] : undefined;
    return [key, isObject(value) ? withTypes(value, other) : value] as const;
  });
  const type = isObject(whole) ? whole.type : undefined;
  return { ...(typeof type === "string" ? { type } : {}), ...Object.fromEntries(inner) };
}

/**
 * The change that makes `after` of `before`, both without their defaults, but `withTypes`: `patched` undoes it. What is null in `after` is as
 * if it were not there, which no merge patch can say otherwise.
 */
export function changeBetween(
  before: ExperimentDocument,
  after: ExperimentDocument,
): ExperimentDocument {
  const change: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[key], after[key]];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    // Of another type everything is new; of the same one the type is not said again, since that would replace all.
    if (isObject(old) && isObject(now) && old.type === now.type && !hasNull(now)) {
      change[key] = changeBetween(old, now);
    } else {
      change[key] = now ?? null;
    }
  }
  return change;
}

const hasNull = (holder: object): boolean =>
  "type" in holder && Object.values(holder).some((value) => value === null);

/** Whether all that the change says stands in the document already. */
export function holds(document: unknown, change: unknown): boolean {
  if (isObject(change) && isObject(document)) {
    return Object.entries(change).every(([key, value]) => holds(document[key], value));
  }
  // A component whose fields are all as by default may be its name alone.
  if (typeof change === "string" && isObject(document)) return document.type === change;
  if (Array.isArray(change) && Array.isArray(document) && change.length === document.length) {
    return change.every((value, index) => holds(document[index], value));
  }
  return document === change || (change === null && document === undefined);
}
