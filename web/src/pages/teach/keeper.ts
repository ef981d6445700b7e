// SPDX-License-Identifier: Apache-2.0
/** The desk in this browser, so that a reload finds it: receipts with how they were marked, and the exercises that were given. */
import type { DBSchema } from "idb";
import type { Exercise } from "../../exercises/document.ts";
import { hashOfExercise } from "../../exercises/receipt.ts";
import { Database } from "../../library/database.ts";
import type { Entry } from "./entry.ts";

/** What is read of the receipt's text again is not kept. */
export type KeptEntry = Omit<Entry, "receipt">;

interface KeptExercise {
  readonly hash: string;
  readonly exercise: Exercise;
  /** When it was given, in milliseconds; those that were kept before there were times are the oldest. */
  readonly at?: number;
}

interface Desk extends DBSchema {
  receipts: { key: string; value: KeptEntry };
  exercises: { key: string; value: KeptExercise };
}

/** Everything is rejected where the browser denies storage, or has no room. */
export interface Keeper {
  load(): Promise<{
    readonly entries: readonly KeptEntry[];
    /** The newest first. */
    readonly exercises: readonly Exercise[];
  }>;
  keep(entries: readonly KeptEntry[]): Promise<void>;
  keepExercise(exercise: Exercise): Promise<void>;
  clear(): Promise<void>;
}

export class BrowserKeeper implements Keeper {
  readonly #database = new Database<Desk>("downhill-desk", 1, (database) => {
    database.createObjectStore("receipts", { keyPath: "written" });
    database.createObjectStore("exercises", { keyPath: "hash" });
  });

  #last = 0;

  async load() {
    const database = await this.#database.open();
    const entries = await database.getAll("receipts");
    const exercises = await database.getAll("exercises");
    return {
      entries: entries.sort((a, b) => a.number - b.number),
      exercises: exercises
        .sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
        .map(({ exercise }) => exercise),
    };
  }

  async keep(entries: readonly KeptEntry[]) {
    const database = await this.#database.open();
    const all = database.transaction("receipts", "readwrite");
    await Promise.all([...entries.map((entry) => all.store.put(entry)), all.done]);
  }

  async keepExercise(exercise: Exercise) {
    // Several that are given together have an order too.
    this.#last = Math.max(Date.now(), this.#last + 1);
    const kept = { hash: hashOfExercise(exercise), exercise, at: this.#last };
    const database = await this.#database.open();
    await database.put("exercises", kept);
  }

  async clear() {
    const database = await this.#database.open();
    const all = database.transaction(["receipts", "exercises"], "readwrite");
    await Promise.all([
      all.objectStore("receipts").clear(),
      all.objectStore("exercises").clear(),
      all.done,
    ]);
  }
}
