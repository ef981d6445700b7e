// SPDX-License-Identifier: Apache-2.0
/** The two streams of the command line. What is written to them may hold names and values of a stranger's file. */
import { escaped } from "../src/data/shown.ts";

/** What `process.stdout` and `process.stderr` are, as far as it is used. */
export interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Carriage return, then erase to the end of the line. */
const BEGIN_AGAIN = "\r\u001b[K";

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
