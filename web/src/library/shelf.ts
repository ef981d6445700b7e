// SPDX-License-Identifier: Apache-2.0
/** Where runs are kept: in IndexedDB. Everything is rejected where the browser denies that, or has no room. */
import type { DBSchema } from "idb";
import type { SavedModel } from "../engine/api.ts";
import { Database } from "./database.ts";
import type { KeptRun, WholeRun } from "./kept_run.ts";
import { SHELF, type Unsaved } from "./unsaved.ts";

export interface Shelf {
  runs(): Promise<readonly KeptRun[]>;
  model(id: string): Promise<SavedModel | undefined>;
  /** In place of what has the same id. */
  put(whole: WholeRun): Promise<void>;
  /** Its name, its note; where it stood stays. */
  update(run: KeptRun): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Work that nobody has kept, by the page that it is of. */
export interface Drawer {
  all(): Promise<readonly Unsaved[]>;
  put(unsaved: Unsaved): Promise<void>;
  remove(page: string): Promise<void>;
}

interface Stores extends DBSchema {
  runs: { key: string; value: KeptRun };
  models: { key: string; value: SavedModel };
  unsaved: { key: string; value: Unsaved };
}

export class BrowserShelf implements Shelf {
  readonly #database = new Database<Stores>(SHELF, 1, (database) => {
    database.createObjectStore("runs", { keyPath: "id" });
    database.createObjectStore("models");
    database.createObjectStore("unsaved", { keyPath: "page" });
  });

  async runs(): Promise<readonly KeptRun[]> {
    return (await this.#database.open()).getAll("runs");
  }

  async model(id: string): Promise<SavedModel | undefined> {
    return (await this.#database.open()).get("models", id);
  }

  async put({ run, model }: WholeRun): Promise<void> {
    const transaction = (await this.#database.open()).transaction(["runs", "models"], "readwrite");
    const models = transaction.objectStore("models");
    // Both or none: where there is no room, the transaction is undone.
    await Promise.all([
      transaction.objectStore("runs").put(run),
      model === undefined ? models.delete(run.id) : models.put(model, run.id),
      transaction.done,
    ]);
  }

  async update(run: KeptRun): Promise<void> {
    await (await this.#database.open()).put("runs", run);
  }

  async remove(id: string): Promise<void> {
    const transaction = (await this.#database.open()).transaction(["runs", "models"], "readwrite");
    await Promise.all([
      transaction.objectStore("runs").delete(id),
      transaction.objectStore("models").delete(id),
      transaction.done,
    ]);
  }

  readonly drawer: Drawer = {
    all: async () => (await this.#database.open()).getAll("unsaved"),
    put: async (unsaved) => {
      await (await this.#database.open()).put("unsaved", unsaved);
    },
    remove: async (page) => (await this.#database.open()).delete("unsaved", page),
  };
}
