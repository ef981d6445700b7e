// SPDX-License-Identifier: Apache-2.0
/** What is said of a saved run once it is open: at once, and where the trainer does not take its state, why, and where it begins instead. */
import type { Notice } from "./notice.ts";
import type { Workspace } from "./workspace.ts";

export async function sayOpened({ run, notice }: Workspace, meant: Notice): Promise<void> {
  notice.value = meant;
  await run.opened;
  const { refused } = run;
  // What was said since is newer.
  if (refused !== undefined && notice.peek() === meant) {
    notice.value = { tone: "refused", text: refused };
  }
}
