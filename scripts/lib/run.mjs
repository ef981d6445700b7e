// SPDX-License-Identifier: Apache-2.0
/** Runs other programs, and shows what they do line by line. */
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { Failure, knownCause } from "./failure.mjs";
import { ROOT } from "./paths.mjs";

const running = new Set();

// Ctrl+C reaches the programs by itself; a signal to this process alone would leave them at work.
for (const [signal, number] of Object.entries({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1 })) {
  process.once(signal, () => {
    // The server has a handler of its own, which ends it in good order.
    if (running.size === 0 && process.listenerCount(signal) > 0) return;
    for (const child of running) child.kill(signal);
    process.exit(128 + number);
  });
}

/** Lines kept of a program's output, to be shown when it fails. */
const TAIL_LINES = 40;

/**
 * Runs a program to its end.
 *
 * `show` decides which lines of its output are printed as they come: all (default), none, or those a function
 * gives back (rewritten). What was not shown is shown when the program fails, with the one sentence `failure`.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string>, show?: "all" | "none" | ((line: string) => string | undefined),
 *   failure?: string, allowFailure?: boolean}} options
 * @returns {Promise<{code: number, output: string}>}
 */
export function run(command, args, options = {}) {
  const { cwd = ROOT, env = {}, show = "all", failure, allowFailure = false } = options;
  return new Promise((fulfil, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    child.on("close", () => running.delete(child));
    const lines = [];
    const onLine = (line) => {
      lines.push(line);
      const shown = show === "all" ? line : show === "none" ? undefined : show(line);
      if (shown) console.log(shown);
    };
    splitLines(child.stdout, onLine);
    splitLines(child.stderr, onLine);
    child.on("error", (error) =>
      reject(
        new Failure(
          error.code === "ENOENT"
            ? `${command} is not installed: install it, then run the same command again.`
            : `${command} could not be started (${error.message}).`,
        ),
      ),
    );
    child.on("close", (code, signal) => {
      const output = lines.join("\n");
      if (code === 0 || allowFailure) return fulfil({ code: code ?? 1, output });
      if (show !== "all") console.log(lines.slice(-TAIL_LINES).join("\n"));
      const ended = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
      reject(
        knownCause(output, cwd) ??
          new Failure(failure ?? `${[command, ...args].join(" ").slice(0, 120)} ${ended}.`),
      );
    });
  });
}

/** Calls `onLine` for every line of a stream; programs that redraw one line end it with a carriage return. */
function splitLines(stream, onLine) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk) => {
    const parts = (rest + chunk).split(/\r?\n|\r/);
    rest = parts.pop();
    for (const part of parts) onLine(part);
  });
  stream.on("end", () => rest && onLine(rest));
}

/** The standard output of a short program, or undefined when it is missing or fails. */
export function answerOf(command, args, env = {}) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** The full path of a program on PATH, or undefined. */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder: look in the next one.
    }
  }
  return undefined;
}
