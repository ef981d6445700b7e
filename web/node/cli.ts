#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
/** The executable `downhill`. */
import { commandLine } from "./command_line.ts";
import { createEngine } from "./engine.ts";
import { reason } from "./files.ts";
import { endOnSignals } from "./interrupt.ts";

// `downhill catalog | head` closes the pipe early, which is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`standard output: ${reason(error)}\n`);
  process.exit(1);
});

endOnSignals();
process.exitCode = await commandLine(process.argv.slice(2), process, createEngine);
