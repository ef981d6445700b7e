// SPDX-License-Identifier: Apache-2.0
import { signal } from "@preact/signals-core";
import { expect, it } from "vitest";
import { done, type Notice, refused } from "../../../web/src/app/notice.ts";
import { sayOpened } from "../../../web/src/app/said_opened.ts";
import type { Workspace } from "../../../web/src/app/workspace.ts";

const OPEN = done("It is open.", "已打开。");
const DAMAGED = refused("It is damaged.", "已损坏。");

/** A run whose trainer is yet to say what it takes. */
function opening() {
  let arrive = () => {};
  const opened = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const notice = signal<Notice | undefined>(undefined);
  const workspace = { run: { opened, refused: DAMAGED.text }, notice } as unknown as Workspace;
  return { workspace, notice, arrive };
}

it("what is open is said at once, and what the trainer did not take of it when that is known", async () => {
  const { workspace, notice, arrive } = opening();
  const said = sayOpened(workspace, OPEN);
  expect(notice.value).toBe(OPEN);
  arrive();
  await said;
  expect(notice.value).toEqual(DAMAGED);
});

it.each([
  ["put away", undefined],
  ["followed by another", done("Kept.", "已保存。")],
])("a notice that was %s meanwhile does not come back", async (_, newer) => {
  const { workspace, notice, arrive } = opening();
  const said = sayOpened(workspace, OPEN);
  notice.value = newer;
  arrive();
  await said;
  expect(notice.value).toBe(newer);
});
