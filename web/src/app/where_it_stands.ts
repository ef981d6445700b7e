// SPDX-License-Identifier: Apache-2.0
/** What is said of a saved run once it is open. */
import type { Notice } from "./notice.ts";
import type { Workspace } from "./workspace.ts";

/** As is meant to be said; or where the trainer does not take its state, why, and where it begins instead. */
export async function whereItStands({ run }: Workspace, meant: Notice): Promise<Notice> {
  await run.opened;
  const { refused } = run;
  return refused === undefined ? meant : { tone: "refused", text: refused };
}
