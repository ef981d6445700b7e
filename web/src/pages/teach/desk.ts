// SPDX-License-Identifier: Apache-2.0
/** The teacher's desk: the receipts that were given, the exercises that they name, and the trainers that run them again. */
import { batch, computed, signal } from "@preact/signals-core";
import { RestingEngine } from "../../app/resting_engine.ts";
import type { Engine, Text } from "../../engine/api.ts";
import { textOf } from "../../engine/contract/engine_error.ts";
import type { PerformCode } from "../../exercises/code_check.ts";
import type { Exercise } from "../../exercises/document.ts";
import {
  exerciseNamedBy,
  markReceipt,
  receiptIn,
  SECONDS_PER_RECEIPT,
  twinsOf,
} from "../../exercises/marking.ts";
import { rememberedComing } from "../../exercises/prediction.ts";
import { hashOfExercise } from "../../exercises/receipt.ts";
import type { TableLine } from "../../exercises/table_csv.ts";
import type { Entry } from "./entry.ts";
import type { Keeper, KeptEntry } from "./keeper.ts";
import { Teller, type Told } from "./teller.ts";

export interface DeskWorld {
  /** One with a thread of its own. */
  start(): Promise<Engine>;
  /** So many at a time. */
  readonly lanes: number;
  /** One of this site's own; undefined where there is none of this id. @throws where the site cannot be reached */
  own(id: string): Promise<Exercise | undefined>;
  readonly keeper: Keeper;
  /** Runs code that students have handed in. */
  readonly perform: PerformCode;
  /** Nothing is to be run for now. */
  rest?(): void;
}

/** Receipts that are unpacked without a pause. */
const SLICE = 20;
/** How many times as long one may take that was not done in time, when it is run again. */
const LONGER = 10;
const RUN_LONGER: Text = {
  en: "Run it again from its row: it gets ten times as long then.",
  zh: "请在该行点“重新训练”，届时时限为原来的 10 倍。",
};

/** A line of the table. */
export interface DeskLine extends TableLine {
  readonly entry: Entry;
  /** The number of the first one of the same work. */
  readonly twinNumber: number | undefined;
}

export class Desk {
  readonly #entries = signal<readonly Entry[]>([]);
  readonly #given = signal<readonly Exercise[]>([]);
  readonly #own = signal<ReadonlyMap<string, Exercise>>(new Map());
  readonly #running = signal(false);
  readonly #trouble = signal<Text | undefined>(undefined);
  readonly #unkept = signal(false);
  readonly #begun = signal<{ readonly at: number; readonly done: number } | undefined>(undefined);
  readonly #comes = rememberedComing();
  #abort = new AbortController();
  #marking: Promise<void> = Promise.resolve();
  #restored: Promise<void> = Promise.resolve();
  /** All that were ever given, so that each is there once. */
  #here = new Set<string>();
  #last = 0;

