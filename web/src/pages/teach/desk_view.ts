// SPDX-License-Identifier: Apache-2.0
/** How the desk is looked at: names, size, which exercise, in what order. */
import { batch, signal } from "@preact/signals-core";
import { readStored, writeStored } from "../../app/storage.ts";
import type { Column } from "../../exercises/table.ts";
import type { DeskLine } from "./desk.ts";
import { exerciseIdOf } from "./entry.ts";

const NAMES = "teach.names";

export interface Order {
  readonly by: Column;
  readonly descending: boolean;
}

export class DeskView {
  /** A reload before the class must not show them. */
  readonly #hidden = signal(readStored(NAMES) === "hidden");
  readonly #projector = signal(false);
  readonly #exercise = signal<string | undefined>(undefined);
  readonly #order = signal<Order | undefined>(undefined);
  readonly #open = signal<ReadonlySet<number>>(new Set());
  readonly #card = signal<string | undefined>(undefined);

  get namesHidden(): boolean {
    return this.#hidden.value;
  }
  get projector(): boolean {
    return this.#projector.value;
  }
  /** The id of the one that is shown; undefined for all. */
  get exercise(): string | undefined {
    return this.#exercise.value;
  }
  get order(): Order | undefined {
    return this.#order.value;
  }
  /** The rows with details, by their numbers. */
  get open(): ReadonlySet<number> {
    return this.#open.value;
  }

  /** The exercise whose solution is shown, by its id, or by its hash where it is the teacher's. */
  get card(): string | undefined {
    return this.#card.value;
  }
  setCard(key: string | undefined): void {
    this.#card.value = key;
  }

  toggleNames(): void {
    this.#hidden.value = !this.#hidden.peek();
    writeStored(NAMES, this.#hidden.peek() ? "hidden" : "shown");
  }
  toggleProjector(): void {
    this.#projector.value = !this.#projector.peek();
  }
  setExercise(id: string | undefined): void {
    this.#exercise.value = id;
  }
  toggleOpen(number: number): void {
    const open = new Set(this.#open.peek());
    if (!open.delete(number)) open.add(number);
    this.#open.value = open;
  }

  /** What was chosen among what the desk has no more: the next class begins at number 1 again. */
  clear(): void {
    batch(() => {
      this.#exercise.value = undefined;
      this.#open.value = new Set();
      this.#card.value = undefined;
    });
  }

  /** Up, then down, then as they came. */
  sortBy(by: Column): void {
    const now = this.#order.peek();
    if (now?.by !== by) this.#order.value = { by, descending: false };
    else this.#order.value = now.descending ? undefined : { by, descending: true };
  }

  shown(lines: readonly DeskLine[]): readonly DeskLine[] {
    const { exercise, order } = this;
    const chosen =
      exercise === undefined
        ? lines
        : lines.filter(({ entry }) => exerciseIdOf(entry) === exercise);
    if (order === undefined) return chosen;
    const key = keyOf(order.by, this.namesHidden);
    const sorted = chosen.toSorted((a, b) => compared(key(a), key(b)));
    return order.descending ? sorted.reverse() : sorted;
  }
}

type Key = string | number;

/** What has no value is last on the way up. */
const LAST = Number.POSITIVE_INFINITY;
const PREDICTIONS = ["right", "near", "off"];

function keyOf(by: Column, hidden: boolean): (line: DeskLine) => Key {
  switch (by) {
    case "name":
      // The order of hidden names would tell who is who.
      return hidden ? ({ entry }) => entry.number : ({ row }) => row.name;
    case "exercise":
      return ({ row }) => row.exercise;
    case "checks":
      return ({ row }) => (row.passed === null ? LAST : row.passed / (row.checks || 1));
    case "prediction":
      return ({ row }) =>
        row.prediction === null
          ? LAST
          : PREDICTIONS.indexOf(row.prediction) * 1e9 + (row.distance ?? 0);
    case "reproduces":
      return ({ row, twinNumber }) => (row.reproduces ? 0 : 2) + (twinNumber === undefined ? 0 : 1);
    case "looks":
    case "runs":
    case "changes":
      return ({ row }) => row[by] ?? LAST;
  }
}

const collator = new Intl.Collator(["zh-Hans-u-co-pinyin", "en"], { numeric: true });
const compared = (a: Key, b: Key): number =>
  typeof a === "number" && typeof b === "number"
    ? a === b
      ? 0
      : a < b
        ? -1
        : 1
    : collator.compare(String(a), String(b));
