// SPDX-License-Identifier: Apache-2.0
/// <reference types="vite/client" />
/** Runs what students have written away from the page, which ends it where it does not answer. */
import wasm from "@jitl/quickjs-wasmfile-release-sync/wasm?url";
import { expose } from "comlink";
import { MachineRoom } from "./machine.ts";
import { portInto } from "./port.ts";

async function opened(): Promise<MachineRoom> {
  const response = await fetch(wasm);
  if (!response.ok) throw new Error(`${response.status} ${wasm}`);
  return MachineRoom.open(await response.arrayBuffer());
}

expose(portInto(opened));
