// SPDX-License-Identifier: Apache-2.0
/**
 * What the reader has done, kept in this browser by the document of the author: another version of that is another experiment, and begins
 * as its author made it. Written at points of undo and where training stands still, not with each turn of a knob.
 */
import { effect } from "@preact/signals-core";
import { readStored, removeStored, storedKeys, writeStored } from "../../app/storage.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { State } from "../../embed/protocol.ts";
import { applyState, authorOf, sameDocument, stateOf, underAuthor } from "../../embed/state.ts";
// Here before anything is brought back: what was kept is not to be forgotten because that did not arrive.
import "../../engine/read_model.ts";

const PREFIX = "embed.";
/** Of so many experiments; the oldest gives way. */
const KEPT = 20;
const PAUSE_MS = 400;

interface Kept {
  readonly at: number;
  readonly state: State;
}

const keyOf = (author: object): string => PREFIX + authorOf(author);

function read(key: string): Kept | undefined {
  try {
    return JSON.parse(readStored(key) ?? "") as Kept;
  } catch {
    return undefined;
  }
}

/** Brings back what was left of this document. @returns whether there was anything, and it holds */
export async function restoreState(workspace: Workspace, author: object): Promise<boolean> {
  const kept = read(keyOf(author));
  if (kept?.state === undefined) return false;
  try {
    await applyState(workspace, underAuthor(kept.state, workspace.settings.view));
    return true;
  } catch {
    // Of another version of the trainer, or damaged: the author's start is there.
    forgetState(author);
    return false;
  }
}

export function forgetState(author: object): void {
  removeStored(keyOf(author));
}

export function keepState(workspace: Workspace, author: object): () => void {
  const key = keyOf(author);
  const begun = workspace.document.experiment;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = async () => {
    const { run, document } = workspace;
    if (!run.begun && document.experiment === begun) return;
    const state = await stateOf(workspace, authorOf(author));
    if (workspace.run !== run || !run.ready) return;
    // A page that is left has lost its trainer meanwhile: what was written before is more than the document alone.
    const before = read(key)?.state;
    if (run.begun && state.run === undefined && before?.run !== undefined) {
      if (sameDocument(before, state)) return;
    }
    // Or it still answers with the state by which it was opened.
    if (state.run !== undefined && state.step < (run.state?.step ?? 0)) return;
    const others = storedKeys().filter((one) => one.startsWith(PREFIX) && one !== key);
    others.sort((one, other) => (read(one)?.at ?? 0) - (read(other)?.at ?? 0));
    for (const old of others.slice(0, Math.max(0, others.length - KEPT + 1))) removeStored(old);
    writeStored(key, JSON.stringify({ at: Date.now(), state } satisfies Kept));
  };
  const end = effect(() => {
    const { run, document } = workspace;
    const { state } = run;
    void document.experiment;
    if (run.playing || !run.ready || state === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => void write(), PAUSE_MS);
  });
  const hidden = () => {
    if (globalThis.document.visibilityState === "hidden") void write();
  };
  globalThis.document.addEventListener("visibilitychange", hidden);
  return () => {
    clearTimeout(timer);
    end();
    globalThis.document.removeEventListener("visibilitychange", hidden);
  };
}
