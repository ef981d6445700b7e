// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { runTitle } from "../../../web/src/app/run_title.ts";
import type { Engine } from "../../../web/src/engine/api.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

it.each([
  ["xor", "en", "XOR · 2–4–1 · Adam 0.03"],
  ["digits_conv", "en", "Digits · 64–16–16–64–10 · Adam 0.002"],
  ["spiral", "zh", "螺旋 · 2–16–16–1 · Adam 0.02"],
] as const)("%s is told in short", async (preset, language, title) => {
  const file = join(import.meta.dirname, `../../../presets/${preset}.json`);
  const description = await engine.validate(readFileSync(file, "utf8"));
  expect(runTitle(await engine.catalog(), description, language)).toBe(title);
});
