// SPDX-License-Identifier: Apache-2.0
/** What places and values of an exercise are called: its start and solution with all defaults, and the catalog, from a trainer. */
import { signal } from "@preact/signals-core";
import { RestingEngine } from "../../app/resting_engine.ts";
import { patched } from "../../documents/patch.ts";
import type { Catalog, Engine, Experiment } from "../../engine/api.ts";
import type { Exercise } from "../../exercises/document.ts";
import { hashOfExercise } from "../../exercises/receipt.ts";

export interface Told {
  readonly catalog: Catalog;
  readonly start: Experiment;
  readonly solution: Experiment;
}

export class Teller {
  readonly #told = signal<ReadonlyMap<string, Told>>(new Map());
  readonly #asked = new Set<string>();
  readonly #engine: RestingEngine;
  #last: Promise<void> = Promise.resolve();

  constructor(start: () => Promise<Engine>) {
    this.#engine = new RestingEngine(start);
  }

  /** Undefined as long as no trainer has told; without one that starts, for good. */
  of(exercise: Exercise): Told | undefined {
    const hash = hashOfExercise(exercise);
    if (!this.#asked.has(hash)) {
      this.#asked.add(hash);
      this.#last = this.#last.then(() => this.#ask(hash, exercise)).catch(() => {});
    }
    return this.#told.value.get(hash);
  }

  async #ask(hash: string, { start, solution }: Exercise): Promise<void> {
    const engine = this.#engine;
    try {
      const catalog = await engine.catalog();
      const before = await engine.validate(start);
      const after = await engine.validate(patched(start, solution.change ?? {}));
      const told = { catalog, start: before.experiment, solution: after.experiment };
      this.#told.value = new Map(this.#told.value).set(hash, told);
    } finally {
      await engine.rest();
    }
  }
}
