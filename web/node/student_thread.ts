// SPDX-License-Identifier: Apache-2.0
/** The thread in which code that students have handed in runs, bundled by itself: without files, network and clock, within limits. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { expose } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter";
import { MachineRoom } from "../src/sandbox/machine.ts";
import { portInto } from "../src/sandbox/port.ts";
import { packageFolder } from "./module_files.ts";

/** As the build puts it beside this thread. */
const INTERPRETER = "build/node/quickjs.wasm";

if (parentPort === null) throw new Error("This is a thread of downhill verify.");
expose(
  portInto(async () => MachineRoom.open(await readFile(join(packageFolder(), INTERPRETER)))),
  nodeEndpoint(parentPort),
);
