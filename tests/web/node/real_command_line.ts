// SPDX-License-Identifier: Apache-2.0
/** The command line over the real trainer, for tests: each of them has a folder of its own. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { commandLine } from "../../../web/node/command_line.ts";
import { createEngine } from "../../../web/node/engine.ts";
import type { StartEngine } from "../../../web/node/train.ts";

/** Trained in no time. */
export const EXPERIMENT = {
  data: { type: "moons", samples: 40 },
  model: { layers: [{ type: "dense", units: 3, activation: "tanh" }, "dense"] },
  stop: { steps: 5 },
};

/** Of the test that runs. */
export let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "downhill-"));
});
afterEach(() => rm(folder, { recursive: true }));

export async function downhill(...words: string[]) {
  const written = { out: "", err: "" };
  const stdout = { write: (text: string) => (written.out += text) };
  const stderr = { write: (text: string) => (written.err += text) };
  const start: StartEngine = (options) => createEngine({ ...options, threads: 1 });
  const code = await commandLine(words, { stdout, stderr }, start);
  return { code, ...written };
}

/** Writes a file of the folder; gives its path. */
export async function file(name: string, content: object | string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  const isWhole = typeof content === "string" || content instanceof Uint8Array;
  await writeFile(path, isWhole ? content : JSON.stringify(content));
  return path;
}
