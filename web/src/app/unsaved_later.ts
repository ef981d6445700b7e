// SPDX-License-Identifier: Apache-2.0
/** What brings back work that nobody has kept is loaded where there may be some: where this browser has kept something before, or a run has begun. */
import { effect } from "@preact/signals-core";
import { SHELF } from "../library/unsaved.ts";
import type { Tab } from "./tab.ts";
import type { Workspace } from "./workspace.ts";

export async function unsavedLater(workspace: Workspace, tab: Tab): Promise<void> {
  if (!(await mayHaveKept())) await begun(workspace);
  const [{ keepUnsaved }, { unsavedWork }] = await Promise.all([
    import("./unsaved_work.ts"),
    import("./own_library.ts"),
  ]);
  await keepUnsaved(workspace, unsavedWork, tab);
}

/** Where a browser does not tell, it may have. */
async function mayHaveKept(): Promise<boolean> {
  try {
    const all = await indexedDB.databases();
    return all.some(({ name }) => name === SHELF);
  } catch {
    return true;
  }
}

function begun(workspace: Workspace): Promise<void> {
  return new Promise((resolve) => {
    const end = effect(() => {
      if (!workspace.run.begun) return;
      resolve();
      queueMicrotask(() => end());
    });
  });
}
