// SPDX-License-Identifier: Apache-2.0
/** What a frame holds: the history since the last one, and the views that the page asked for, within a budget. */
import type { Clock } from "../clock.ts";
import type { Summary } from "../contract/description.ts";
import { PARTS } from "../contract/evaluation.ts";
import type { Frame, ViewRequest } from "../contract/frame.ts";
import { HISTORY_COLUMNS } from "../contract/history.ts";
import type { RunState } from "../contract/run_state.ts";
import type { WasmSession } from "./wasm_module.ts";

/** Share of the time that views may take from training: next ones come when the last ones' cost is below it. */
const VIEW_SHARE = 0.12;
/** A map is computed in bands of about this long, so that a pause gets through between them. */
const BAND_MS = 8;
/** Of the very first band, before anything is measured. */
const FIRST_BAND_ROWS = 16;

type Views = Pick<Frame, "map" | "curve" | "confusion">;
type Motion = Pick<Frame, "playing" | "steps_per_second" | "samples_per_second">;

export class FrameMaker {
  request: ViewRequest = {};
  #sentRows = 0;
  #thinnings = 0;
  #viewsCost = 0;
  #viewsEnd = Number.NEGATIVE_INFINITY;
  #bandRows = FIRST_BAND_ROWS;

  constructor(
    private readonly session: WasmSession,
    private readonly summary: Summary,
    private readonly clock: Clock,
    /** Around every call into wasm: throws when the session is no more. */
    private readonly guard: <T>(call: () => T) => T,
  ) {}

  /** The history was emptied: the next frame begins with row 0. */
  restart(): void {
    this.#sentRows = 0;
  }

  async make(state: RunState, motion: Motion): Promise<Frame> {
    // Rows that were sent are gone: the page begins anew with those that are left.
    if (state.thinnings !== this.#thinnings) this.restart();
    this.#thinnings = state.thinnings;
    const history_from = this.#sentRows;
    const history = this.guard(() => this.session.history(history_from).slice());
    this.#sentRows += history.length / HISTORY_COLUMNS.length;
    // Standing still costs no training: the last frame of a run always shows its very state.
    const due = !motion.playing || this.#affordable();
    return { state, ...motion, history_from, history, ...(due ? await this.#views() : {}) };
  }

  #affordable(): boolean {
    return this.#viewsCost <= VIEW_SHARE * (this.clock.now() - this.#viewsEnd);
  }

  async #views(): Promise<Views> {
    this.#viewsCost = 0;
    const views = { ...this.#curve(), ...this.#confusion(), ...(await this.#map()) };
    this.#viewsEnd = this.clock.now();
    return views;
  }

  /** One call into wasm, whose time counts against the budget. */
  #timed<T>(call: () => T): T {
    const begin = this.clock.now();
    const result = this.guard(call);
    this.#viewsCost += this.clock.now() - begin;
    return result;
  }

  async #map(): Promise<Views> {
    const { range, features, outputs } = this.summary;
    const { map } = this.request;
    if (map === undefined || range === undefined || features !== 2) return {};
    const { width, height } = map;
    const { x_min, x_max, y_min, y_max } = range;
    const values = new Float32Array(outputs * width * height);
    const y = (row: number) => y_max - ((y_max - y_min) * row) / height;
    for (let row = 0; row < height; ) {
      const end = Math.min(height, row + this.#bandRows);
      const before = this.#viewsCost;
      this.#timed(() => {
        const band = this.session.map(width, end - row, x_min, x_max, y(end), y(row));
        values.set(band, outputs * width * row);
      });
      const rowCost = (this.#viewsCost - before) / (end - row);
      this.#bandRows = Math.max(1, Math.floor(BAND_MS / Math.max(rowCost, BAND_MS / height)));
      row = end;
      if (row < height) await this.clock.yield();
    }
    return { map: { width, height, values } };
  }

  #curve(): Views {
    const { range, features } = this.summary;
    const { curve } = this.request;
    if (curve === undefined || range === undefined || features !== 1) return {};
    const { x_min, x_max } = range;
    return { curve: this.#timed(() => this.session.curve(curve.count, x_min, x_max).slice()) };
  }

  #confusion(): Views {
    const part = this.request.confusion;
    if (part === undefined || this.summary.task === "regression") return {};
    return { confusion: this.#timed(() => this.session.confusion(PARTS.indexOf(part)).slice()) };
  }
}
