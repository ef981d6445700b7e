// SPDX-License-Identifier: Apache-2.0
/** What follows on the first picture of a recorded run: its history row by row, and its parameters at moments that lie close together. */
import { HISTORY_COLUMNS, type RunState, type Summary } from "../engine/api.ts";

/** Numbers in whole units: the first, then from each to the next. Neighbours differ little, so that few characters are left. */
export interface WrittenSeries {
  readonly unit: number;
  /** `null` for NaN, which the next ones step over. */
  readonly steps: readonly (number | null)[];
}

export interface WrittenFilm {
  /** Column by column; `null` for one that does not apply. */
  readonly history: readonly (WrittenSeries | null)[];
  /** The updates after which the parameters were kept; the first one is 0. */
  readonly moments: readonly number[];
  /** Parameter by parameter, over the moments. */
  readonly parameters: readonly WrittenSeries[];
  /** Where the run stands at its end. */
  readonly end: RunState;
}

const WIDTH = HISTORY_COLUMNS.length;
const column = (name: (typeof HISTORY_COLUMNS)[number]): number => HISTORY_COLUMNS.indexOf(name);

export class RecordedFilm {
  readonly end: RunState;
  /** Flat, HISTORY_COLUMNS wide, from the row of update 0 on. */
  readonly history: Float64Array;
  readonly #moments: readonly number[];
  readonly #parameters: readonly Float64Array[];
  #known: { readonly step: number; readonly parameters: Float32Array } | undefined;

  constructor(
    private readonly summary: Pick<Summary, "steps_per_epoch" | "counts">,
    { history, moments, parameters, end }: WrittenFilm,
  ) {
    this.end = end;
    this.#moments = moments;
    this.#parameters = parameters.map(numbersOf);
    const columns = history.map((one) => one && numbersOf(one));
    const rows = Math.max(0, ...columns.map((one) => one?.length ?? 0));
    this.history = Float64Array.from(
      { length: rows * WIDTH },
      (_, at) => columns[at % WIDTH]?.[Math.floor(at / WIDTH)] ?? Number.NaN,
    );
  }

  /** Rows that are recorded by this update. */
  rowsAt(step: number): number {
    const rows = this.history.length / WIDTH;
    let low = 0;
    let high = rows;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.history[middle * WIDTH + column("step")] ?? 0) <= step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  stateAt(step: number): RunState {
    if (step >= this.end.step) return this.end;
    const { steps_per_epoch, counts } = this.summary;
    const rows = this.rowsAt(step);
    const newest = (name: (typeof HISTORY_COLUMNS)[number]): number | null => {
      const value = this.history[(rows - 1) * WIDTH + column(name)] ?? Number.NaN;
      return Number.isNaN(value) ? null : value;
    };
    const epoch = Math.floor(step / steps_per_epoch);
    return {
      status: "ready",
      step,
      epoch,
      samples: Math.round((step / steps_per_epoch) * counts.train),
      learning_rate: newest("learning_rate") ?? this.end.learning_rate,
      recording: false,
      passes: 0,
      epoch_end: (epoch + 1) * steps_per_epoch,
      rows,
      thinnings: 0,
      train_loss: newest("train_loss"),
      validation_loss: newest("validation_loss"),
      train_accuracy: newest("train_accuracy"),
      validation_accuracy: newest("validation_accuracy"),
    };
  }

  /** Between two moments as far along as the update is. `first`: those before the first update, with all their digits. */
  parametersAt(step: number, first: Float32Array | undefined): Float32Array | undefined {
    if (this.#parameters.length === 0) return first;
    if (this.#known?.step !== step) this.#known = { step, parameters: this.#between(step) };
    return this.#known.parameters;
  }

  #between(step: number): Float32Array {
    const after = this.#moments.findIndex((moment) => moment > step);
    const right = after === -1 ? this.#moments.length - 1 : after;
    const left = Math.max(0, right - 1);
    const from = this.#moments[left] ?? 0;
    const to = this.#moments[right] ?? from;
    const share = to > from ? Math.min(1, (step - from) / (to - from)) : 1;
    return Float32Array.from(this.#parameters, (way) => {
      const before = way[left] ?? 0;
      return before + share * ((way[right] ?? before) - before);
    });
  }
}

function numbersOf({ unit, steps }: WrittenSeries): Float64Array {
  // A unit is a power of ten: dividing by its inverse gives the very number that was written.
  const inverse = Math.round(1 / unit);
  let whole = 0;
  return Float64Array.from(steps, (step) => {
    if (step === null) return Number.NaN;
    whole += step;
    return unit < 1 ? whole / inverse : whole * unit;
  });
}
