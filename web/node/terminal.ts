// SPDX-License-Identifier: Apache-2.0
/** The two streams of the command line. What is written to them may hold names and values of a stranger's file. */

/** What `process.stdout` and `process.stderr` are, as far as it is used. */
export interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Carriage return, then erase to the end of the line. */
const BEGIN_AGAIN = "\r\u001b[K";

/** Everything a terminal would obey instead of showing: C0 and C1 controls, and marks that turn the direction of writing; but tab and line feed. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** As JSON writes them, so that JSON stays what it is. */
export function escaped(text: string): string {
  return text.replace(OBEYED, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** No text that is written can move the cursor, colour the screen or hide what follows. */
export class Terminal {
  constructor(private readonly stream: Stream) {}

  /** Whether somebody watches. */
  get isTTY(): boolean {
    return this.stream.isTTY === true;
  }

  /** Undefined, or 0, where the width is not known. */
  get columns(): number | undefined {
    return this.stream.columns;
  }

  write(text: string): void {
    this.stream.write(escaped(text));
  }

  /** Empties the line that is being written. */
  beginAgain(): void {
    this.stream.write(BEGIN_AGAIN);
  }
}

/** Both ways out of the command line. */
export interface Streams {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
}
