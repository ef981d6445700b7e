// SPDX-License-Identifier: Apache-2.0
/** Ctrl-C, and what asks a process to end. */

/** With what shells give for it: 128 and the number of the signal. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof EXIT_CODES;
const SIGNALS = Object.keys(EXIT_CODES) as Signal[];

/** Ends the process in order, so that what cleans up at its exit does, wherever nobody else waits for a signal. */
export function endOnSignals(): void {
  for (const name of SIGNALS) process.on(name, end);
}

const end = (name: NodeJS.Signals) => process.exit(EXIT_CODES[name as Signal]);

/** Works until the end or an interrupt, which aborts the signal. `exitCode` is there when it was one. */
export async function untilInterrupted<T>(
  work: (signal: AbortSignal) => Promise<T>,
): Promise<{ readonly outcome: T; readonly exitCode: number | undefined }> {
  const abort = new AbortController();
  let exitCode: number | undefined;
  const interrupt = (name: NodeJS.Signals) => {
    exitCode = EXIT_CODES[name as Signal];
    // A second Ctrl-C ends the process without waiting for the work.
    giveBack();
    abort.abort();
  };
  const others = new Map(SIGNALS.map((name) => [name, process.listeners(name)]));
  const giveBack = () => {
    for (const [name, listeners] of others) {
      process.removeListener(name, interrupt);
      for (const listener of listeners) process.on(name, listener);
    }
    others.clear();
  };
  for (const [name, listeners] of others) {
    for (const listener of listeners) process.removeListener(name, listener);
    process.on(name, interrupt);
  }
  try {
    const outcome = await work(abort.signal);
    return { outcome, exitCode };
  } finally {
    giveBack();
  }
}
