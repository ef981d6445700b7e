// SPDX-License-Identifier: Apache-2.0
/** What an experiment is allowed to be, and is surely not meant to: one line each. */
import type { Description } from "../src/engine/api.ts";
import type { Terminal } from "./terminal.ts";

export function tellWarnings({ warnings }: Description, stderr: Terminal): void {
  for (const { path, message } of warnings) {
    stderr.write(`warning: ${path}: ${message.en}\n`);
  }
}
