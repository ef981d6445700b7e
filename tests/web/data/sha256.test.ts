// SPDX-License-Identifier: Apache-2.0
/** The name of a stored table, with and without https. */
import { createHash } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import { sha256Of } from "../../../web/src/data/sha256.ts";
import { storedTable } from "../../../web/src/data/table.ts";

afterEach(() => vi.unstubAllGlobals());

it.each([
  // FIPS 180-4, as NIST's example values have it.
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
])("of %j is that of the standard, either way", async (text, expected) => {
  const bytes = new TextEncoder().encode(text);
  expect(await sha256Of(bytes)).toBe(expected);
  vi.stubGlobal("crypto", {});
  expect(await sha256Of(bytes)).toBe(expected);
});

it("of what is hashed in pieces is that of the whole", async () => {
  const bytes = Uint8Array.from({ length: 3 * 2 ** 20 + 5 }, (_, at) => (at * 31) & 255);
  const expected = createHash("sha256").update(bytes).digest("hex");
  vi.stubGlobal("crypto", {});
  expect(await sha256Of(bytes)).toBe(expected);
});

it("a table is stored where the page came without https", async () => {
  const content = {
    shape: [2],
    features: Float32Array.of(1, 2, 3, 4),
    targets: Float32Array.of(0.5, 1),
    target: "y",
  };
  const known = await storedTable("mine", content);
  vi.stubGlobal("crypto", {});
  expect((await storedTable("mine", content)).data).toEqual(known.data);
});
