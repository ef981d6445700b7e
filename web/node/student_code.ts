// SPDX-License-Identifier: Apache-2.0
/** Runs code that students have handed in, in the same interpreter as the page: without files, network and clock, within limits. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { PerformCode } from "../src/exercises/code_check.ts";
import { MachineRoom } from "../src/sandbox/machine.ts";
import { perform } from "../src/sandbox/perform.ts";
import { packageFolder } from "./module_files.ts";

/** As the build puts it beside the bundled command. */
const BUNDLED = "build/node/quickjs.wasm";

let room: Promise<MachineRoom> | undefined;

export const performCode: PerformCode = async (code, task) => {
  room ??= openRoom();
  return perform(await room, code, task);
};

async function openRoom(): Promise<MachineRoom> {
  const bundled = join(packageFolder(), BUNDLED);
  const file = existsSync(bundled)
    ? bundled
    : createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm");
  return MachineRoom.open(await readFile(file));
}
