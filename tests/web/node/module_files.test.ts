// SPDX-License-Identifier: Apache-2.0
/** From which folder of a checkout the modules come. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ownFolder } from "../../../web/node/module_files.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "downhill-"));
  await mkdir(join(root, "dist/wasm"), { recursive: true });
  await mkdir(join(root, "build/modules"), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

const put = (...files: string[]) =>
  Promise.all(files.map((file) => writeFile(join(root, file), "")));

it("the finished copy comes before what a compiler may be writing", async () => {
  await put("dist/wasm/simd.mjs", "dist/wasm/simd.wasm");
  await put("build/modules/simd.mjs", "build/modules/simd.wasm");
  expect(ownFolder("simd", root).pathname).toBe(`${root}/dist/wasm/`);
});

it("a copy that is not whole is left for what was built", async () => {
  await put("dist/wasm/simd.mjs");
  await put("build/modules/simd.mjs", "build/modules/simd.wasm");
  expect(ownFolder("simd", root).pathname).toBe(`${root}/build/modules/`);
});
