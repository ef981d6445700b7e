// SPDX-License-Identifier: Apache-2.0
/** `--history`: every recorded point as a line of CSV, written while the run goes on. Numbers keep all their digits. */
import { HISTORY_COLUMNS } from "../src/engine/api.ts";
import { csvLines, HEADER } from "../src/exporters/history_csv.ts";
import { Output } from "./output.ts";

export class HistoryFile {
  readonly #output: Output;
  #begun = false;
  #rows = 0;
  #failure: unknown;

  constructor(path: string, others: readonly string[]) {
    this.#output = new Output(path, others);
  }

  get path(): string {
    return this.#output.path;
  }

  /** Lines but for the header. */
  get rows(): number {
    return this.#rows;
  }

  /** @throws InputError */
  open(): void {
    this.#output.open();
  }

  /** Rows in HISTORY_COLUMNS' order. A disk that is full ends the file and not the training: finish() tells. */
  append(rows: Float64Array): void {
    if (this.#failure !== undefined) return;
    try {
      this.#begin();
      this.#output.append(csvLines(rows));
      this.#rows += rows.length / HISTORY_COLUMNS.length;
    } catch (error) {
      this.#failure = error;
    }
  }

  /** @throws Error where not all of it could be written; then the file is as it was before. */
  finish(): void {
    if (this.#failure !== undefined) throw this.#failure;
    this.#begin();
    this.#output.finish();
  }

  #begin(): void {
    if (!this.#begun) this.#output.append(HEADER);
    this.#begun = true;
  }

  discard(): void {
    this.#output.discard();
  }
}
