// SPDX-License-Identifier: Apache-2.0
/** What comes when it is first wanted, over a connection that fails. */
import { effect } from "@preact/signals-core";
import { expect, it, vi } from "vitest";
import { askedOnce } from "../../../web/src/app/asked_once.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

it("is asked for once, however often it is drawn", async () => {
  const load = vi.fn(async () => {});
  const want = askedOnce(load);
  for (let drawn = 0; drawn < 50; drawn += 1) {
    want();
    await settled();
  }
  expect(load).toHaveBeenCalledTimes(1);
  expect(want.missing.value).toBeUndefined();
});

it("that does not arrive is told, and asked for again only when somebody says so", async () => {
  const load = vi.fn(async () => {});
  load.mockRejectedValueOnce(new Error("offline")).mockRejectedValueOnce(new Error("offline"));
  const want = askedOnce(load);
  const told: boolean[] = [];
  effect(() => void told.push(want.missing.value !== undefined));
  for (let drawn = 0; drawn < 50; drawn += 1) {
    want();
    await settled();
  }
  expect(load).toHaveBeenCalledTimes(1);
  const again = want.missing.value;
  again?.();
  again?.();
  await settled();
  expect(load).toHaveBeenCalledTimes(2);
  want.missing.value?.();
  await settled();
  expect(load).toHaveBeenCalledTimes(3);
  want();
  expect(load).toHaveBeenCalledTimes(3);
  expect(told).toEqual([false, true, false, true, false]);
});

it("is asked for again when the connection is back", async () => {
  const back = new EventTarget();
  vi.stubGlobal("addEventListener", back.addEventListener.bind(back));
  const load = vi.fn(async () => {});
  load.mockRejectedValueOnce(new Error("offline"));
  const want = askedOnce(load);
  want();
  await settled();
  for (let times = 0; times < 3; times += 1) {
    back.dispatchEvent(new Event("online"));
    await settled();
  }
  expect(load).toHaveBeenCalledTimes(2);
  expect(want.missing.value).toBeUndefined();
  vi.unstubAllGlobals();
});
