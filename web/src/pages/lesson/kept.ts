// SPDX-License-Identifier: Apache-2.0
/** The progress of a lesson in this browser. */
import { readStored, removeStored, writeStored } from "../../app/storage.ts";
import { NOTHING, type Progress, readProgress } from "../../lessons/progress.ts";

const keyOf = (lesson: string): string => `lesson.${lesson}`;

export const storedProgress = (lesson: string): Progress => readProgress(readStored(keyOf(lesson)));

export class Kept {
  #progress: Progress;

  constructor(
    private readonly lesson: string,
    private readonly changed: () => void,
  ) {
    this.#progress = storedProgress(lesson);
  }

  get progress(): Progress {
    return this.#progress;
  }

  change(change: (progress: Progress) => Progress): void {
    const next = change(this.#progress);
    if (next === this.#progress) return;
    this.#progress = next;
    writeStored(keyOf(this.lesson), JSON.stringify(next));
    this.changed();
  }

  forget(): void {
    removeStored(keyOf(this.lesson));
    this.#progress = NOTHING;
    this.changed();
  }
}
