// SPDX-License-Identifier: Apache-2.0
/** Stored tables that this browser keeps, by the SHA-256 of their file: in IndexedDB, and where that is denied or full, for this visit. */
import type { DBSchema } from "idb";
import { Database } from "./database.ts";

interface Tables extends DBSchema {
  tables: {
    key: string;
    value: {
      readonly sha256: string;
      readonly name: string;
      readonly file: Uint8Array<ArrayBuffer>;
    };
  };
}

export class TableStore {
  readonly #visit = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #database = new Database<Tables>("downhill-tables", 1, (database) => {
    database.createObjectStore("tables", { keyPath: "sha256" });
  });

  /** @returns whether it will be there at the next visit */
  async keep(sha256: string, name: string, file: Uint8Array<ArrayBuffer>): Promise<boolean> {
    // Also a trainer that starts while it is written finds it.
    this.#visit.set(sha256, file);
    try {
      const database = await this.#database.open();
      await database.put("tables", { sha256, name, file });
      this.#visit.delete(sha256);
      return true;
    } catch {
      return false;
    }
  }

  /** Whether it is gone with the page. */
  isOnlyHere(sha256: string): boolean {
    return this.#visit.has(sha256);
  }

  /** What an engine asks with: see `EngineOptions.tables`. */
  readonly find = async (sha256: string): Promise<Uint8Array | undefined> => {
    const here = this.#visit.get(sha256);
    if (here !== undefined) return here;
    try {
      const database = await this.#database.open();
      return (await database.get("tables", sha256))?.file;
    } catch {
      return undefined;
    }
  };
}
