// SPDX-License-Identifier: Apache-2.0
/**
 * A seal before the scores of the test part. While it is there they are shown by a look alone, at the network as it stands, and each look
 * is counted: a test part that steers is none.
 */
import { signal } from "@preact/signals-core";
import type { Description, Evaluation } from "../engine/api.ts";
import type { RunSession } from "../sessions/run_session.ts";

/** Where a network stood when it was looked at. */
interface Look {
  readonly run: RunSession;
  readonly generation: number;
  readonly step: number | undefined;
}

export class TestSeal {
  readonly #sealed = signal(false);
  readonly #looks = signal<ReadonlyMap<string, number>>(new Map());
  readonly #last = signal<Look | undefined>(undefined);
  readonly #kept = signal(false);
  /** Of an earlier visit, of whatever test part. */
  readonly #before = signal(0);

  get sealed(): boolean {
    return this.#sealed.value;
  }

  /** Looks at the test part of this experiment while it was sealed, whatever was trained on its data. */
  looks({ description }: Pick<RunSession, "description">): number {
    if (this.kept) return this.total;
    return this.#looks.value.get(testPartOf(description)) ?? 0;
  }

  /** What was seen before is not held against anybody; what was looked at under the seal stays counted. */
  seal(): void {
    this.#sealed.value = true;
    this.#last.value = undefined;
  }

  /** For good, as in an exercise: every look counts, whatever the test part. `before`: looks of an earlier visit. */
  keep(before = 0): void {
    this.#kept.value = true;
    this.#looks.value = new Map();
    this.#before.value = before;
    this.seal();
  }

  /** Whether it cannot be taken off. */
  get kept(): boolean {
    return this.#kept.value;
  }

  /** All looks under the seal. */
  get total(): number {
    return [...this.#looks.value.values()].reduce((sum, count) => sum + count, this.#before.value);
  }

  remove(): void {
    if (this.kept) return;
    this.#sealed.value = false;
  }

  /** At the network as it stands; once it has trained on, or gone back, the seal is whole again. */
  look(run: RunSession): void {
    if (this.isOpen(run) || run.test === undefined) return;
    const key = testPartOf(run.description);
    this.#looks.value = new Map(this.#looks.peek()).set(
      key,
      (this.#looks.peek().get(key) ?? 0) + 1,
    );
    this.#last.value = placeOf(run);
  }

  isOpen(run: RunSession): boolean {
    if (!this.sealed) return true;
    const last = this.#last.value;
    const { generation, step } = placeOf(run);
    return last?.run === run && last.generation === generation && last.step === step;
  }

  /** The score, where it may be seen. */
  of(run: RunSession): Evaluation | undefined {
    return this.isOpen(run) ? run.test : undefined;
  }
}

const placeOf = (run: RunSession): Look => ({
  run,
  generation: run.generation,
  step: run.state?.step,
});

const known = new WeakMap<Description, string>();

/** The same for experiments whose test parts are the same samples: they come of the data and the seed. */
function testPartOf(description: Description): string {
  const before = known.get(description);
  if (before !== undefined) return before;
  const { data, seed } = description.experiment;
  const key = JSON.stringify([data, seed]);
  known.set(description, key);
  return key;
}
