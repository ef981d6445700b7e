// SPDX-License-Identifier: Apache-2.0
import { effect, signal } from "@preact/signals-core";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ToldState } from "../../../web/src/app/told_state.ts";
import type { RunState } from "../../../web/src/engine/api.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function page() {
  const playing = signal(false);
  const epoch = signal(0);
  const run = {
    get playing() {
      return playing.value;
    },
    get state() {
      return { epoch: epoch.value } as RunState;
    },
  };
  const host = {
    workspace: { run },
    addController() {},
    removeController() {},
    requestUpdate() {},
    updateComplete: Promise.resolve(true),
  };
  const told = new ToldState(host);
  told.hostConnected();
  const read: (number | undefined)[] = [];
  effect(() => void read.push(told.value?.epoch));
  return { playing, epoch, told, read };
}

it("at a standstill every change is told, and at once where training has come to", () => {
  const { playing, epoch, read } = page();
  epoch.value = 1;
  expect(read).toEqual([0, 1]);
  playing.value = true;
  epoch.value = 2;
  expect(read.at(-1)).toBe(1);
  playing.value = false;
  expect(read.at(-1)).toBe(2);
});

it("while it trains what is told is a few seconds old at most, and changes no oftener", () => {
  const { playing, epoch, read } = page();
  playing.value = true;
  const before = read.length;
  for (let frame = 1; frame <= 600; frame += 1) {
    epoch.value = frame;
    vi.advanceTimersByTime(10);
  }
  expect(read.slice(before)).toEqual([300, 600]);
});

it("whoever is away is told nothing", () => {
  const { playing, told } = page();
  playing.value = true;
  told.hostDisconnected();
  expect(vi.getTimerCount()).toBe(0);
});
