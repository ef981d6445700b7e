// SPDX-License-Identifier: Apache-2.0
/** The draft that is open, its changes as steps for undo, and all of it in the browser's storage. */
import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { newId } from "../../documents/new_id.ts";
import { type Draft, madeOwn, type Raw } from "./draft.ts";
import { browserLocks, DraftLock } from "./draft_lock.ts";
import { dropDraft, keepDraft, openKey, readDraft, setOpenKey } from "./kept_drafts.ts";

const UNDO_STEPS = 100;

export class DraftHistory {
  readonly #draft: Signal<Draft | undefined>;
  readonly #before = signal<readonly Draft[]>([]);
  readonly #after = signal<readonly Draft[]>([]);
  readonly #kept = signal(true);
  readonly #copied = signal(false);
  readonly #lock: DraftLock;
  #coalescing: string | undefined;
  #opened = 0;
  /** While it is not known yet whether another tab has the draft open, nothing is written into it. */
  #asking = false;
  #unwritten = false;

  constructor(locks = browserLocks()) {
    this.#lock = new DraftLock(locks);
    const key = openKey();
    const draft = key === undefined ? undefined : readDraft(key)?.draft;
    this.#draft = signal(draft);
    if (draft !== undefined) void this.#claim(draft.key);
  }

  get draft(): ReadonlySignal<Draft | undefined> {
    return this.#draft;
  }
  /** Whether a reload will find it. */
  get kept(): boolean {
    return this.#kept.value;
  }
  /** Whether it is a copy, since another tab has the draft open. */
  get copied(): boolean {
    return this.#copied.value;
  }
  /** Which one it is of those that were opened here, whatever its key. */
  get opened(): number {
    return this.#opened;
  }
  get canUndo(): boolean {
    return this.#before.value.length > 0;
  }
  get canRedo(): boolean {
    return this.#after.value.length > 0;
  }

  open(draft: Draft): void {
    batch(() => {
      this.#leave();
      this.#before.value = [];
      this.#after.value = [];
      this.#draft.value = draft;
      void this.#claim(draft.key);
      this.#keep();
    });
  }

  close(): void {
    this.#leave();
    this.#lock.free();
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
    this.#unwritten = this.#asking;
    this.#keep();
  }

  #keep(): void {
    const draft = this.#draft.peek();
    if (draft === undefined || this.#asking) return;
    this.#unwritten = false;
    if (draft.origin === undefined) {
      this.#kept.value = keepDraft(draft);
      setOpenKey(draft.key);
      return;
    }
    // One of Downhill's own that nobody has changed, or not any more, is no draft of anybody.
    dropDraft(draft.key);
    this.#kept.value = true;
    setOpenKey(undefined);
  }

  /** Two tabs do not write into one draft: the later one goes on with a copy. */
  async #claim(key: string): Promise<void> {
    const turn = this.#opened;
    const answer = this.#lock.take(key);
    // What is new is nobody else's.
    this.#asking = answer !== undefined && readDraft(key) !== undefined;
    const isAlone = await (answer ?? true);
    if (turn !== this.#opened) return;
    const isKnown = !this.#asking;
    this.#asking = false;
    batch(() => {
      if (!isAlone && !isKnown) this.#copy();
      if (!isKnown) this.#keep();
    });
  }

  #leave(): void {
    this.#asking = false;
    // It was changed before anybody knew whose it is.
    if (this.#unwritten) {
      this.#copy();
      this.#keep();
    }
    this.#opened += 1;
    this.#copied.value = false;
  }

  /** The same with its steps, by another key. */
  #copy(): void {
    const draft = this.#draft.peek();
    if (draft === undefined) return;
    const key = newId();
    const named = (one: Draft): Draft => ({ ...one, key });
    this.#before.value = this.#before.peek().map(named);
    this.#after.value = this.#after.peek().map(named);
    this.#draft.value = named(draft);
    this.#copied.value = true;
    void this.#lock.take(key);
  }
}
