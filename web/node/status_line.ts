// SPDX-License-Identifier: Apache-2.0
/** One line on a terminal that is written again and again; nothing at all where nobody watches. */
import type { Terminal } from "./terminal.ts";

const LAST_COLUMN = 80;

export class StatusLine {
  #shown = false;

  constructor(private readonly terminal: Terminal) {}

  show(line: string): void {
    if (!this.terminal.isTTY) return;
    // A terminal that does not know its width says 0.
    const width = (this.terminal.columns || LAST_COLUMN) - 1;
    this.terminal.beginAgain();
    this.terminal.write(line.slice(0, width));
    this.#shown = true;
  }

  /** Leaves a clean line behind. */
  clear(): void {
    if (this.#shown) this.terminal.beginAgain();
    this.#shown = false;
  }
}
