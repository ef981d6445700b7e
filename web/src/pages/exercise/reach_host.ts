// SPDX-License-Identifier: Apache-2.0
/** What answers the page that holds this one comes by itself; where it does not come, that page is told: it would take silence for a dead frame. */
import type { Settings } from "../../app/settings.ts";
import { CHECK_CONNECTION } from "../../embed/check_connection.ts";
import { type Fault, type FrameMessage, PROTOCOL } from "../../embed/protocol.ts";

/** @returns undefined where it did not come, asked for twice */
export async function reachHost<T>(
  load: () => Promise<T>,
  { language }: Pick<Settings, "language">,
  parent: { postMessage(message: unknown, origin: string): void } = window.parent,
): Promise<T | undefined> {
  try {
    return await load().catch(load);
  } catch {
    const detail: Fault = {
      code: "unavailable",
      message: NO_ANSWERS[language],
      cure: CHECK_CONNECTION[language],
    };
    const told: FrameMessage = { downhill: PROTOCOL, type: "event", event: "error", detail };
    parent.postMessage(told, "*");
    return undefined;
  }
}

const NO_ANSWERS = {
  en: "The exercise is here, but what answers the page around it did not arrive.",
  zh: "练习已在此处，但用于答复外层页面的部分未能加载。",
};
