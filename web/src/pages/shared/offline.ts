// SPDX-License-Identifier: Apache-2.0
/** The site without network, as this page wishes it (view.offline) and tells of it. Loaded when everything else is there. */
import { effect, untracked } from "@preact/signals-core";
import { done } from "../../app/notice.ts";
import type { Workspace } from "../../app/workspace.ts";
import { isOn } from "../../documents/view_reading.ts";
import {
  browserWorld,
  clearOffline,
  keepForOffline,
  type OfflinePage,
} from "../../offline/offline.ts";

export function offline(workspace: Workspace, touched: () => boolean = () => true): void {
  const { settings, notice } = workspace;
  const page: OfflinePage = {
    untouched: () =>
      !touched() &&
      !workspace.run.begun &&
      !workspace.run.playing &&
      !workspace.document.canUndo.value,
    tell: (take) => {
      const news = {
        ...done("A new version of this page is ready.", "此页面的新版本已准备好。"),
        action: { label: { en: "Load it", zh: "加载新版本" }, run: take },
      };
      // What is being said is said to its end.
      const end = effect(() => {
        if (notice.value !== undefined) return;
        notice.value = news;
        queueMicrotask(() => end());
      });
    },
    cleared: () => {
      notice.value = done(
        "What was kept for use without network is cleared.",
        "为离线使用保存的内容已清除。",
      );
    },
  };
  effect(() => {
    const wanted = isOn(settings.view, "offline");
    untracked(() => void act(wanted, page));
  });
}

async function act(wanted: boolean, page: OfflinePage): Promise<void> {
  try {
    const world = browserWorld();
    if (world !== undefined) await (wanted ? keepForOffline : clearOffline)(page, world);
  } catch {
    // Storage is denied or full, or a file did not come: the page works as without.
  }
}
