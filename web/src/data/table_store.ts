// SPDX-License-Identifier: Apache-2.0
/** Stored tables that this browser keeps, by the SHA-256 of their file: in IndexedDB, and where that is denied or full, for this visit. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

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

const DATABASE = "downhill-tables";
const VERSION = 1;

export class TableStore {
  readonly #visit = new Map<string, Uint8Array<ArrayBuffer>>();
  #database: Promise<IDBPDatabase<Tables>> | undefined;

  /** @returns whether it will be there at the next visit */
  async keep(sha256: string, name: string, file: Uint8Array<ArrayBuffer>): Promise<boolean> {
    // Also a trainer that starts while it is written finds it.
    this.#visit.set(sha256, file);
    try {
      const database = await this.#open();
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
      const database = await this.#open();
      return (await database.get("tables", sha256))?.file;
    } catch {
      return undefined;
    }
  };

  #open(): Promise<IDBPDatabase<Tables>> {
    this.#database ??= openDB<Tables>(DATABASE, VERSION, {
      upgrade: (database) => {
        database.createObjectStore("tables", { keyPath: "sha256" });
      },
      // A newer page in another tab waits for this one to let go.
      blocking: (_now, _next, event) => {
        (event.target as IDBDatabase).close();
        this.#database = undefined;
      },
      terminated: () => {
        this.#database = undefined;
      },
    });
    // A denied database may be allowed later.
    this.#database.catch(() => {
      this.#database = undefined;
    });
    return this.#database;
  }
}
