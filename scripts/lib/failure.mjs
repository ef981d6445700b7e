// SPDX-License-Identifier: Apache-2.0
/** A foreseen end: one sentence that says what is wrong and what to do. No stack trace helps with these. */

export class Failure extends Error {}

/** Sentences for the causes that can strike any command, found by what the command printed. */
const KNOWN_CAUSES = [
  {
    pattern: /ENOSPC|No space left on device|write error: .*space/i,
    sentence: (folder) =>
      `The disk is full: make room for about 3 GB in ${folder}, then run the same command again.`,
  },
  {
    pattern: /EACCES|EROFS|Read-only file system/,
    sentence: (folder) =>
      `${folder} cannot be written: give yourself the right to write there, then run the same command again.`,
  },
  {
    pattern:
      /Temporary failure resolving|Could not resolve|Could not connect|Network is unreachable|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|Failed to fetch/,
    sentence: () =>
      "The network does not answer: connect this machine to the internet (or set its proxy), then run the same command again.",
  },
];

/** @returns {Failure | undefined} the sentence for a known cause in `text`. */
export function knownCause(text, folder) {
  const cause = KNOWN_CAUSES.find(({ pattern }) => pattern.test(text));
  return cause && new Failure(cause.sentence(folder));
}

/** Runs a script's main function; a Failure becomes one sentence on standard error and exit code 1. */
export async function main(script) {
  try {
    await script();
  } catch (error) {
    const failure = error instanceof Failure ? error : knownCause(String(error?.code), error?.path);
    console.error(failure ? `\ndownhill: ${failure.message}` : error);
    process.exit(1);
  }
}
