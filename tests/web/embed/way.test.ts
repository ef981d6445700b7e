// SPDX-License-Identifier: Apache-2.0
/** How frames of one run find each other: by a channel of the browser, or by the elements that hold them. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { HostEvent } from "../../../web/src/embed/host_channel.ts";
import type { SharedMessage } from "../../../web/src/embed/shared/messages.ts";
import { type Way, wayOf } from "../../../web/src/embed/shared/way.ts";

const HOST = "https://course.example";

/** A page whose elements pass on what their frames say to each other. */
class HostPage {
  readonly #frames: { hear(data: unknown, origin?: string, source?: unknown): void }[] = [];
  /** What was said to the page, and where it may be heard. */
  readonly said: { readonly data: unknown; readonly origin: string }[] = [];

  /** `name`: as the page has given it to the frame. */
  way(name: string, run = "demo"): Way | undefined {
    const listeners = new Set<(event: HostEvent) => void>();
    const parent = {
      postMessage: (data: unknown, origin: string) => {
        this.said.push({ data, origin });
        for (const other of this.#frames) if (other !== frame) other.hear(structuredClone(data));
      },
    };
    const frame = {
      hear: (data: unknown, origin = HOST, source: unknown = parent) => {
        for (const listener of [...listeners]) listener({ data, origin, source } as HostEvent);
      },
    };
    vi.stubGlobal("window", {
      name,
      parent,
      addEventListener: (_: string, listener: (event: HostEvent) => void) =>
        listeners.add(listener),
      removeEventListener: (_: string, listener: (event: HostEvent) => void) =>
        listeners.delete(listener),
    });
    this.#frames.push(frame);
    return wayOf(run, "{}");
  }

  say(data: unknown, origin?: string, source?: unknown): void {
    for (const frame of this.#frames) frame.hear(data, origin, source);
  }
}

function heardBy(way: Way | undefined): SharedMessage[] {
  const heard: SharedMessage[] = [];
  way?.listen((message) => heard.push(message));
  return heard;
}

beforeEach(() => {
  vi.stubGlobal("document", { visibilityState: "visible" });
  vi.stubGlobal("origin", "https://downhill.example");
  vi.stubGlobal(
    "BroadcastChannel",
    class {
      constructor() {
        throw new DOMException("denied", "SecurityError");
      }
    },
  );
});
afterEach(() => void vi.unstubAllGlobals());

it("where the browser denies the channel, what one says comes to the others of its run by the elements", () => {
  const page = new HostPage();
  const [one, two, other] = [page.way("downhill"), page.way("downhill"), page.way("downhill", "b")];
  const heard = [one, two, other].map(heardBy);
  one?.post({ kind: "hello" });
  expect(heard).toEqual([[], [expect.objectContaining({ kind: "hello", from: one?.me })], []]);
  two?.close();
  one?.post({ kind: "hello" });
  expect(heard[1]).toHaveLength(1);
});

it("a frame that no element holds has no way to others, and an origin of none has no channel", () => {
  const page = new HostPage();
  expect(page.way("")).toBeUndefined();
  expect(page.said).toEqual([]);
  const channels = vi.fn();
  vi.stubGlobal("BroadcastChannel", channels);
  vi.stubGlobal("origin", "null");
  expect(page.way("")).toBeUndefined();
  expect(page.way("downhill")).toBeDefined();
  expect(channels).not.toHaveBeenCalled();
});

it("only the page that holds the frame is heard, from where it spoke first, and no flood of it", () => {
  const page = new HostPage();
  const one = page.way("downhill");
  const heard = heardBy(one);
  const two = page.way("downhill");
  two?.post({ kind: "hello" });
  const hello = page.said.at(-1)?.data;
  expect(heard).toHaveLength(1);
  page.say(hello, HOST, { postMessage() {} });
  page.say(hello, "https://elsewhere.example");
  expect(heard).toHaveLength(1);
  for (let count = 0; count < 10_000; count += 1) page.say(hello);
  expect(heard.length).toBeLessThan(5_000);
});
