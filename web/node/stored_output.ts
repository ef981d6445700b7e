// SPDX-License-Identifier: Apache-2.0
/** An experiment and the stored table beside it, written together or not at all. */
import { basename, dirname, join } from "node:path";
import {
  type StoredData,
  storedTable,
  type TableContent,
  tableFileName,
  tableName,
} from "../src/data/table.ts";
import type { ExperimentDocument } from "../src/engine/api.ts";
import { Output } from "./output.ts";
import type { StartEngine } from "./train.ts";

export class StoredOutput {
  readonly #name: string;
  readonly #document: Output;
  readonly #table: Output;

  /** @param path of the document */
  constructor(path: string, inputs: readonly string[]) {
    this.#name = tableName(basename(path));
    this.#document = new Output(path, inputs);
    const beside = join(dirname(path), tableFileName(this.#name));
    this.#table = new Output(beside, [...inputs, path]);
  }

  /** Tries both paths. @throws InputError */
  open(): void {
    this.#document.open();
    this.#table.open();
  }

  /** The trainer fills in every default, and refuses here what train would refuse. */
  async write(
    content: TableContent,
    documentOf: (data: StoredData) => ExperimentDocument,
    start: StartEngine,
  ): Promise<void> {
    const { file, data } = await storedTable(this.#name, content);
    const engine = await start({ threads: 1, tables: { [data.sha256]: file } });
    try {
      const { experiment } = await engine.validate(documentOf(data));
      // The table first: a document without it is of no use.
      await this.#table.write(file);
      await this.#document.write([`${JSON.stringify(experiment, null, 2)}\n`]);
    } finally {
      await engine.close();
    }
  }

  discard(): void {
    this.#document.discard();
    this.#table.discard();
  }

  get written(): string {
    return `written: ${this.#document.path} and ${this.#table.path}\n`;
  }
}
