// SPDX-License-Identifier: Apache-2.0
/** What the trainer recorded so far, thinned for drawing; the full history stays in the engine (`Run.history`). */

import { HISTORY_COLUMNS } from "../engine/api.ts";
import { ThinnedCurve } from "./thinning.ts";

export type Column = (typeof HISTORY_COLUMNS)[number];
export const CURVES = [
  "step",
  "epoch",
  "train_loss",
  "validation_loss",
  "train_accuracy",
  "validation_accuracy",
  "learning_rate",
  "gradient_norm",
] as const satisfies readonly Column[];
export type CurveName = (typeof CURVES)[number];

const WIDTH = HISTORY_COLUMNS.length;

export class RunHistory {
  rows = 0;
  readonly curves: Readonly<Record<CurveName, ThinnedCurve>>;
  private last: Float64Array = new Float64Array();

  /** `unit` is what the curves run over: the epoch or the step of each row. */
  constructor(readonly unit: "epoch" | "step") {
    this.curves = Object.fromEntries(
      CURVES.map((name) => [name, new ThinnedCurve()]),
    ) as unknown as Record<CurveName, ThinnedCurve>;
  }

  /** Takes rows as a frame brings them. Number 0 starts anew; rows already known are left out. */
  append(from: number, rows: Float64Array): void {
    if (from === 0) this.clear();
    const count = Math.floor(rows.length / WIDTH);
    for (let row = Math.max(0, this.rows - from); row < count; row += 1) {
      this.push(rows.subarray(row * WIDTH, (row + 1) * WIDTH));
    }
  }

  /** The newest row's value; NaN when there is none. */
  newest(column: Column): number {
    return this.last[HISTORY_COLUMNS.indexOf(column)] ?? Number.NaN;
  }

  /** As it is now; it does not grow with this one. */
  copy(): RunHistory {
    const copy = new RunHistory(this.unit);
    for (const name of CURVES) copy.curves[name].take(this.curves[name]);
    copy.rows = this.rows;
    copy.last = this.last;
    return copy;
  }

  clear(): void {
    this.rows = 0;
    this.last = new Float64Array();
    for (const name of CURVES) this.curves[name].clear();
  }

  private push(row: Float64Array): void {
    const x = row[HISTORY_COLUMNS.indexOf(this.unit)] ?? 0;
    for (const name of CURVES) {
      this.curves[name].push(x, row[HISTORY_COLUMNS.indexOf(name)] ?? Number.NaN);
    }
    this.rows += 1;
    this.last = row.slice();
  }
}
