// SPDX-License-Identifier: Apache-2.0
/** Drafts of exercises in this browser: each change is kept, and a reload opens the one that was open in this tab. */

import { readStored, removeStored, storedKeys, writeStored } from "../../app/storage.ts";
import { isObject } from "../../documents/path.ts";
import type { Draft } from "./draft.ts";

const PREFIX = "exercise.";
const OPEN = "downhill.exercise";
/** The oldest gives way. */
const KEPT = 12;

export interface Kept {
  readonly at: number;
  readonly draft: Draft;
}

export function readDraft(key: string): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(readStored(PREFIX + key) ?? "");
    if (!isObject(kept) || typeof kept.at !== "number" || !isObject(kept.exercise)) {
      return undefined;
    }
    const { at, exercise } = kept;
    return { at, draft: { key, exercise } };
  } catch {
    return undefined;
  }
}

/** The newest first. */
export function keptDrafts(): readonly Kept[] {
  return storedKeys()
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => readDraft(key.slice(PREFIX.length)) ?? [])
    .sort((one, other) => other.at - one.at);
}

/** @returns whether a reload will find it */
export function keepDraft({ key, exercise }: Draft, now = Date.now()): boolean {
  const text = JSON.stringify({ at: now, exercise });
  // With each letter that is typed the others need not be read.
  if (readStored(PREFIX + key) === undefined) {
    for (const { draft } of keptDrafts().slice(KEPT - 1)) dropDraft(draft.key);
  }
  return writeStored(PREFIX + key, text);
}

export const dropDraft = (key: string): void => removeStored(PREFIX + key);

/** Of this tab; one that was duplicated begins with the same. */
export function openKey(): string | undefined {
  try {
    return globalThis.sessionStorage?.getItem(OPEN) ?? undefined;
  } catch {
    return undefined;
  }
}

export function setOpenKey(key: string | undefined): void {
  try {
    if (key === undefined) globalThis.sessionStorage?.removeItem(OPEN);
    else globalThis.sessionStorage?.setItem(OPEN, key);
  } catch {
    // A reload begins with the list of drafts then.
  }
}
