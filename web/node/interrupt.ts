// SPDX-License-Identifier: Apache-2.0
/** Ctrl-C, and what asks a process to end. */

/** With what shells give for it: 128 and the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof EXIT_CODES;
const SIGNALS = Object.keys(EXIT_CODES) as Signal[];

/** Works until the end or an interrupt, which aborts the signal. `exitCode` is there when it was one. */
export async function untilInterrupted<T>(
  work: (signal: AbortSignal) => Promise<T>,
): Promise<{ readonly outcome: T; readonly exitCode: number | undefined }> {
  const abort = new AbortController();
  let exitCode: number | undefined;
  // Once: a second Ctrl-C ends the process the hard way.
  const interrupt = (name: NodeJS.Signals) => {
    exitCode = EXIT_CODES[name as Signal];
    abort.abort();
  };
  for (const name of SIGNALS) process.once(name, interrupt);
  try {
    const outcome = await work(abort.signal);
    return { outcome, exitCode };
  } finally {
    for (const name of SIGNALS) process.removeListener(name, interrupt);
  }
}