  readonly #lines = computed<readonly DeskLine[]>(() => {
    const done = this.#entries.value.filter(({ marked }) => marked !== undefined);
    const twins = twinsOf(
      done.map(({ receipt, marked }) => (marked?.row.refused ? undefined : receipt)),
    );
    return done.flatMap((entry, index): DeskLine[] => {
      const { marked, receipt, written } = entry;
      if (marked === undefined) return [];
      const twin = done[twins[index] ?? -1];
      return [
        {
          entry,
          row: marked.row,
          verification: marked.verification,
          receipt,
          written,
          twin: twin?.marked?.row.name,
          twinNumber: twin?.number,
        },
      ];
    });
  });

  readonly #teller: Teller;

  constructor(private readonly world: DeskWorld) {
    this.#teller = new Teller(() => world.start());
  }

  /** What names its places; undefined as long as no trainer has told. */
  told(exercise: Exercise): Told | undefined {
    return this.#teller.of(exercise);
  }

  get entries(): readonly Entry[] {
    return this.#entries.value;
  }
  /** Those that the teacher gave; of one id the newest first. */
  get given(): readonly Exercise[] {
    return this.#given.value;
  }
  /** All that are here, also this site's own as far as receipts have named them. */
  get exercises(): readonly Exercise[] {
    return [...this.given, ...this.#own.value.values()];
  }
  get running(): boolean {
    return this.#running.value;
  }
  /** What keeps receipts from being run at all. */
  get trouble(): Text | undefined {
    return this.#trouble.value;
  }
  /** Whether a reload loses what is here. */
  get unkept(): boolean {
    return this.#unkept.value;
  }
  /** Those that were marked, in the order in which they came. */
  get lines(): readonly DeskLine[] {
    return this.#lines.value;
  }
  get done(): number {
    return this.entries.filter(({ state }) => state === "done").length;
  }

  /** Milliseconds that the rest will take; undefined as long as that cannot be told. */
  left(now: number): number | undefined {
    const begun = this.#begun.value;
    const since = this.done - (begun?.done ?? 0);
    if (begun === undefined || since < 3) return undefined;
    return ((now - begun.at) / since) * (this.entries.length - this.done);
  }

  /** What was here at the last visit. What was not done is run. */
  restore(): Promise<void> {
    this.#restored = this.#restore();
    return this.#restored;
  }

  async #restore(): Promise<void> {
    let loaded: readonly Exercise[] = [];
    try {
      const { entries, exercises } = await this.world.keeper.load();
      loaded = exercises;
      // What is given while it loads is newer, and may be here already.
      const hashes = new Set(this.given.map(hashOfExercise));
      this.#given.value = [
        ...this.given,
        ...exercises.filter((exercise) => !hashes.has(hashOfExercise(exercise))),
      ];
      await this.#unfold(this.#numbered(entries));
    } catch {
      this.#unkept.value = true;
    }
    const early = this.given.filter((exercise) => !loaded.includes(exercise));
    const named = new Set(this.entries.map(({ receipt }) => receipt?.exercise.id));
    await Promise.all(
      [...named].map((id) => id !== undefined && this.#fetchOwn(id).catch(() => {})),
    );
    this.#markBetter(early);
  }

  /** Adds those that are new, and runs them. Once it is done a reload finds them. */
  async add(texts: readonly string[]): Promise<{ readonly added: number; readonly known: number }> {
    await this.#restored;
    const fresh = [...new Set(texts)].filter((written) => !this.#here.has(written));
    const kept = this.#numbered(
      fresh.map((written) => ({ number: 0, written, state: "waiting" as const })),
    );
    await this.#keep(kept);
    void this.#unfold(kept).then(() => this.mark());
    return { added: kept.length, known: texts.length - kept.length };
  }

  /** Each after the last one: two pages that were open at once may have given one number twice. */
  #numbered(entries: readonly KeptEntry[]): KeptEntry[] {
    return entries.map((entry) => {
      this.#last = Math.max(this.#last + 1, entry.number);
      this.#here.add(entry.written);
      return { ...entry, number: this.#last };
    });
  }

  /** Some at a time: five hundred receipts are half a second of unpacking. */
  async #unfold(kept: readonly KeptEntry[]): Promise<void> {
    const here = this.#here;
    for (let from = 0; from < kept.length; from += SLICE) {
      const some = kept.slice(from, from + SLICE).map(unfolded);
      this.#entries.value = [...this.entries, ...some];
      this.mark();
      await new Promise((resolve) => setTimeout(resolve));
      // The desk was cleared meanwhile.
      if (here !== this.#here) return;
    }
  }

  /** An exercise of the teacher's: what it marks better than what was here is run again. */
  give(exercise: Exercise): void {
    const hash = hashOfExercise(exercise);
    if (!this.given.some((one) => hashOfExercise(one) === hash)) {
      this.#given.value = [exercise, ...this.given];
      this.world.keeper.keepExercise(exercise).catch(() => {
        this.#unkept.value = true;
      });
    }
    this.#markBetter(this.exercises);
  }

  /** What one of these marks better than what it was marked with is run again. */
  #markBetter(some: readonly Exercise[]): void {
    const fits = ({ receipt, by, state }: Entry) => {
      if (state !== "done" || receipt === undefined) return false;
      const better = exerciseNamedBy(receipt, this.exercises);
      return better !== undefined && some.includes(better) && hashOfExercise(better) !== by;
    };
    this.#entries.value = this.entries.map((entry) => (fits(entry) ? waiting(entry) : entry));
    this.mark();
  }

  /** Of the receipt, where it is here: the exercise that it was or will be marked with. */
  exerciseFor({ receipt }: Entry): Exercise | undefined {
    return receipt && exerciseNamedBy(receipt, this.exercises);
  }

  again(number: number): void {
    this.#entries.value = this.entries.map((entry) =>
      entry.number === number
        ? { ...waiting(entry), seconds: LONGER * SECONDS_PER_RECEIPT }
        : entry,
    );
    this.mark();
  }

  async clear(): Promise<void> {
    this.cancel();
    await this.#marking;
    this.#here = new Set();
    this.#last = 0;
    batch(() => {
      this.#entries.value = [];
      this.#given.value = [];
      this.#trouble.value = undefined;
    });
    await this.world.keeper.clear().catch(() => {});
  }

  /** What is not done waits. */
  cancel(): void {
    this.#abort.abort();
  }

  /** Runs what waits, and ends when nothing does. */
  mark(): void {
    if (this.running || !this.entries.some(({ state }) => state === "waiting")) return;
    this.#abort = new AbortController();
    const { signal: aborts } = this.#abort;
    batch(() => {
      this.#running.value = true;
      this.#trouble.value = undefined;
      this.#begun.value = { at: performance.now(), done: this.done };
    });
    const count = Math.max(1, this.world.lanes);
    this.#marking = Promise.all(Array.from({ length: count }, () => this.#lane(aborts))).then(
      () => {
        this.#running.value = false;
        this.world.rest?.();
        // What came while the last ones ended.
        if (!aborts.aborted) this.mark();
      },
    );
  }

  async #lane(aborts: AbortSignal): Promise<void> {
    const engine = new RestingEngine(() => this.world.start());
    try {
      for (;;) {
        const next = this.entries.find(({ state }) => state === "waiting");
        if (next === undefined || aborts.aborted) return;
        this.#replace(next.number, { ...next, state: "running" });
        try {
          await this.#markOne(next, engine, aborts);
        } catch (error) {
          this.#replace(next.number, { ...next, state: "waiting" });
          if (aborts.aborted) return;
          this.#trouble.value = textOf(error);
          this.cancel();
        }
      }
    } finally {
      await engine.rest();
    }
  }

  /** @throws where the site or the trainer cannot be had, and what the signal says */
  async #markOne(entry: Entry, engine: RestingEngine, aborts: AbortSignal): Promise<void> {
    const { receipt, written, number, seconds } = entry;
    if (receipt !== undefined) await this.#fetchOwn(receipt.exercise.id);
    const exercise = receipt && exerciseNamedBy(receipt, this.exercises);
    if (exercise !== undefined) await engine.wake();
    const marked = await markReceipt(written, this.exercises, engine, {
      signal: aborts,
      seconds,
      comes: this.#comes,
      perform: this.world.perform,
      whenLate: RUN_LONGER,
    });
    const done: Entry = {
      number,
      written,
      receipt,
      state: "done",
      marked,
      ...(exercise && { by: hashOfExercise(exercise) }),
    };
    this.#replace(number, done);
    void this.#keep([kept(done)]);
  }

  async #fetchOwn(id: string): Promise<void> {
    if (this.#own.value.has(id)) return;
    const own = await this.world.own(id);
    if (own !== undefined) this.#own.value = new Map(this.#own.value).set(id, own);
  }

  #replace(number: number, entry: Entry): void {
    this.#entries.value = this.entries.map((one) => (one.number === number ? entry : one));
  }

  async #keep(entries: readonly KeptEntry[]): Promise<void> {
    try {
      await this.world.keeper.keep(entries);
    } catch {
      this.#unkept.value = true;
    }
  }
}

const waiting = ({ number, written, receipt }: Entry): Entry => ({
  number,
  written,
  receipt,
  state: "waiting",
});

const kept = ({ receipt: _, state, ...entry }: Entry): KeptEntry => ({
  ...entry,
  state: state === "done" ? "done" : "waiting",
});

const unfolded = (entry: KeptEntry): Entry => ({ ...entry, receipt: receiptIn(entry.written) });
