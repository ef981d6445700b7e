// SPDX-License-Identifier: Apache-2.0
/** Experiments that are too large for an address, kept in this browser so that a reload finds them. */
import { isObject } from "../documents/path.ts";
import type { ExperimentDocument } from "../engine/api.ts";
import { readStored, removeStored, storedKeys, writeStored } from "./storage.ts";

const PREFIX = "draft.";
/** Of so many pages at a time; the oldest gives way. */
const KEPT = 4;

interface Draft {
  readonly at: number;
  readonly document: ExperimentDocument;
}

function read(key: string): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(readStored(key) ?? "");
    if (!isObject(draft) || typeof draft.at !== "number" || !isObject(draft.document)) {
      return undefined;
    }
    return { at: draft.at, document: draft.document };
  } catch {
    return undefined;
  }
}

export const drafts = {
  /** @returns whether a reload will find it */
  keep(id: string, document: ExperimentDocument): boolean {
    const text = JSON.stringify({ at: Date.now(), document } satisfies Draft);
    const others = storedKeys()
      .filter((key) => key.startsWith(PREFIX) && key !== PREFIX + id)
      .sort((a, b) => (read(a)?.at ?? 0) - (read(b)?.at ?? 0));
    for (const key of others.slice(0, Math.max(0, others.length - KEPT + 1))) removeStored(key);
    return writeStored(PREFIX + id, text);
  },

  find(id: string): ExperimentDocument | undefined {
    return read(PREFIX + id)?.document;
  },

  drop(id: string): void {
    removeStored(PREFIX + id);
  },
};
