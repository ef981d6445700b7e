// SPDX-License-Identifier: Apache-2.0
/** The interpreter as Node has it, and what comes of a piece of code. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { LIMITS, type Limits } from "../../../web/src/sandbox/limits.ts";
import { MachineRoom } from "../../../web/src/sandbox/machine.ts";
import { type Mistake, StudentError } from "../../../web/src/sandbox/mistake.ts";
import { Program } from "../../../web/src/sandbox/program.ts";

const wasm = createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm");

export const room: Promise<MachineRoom> = MachineRoom.open(readFileSync(wasm));

/** Tests wait for the end of what does not end. */
export const SHORT: Limits = { ...LIMITS, turns: 200, time: 60_000, memory: 16 * 2 ** 20 };

export const open = async (code: string, limits = SHORT): Promise<Program> =>
  Program.open(await room, code, 1, limits);

/** Calls `step(1)`, which is to answer a number. */
export async function answerOf(code: string, limits = SHORT): Promise<number | Mistake> {
  try {
    const program = await open(code, limits);
    program.find("step", "step(x)");
    return program.number("step", [1]);
  } catch (error) {
    if (error instanceof StudentError) return error.mistake;
    throw error;
  }
}
