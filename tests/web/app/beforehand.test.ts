// SPDX-License-Identifier: Apache-2.0
/** What the page has of its address before there is a trainer. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { loadBeforehand } from "../../../web/src/app/beforehand.ts";
import { encodeLink } from "../../../web/src/documents/link.ts";

const FIRST = join(import.meta.dirname, "../../../build/first");
const PRESETS = join(import.meta.dirname, "../../../presets");
const never = new Promise<never>(() => {});

const file = (path: string) => JSON.parse(readFileSync(path, "utf8"));

beforeEach(() => {
  vi.stubGlobal("fetch", async (address: string | URL) => {
    const name = basename(String(address).replace(/\?.*/, ""));
    const folder = String(address).includes("recordings") ? join(FIRST, "recordings") : FIRST;
    const isPreset = String(address).includes("/presets/");
    return Response.json(file(join(isPreset ? PRESETS : folder, name)));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const of = (hash: string) =>
  loadBeforehand({ read: () => hash, draft: () => undefined }, never, "en");

it("is the recording of the defaults without a link", async () => {
  const { recording, known } = await of("");
  expect(recording?.name).toBe("default");
  expect(known({})).toBe(recording?.description);
});

it.each(["xor", "digits_conv"])(
  "is the recording of %s, by its name or by its document",
  async (name) => {
    const { minimal } = file(join(FIRST, "recordings", `${name}.json`)).description;
    const written = file(join(PRESETS, `${name}.json`));
    const cases = [
      { hash: `view.preset=${name}&view.lang=zh`, document: written },
      { hash: encodeLink({ document: minimal, view: {} }), document: minimal },
    ];
    for (const { hash, document } of cases) {
      const { recording, known } = await of(hash);
      expect(recording?.name).toBe(name);
      expect(known(document)).toBe(recording?.description);
      expect(known({ ...document, seed: 77 })).toBeUndefined();
    }
  },
);

it("is nothing of an experiment that nobody has recorded, nor of a broken link", async () => {
  for (const hash of [
    "view.preset=xor&seed=77",
    "seed=77",
    "data=1&data.type=spiral",
    "view.preset=no",
  ]) {
    const { first, recording } = await of(hash);
    expect(first).toBeDefined();
    expect(recording).toBeUndefined();
  }
});

it("is not waited for where the trainer is there", async () => {
  vi.stubGlobal("fetch", () => never);
  const address = { read: () => "", draft: () => undefined };
  const { first } = await loadBeforehand(address, Promise.resolve(), "en");
  expect(first).toBeUndefined();
});
