// SPDX-License-Identifier: Apache-2.0
/** One line on a terminal that follows the training; nothing at all where nobody watches. */
import type { RunState } from "../src/engine/api.ts";
import { count } from "./results.ts";

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Carriage return, then erase to the end of the line. */
const BEGIN_AGAIN = "\r\u001b[K";
const LAST_COLUMN = 80;

export class ProgressLine {
  #begin = performance.now();
  #shown = false;

  constructor(private readonly terminal: Terminal) {}

  readonly show = (state: RunState): void => {
    if (this.terminal.isTTY !== true) return;
    const seconds = (performance.now() - this.#begin) / 1000;
    const loss = state.train_loss === null ? "-" : state.train_loss.toPrecision(4);
    const line = [
      `epoch ${count(state.epoch)}`,
      `step ${count(state.step)}`,
      `loss ${loss}`,
      ...(state.validation_loss === null
        ? []
        : [`validation ${state.validation_loss.toPrecision(4)}`]),
      `${count(state.samples / seconds)} samples/s`,
    ].join("  ");
    const width = (this.terminal.columns ?? LAST_COLUMN) - 1;
    this.terminal.write(`${BEGIN_AGAIN}${line.slice(0, width)}`);
    this.#shown = true;
  };

  /** Leaves a clean line behind. */
  clear(): void {
    if (this.#shown) this.terminal.write(BEGIN_AGAIN);
    this.#shown = false;
  }
}
