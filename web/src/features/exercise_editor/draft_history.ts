// SPDX-License-Identifier: Apache-2.0
/** The draft that is open, its changes as steps for undo, and all of it in the browser's storage. */
import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { type Draft, madeOwn, type Raw } from "./draft.ts";
import { keepDraft, openKey, readDraft, setOpenKey } from "./kept_drafts.ts";

const UNDO_STEPS = 100;

export class DraftHistory {
  readonly #draft: Signal<Draft | undefined>;
  readonly #before = signal<readonly Draft[]>([]);
  readonly #after = signal<readonly Draft[]>([]);
  readonly #kept = signal(true);
  #coalescing: string | undefined;

  constructor() {
    const key = openKey();
    this.#draft = signal(key === undefined ? undefined : readDraft(key)?.draft);
  }

  get draft(): ReadonlySignal<Draft | undefined> {
    return this.#draft;
  }
  /** Whether a reload will find it. */
  get kept(): boolean {
    return this.#kept.value;
  }
  get canUndo(): boolean {
    return this.#before.value.length > 0;
  }
  get canRedo(): boolean {
    return this.#after.value.length > 0;
  }

  open(draft: Draft): void {
    batch(() => {
      this.#before.value = [];
      this.#after.value = [];
      this.#take(draft);
    });
  }

  close(): void {
    setOpenKey(undefined);
    this.#draft.value = undefined;
  }

  /** Changes of one name in quick succession (what is typed into a field) are one for undo. */
  change(make: (exercise: Raw) => Raw, coalesce?: string): void {
    const draft = this.#draft.peek();
    if (draft === undefined) return;
    const { key, origin, exercise } = draft;
    const changed = make(exercise);
    if (JSON.stringify(changed) === JSON.stringify(exercise)) return;
    const own = origin === undefined ? changed : madeOwn(changed, origin);
    batch(() => {
      const goesOn = coalesce !== undefined && coalesce === this.#coalescing;
      if (!goesOn) this.#before.value = [...this.#before.peek(), draft].slice(-UNDO_STEPS);
      this.#after.value = [];
      this.#coalescing = coalesce;
      this.#take({ key, exercise: own });
    });
  }

  /** From now on another change of the same name is a step of its own. */
  settle(): void {
    this.#coalescing = undefined;
  }

  undo(): void {
    this.#travel(this.#before, this.#after);
  }
  redo(): void {
    this.#travel(this.#after, this.#before);
  }

  #travel(from: Signal<readonly Draft[]>, to: Signal<readonly Draft[]>): void {
    const draft = this.#draft.peek();
    const next = from.peek().at(-1);
    if (draft === undefined || next === undefined) return;
    batch(() => {
      from.value = from.peek().slice(0, -1);
      to.value = [...to.peek(), draft];
      this.#coalescing = undefined;
      this.#take(next);
    });
  }

  #take(draft: Draft): void {
    this.#draft.value = draft;
    // One of Downhill's own that nobody has changed is no draft of anybody.
    if (draft.origin !== undefined) return;
    this.#kept.value = keepDraft(draft);
    setOpenKey(draft.key);
  }
}
