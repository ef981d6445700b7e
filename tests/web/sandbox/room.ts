// SPDX-License-Identifier: Apache-2.0
/** The interpreter as Node has it, and what comes of a piece of code. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { PerformCode } from "../../../web/src/exercises/code_check.ts";
import { LIMITS, type Limits } from "../../../web/src/sandbox/limits.ts";
import { MachineRoom } from "../../../web/src/sandbox/machine.ts";
import { type Mistake, StudentError } from "../../../web/src/sandbox/mistake.ts";
import { perform } from "../../../web/src/sandbox/perform.ts";
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

/** Without a worker: for code that comes to its end. */
export const performCode: PerformCode = async (code, task) => perform(await room, code, task);

/** One call of a built-in function that takes hours, in which the interpreter never asks whether to go on. */
export const DEAF = 'const s = "a".repeat(3e6); s.lastIndexOf("a".repeat(1.5e6) + "b");';
