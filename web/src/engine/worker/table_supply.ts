// SPDX-License-Identifier: Apache-2.0
/** Brings the stored tables that documents name into a module: asks the user of the engine, then the host. */
import type { Refusal } from "../contract/experiment_error.ts";
import type { Reply } from "../contract/protocol.ts";
import { type FindTable, TABLE_ENDING, type TableName } from "../contract/tables.ts";
import type { Text } from "../contract/text.ts";
import type { WasmModule } from "./wasm_module.ts";

type TableModule = Pick<WasmModule, "table_room" | "add_table">;

export class TableSupply {
  /** Asked one after the other. */
  constructor(private readonly sources: readonly FindTable[]) {}

  /** The reply to `ask`, asked again with the table where that was all that was missing. */
  async with<T extends object>(module: TableModule, ask: () => Reply<T>): Promise<Reply<T>> {
    const reply = ask();
    if (!("error" in reply) || reply.error.table === undefined) return reply;
    const refusal = await this.#bring(module, reply.error, reply.error.table);
    return refusal === undefined ? ask() : { error: refusal };
  }

  /** What every source has refused; undefined once the module has the table. */
  async #bring(
    module: TableModule,
    missing: Refusal,
    { name, sha256 }: TableName,
  ): Promise<Refusal | undefined> {
    let refusal = missing;
    for (const find of this.sources) {
      const bytes = await find(sha256, name);
      if (bytes === undefined) continue;
      const fault = put(module, sha256, bytes);
      if (fault === undefined) return undefined;
      const file = `${name}${TABLE_ENDING}`;
      refusal = {
        path: missing.path,
        message: `${file} ${fault.en}`,
        zh: `${file} ${fault.zh}`,
      };
    }
    return refusal;
  }
}

/** What is wrong with the file. */
function put(module: TableModule, sha256: string, bytes: Uint8Array): Text | undefined {
  const room = module.table_room(bytes.length);
  if (room.length < bytes.length) {
    return {
      en: `has ${bytes.length} bytes, which the memory that is left does not hold. Close other runs, or use a smaller table.`,
      zh: `有 ${bytes.length} 字节，剩余内存放不下。请关闭其他训练，或使用更小的表格。`,
    };
  }
  room.set(bytes);
  const reply = module.add_table(sha256);
  if (reply === "") return undefined;
  const { error } = JSON.parse(reply) as { error: Refusal };
  return { en: error.message, zh: error.zh };
}
