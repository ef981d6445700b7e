// SPDX-License-Identifier: Apache-2.0
/** What keeps the site for use without network comes last: nothing on the page waits for it. */
import { effect } from "@preact/signals-core";
import type { Workspace } from "../../app/workspace.ts";
import { BUILD } from "../../engine/build.ts";

/** Where a busy page is never idle. */
const LATEST_MS = 10_000;

/**
 * Pages that run from their sources have no build to keep, and frames keep nothing: in the page of somebody else it would be kept once for
 * each such page.
 * @param touched as long as it says no, the page may be loaded again, once, where that brings threads; without it never
 */
export function offlineLater(workspace: Workspace, touched?: () => boolean): void {
  if (BUILD === undefined || window !== window.top) return;
  const begin = async () => {
    const { offline } = await import("./offline.ts");
    offline(workspace, touched);
  };
  const idle = () => void begin().catch(() => {});
  const end = effect(() => {
    // The trainer comes first.
    if (!workspace.run.ready) return;
    queueMicrotask(() => end());
    // Safari has none.
    if (typeof requestIdleCallback === "function")
      requestIdleCallback(idle, { timeout: LATEST_MS });
    else setTimeout(idle, LATEST_MS);
  });
}
