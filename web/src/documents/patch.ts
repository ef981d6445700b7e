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
