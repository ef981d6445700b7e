// SPDX-License-Identifier: Apache-2.0
/** A database of this browser (IndexedDB). Everything is rejected where the browser denies that, or has no room. */
import type { DBSchema, IDBPDatabase } from "idb";

export class Database<Stores extends DBSchema> {
  #opened: Promise<IDBPDatabase<Stores>> | undefined;

  constructor(
    private readonly name: string,
    private readonly version: number,
    private readonly create: (database: IDBPDatabase<Stores>) => void,
  ) {}

  open(): Promise<IDBPDatabase<Stores>> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  async #open(): Promise<IDBPDatabase<Stores>> {
    const forget = () => {
      this.#opened = undefined;
    };
    try {
      const { openDB } = await import("idb");
      return await openDB<Stores>(this.name, this.version, {
        upgrade: this.create,
        // A newer page in another tab waits for this one to let go.
        blocking: (_now, _next, event) => {
          (event.target as IDBDatabase).close();
          forget();
        },
        terminated: forget,
      });
    } catch (error) {
      // A denied database may be allowed later.
      forget();
      throw error;
    }
  }
}
