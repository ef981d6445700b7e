// SPDX-License-Identifier: Apache-2.0
/** What a frame holds: the history since the last one, and the views that the page asked for, within a budget. */
import {
  type Frame,
  HISTORY_COLUMNS,
  PARTS,
  type RunState,
  type Summary,
  type ViewRequest,
} from "./api.ts";
import type { Clock } from "./clock.ts";
import type { WasmSession } from "./wasm_module.ts";

/** Share of the time that views may take from training: next ones come when the last ones' cost is below it. */
const VIEW_SHARE = 0.12;

type Views = Pick<Frame, "map" | "curve" | "confusion">;

export class FrameMaker {
  request: ViewRequest = {};
  #sentRows = 0;
  #viewsCost = 0;
  #viewsEnd = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly session: WasmSession,
    private readonly summary: Summary,
    private readonly clock: Clock,
  ) {}

  /** The history was emptied: the next frame begins with row 0. */
  restart(): void {
    this.#sentRows = 0;
  }

  make(
    state: RunState,
    moving: Pick<Frame, "playing" | "steps_per_second" | "samples_per_second">,
  ): Frame {
    const history_from = this.#sentRows;
    const history = this.session.history(history_from).slice();
    this.#sentRows += history.length / HISTORY_COLUMNS.length;
    // Standing still costs no training: the last frame of a run always shows its very state.
    const due = !moving.playing || this.#affordable();
    return { state, ...moving, history_from, history, ...(due ? this.#views() : {}) };
  }

  #affordable(): boolean {
    return this.#viewsCost <= VIEW_SHARE * (this.clock.now() - this.#viewsEnd);
  }

  #views(): Views {
    const begin = this.clock.now();
    const views = { ...this.#map(), ...this.#curve(), ...this.#confusion() };
    this.#viewsEnd = this.clock.now();
    this.#viewsCost = this.#viewsEnd - begin;
    return views;
  }

  #map(): Views {
    const { range } = this.summary;
    const { map } = this.request;
    if (map === undefined || range === undefined || this.summary.features !== 2) return {};
    const { width, height } = map;
    const { x_min, x_max, y_min, y_max } = range;
    const values = this.session.map(width, height, x_min, x_max, y_min, y_max).slice();
    return { map: { width, height, values } };
  }

  #curve(): Views {
    const { range } = this.summary;
    const { curve } = this.request;
    if (curve === undefined || range === undefined || this.summary.features !== 1) return {};
    return { curve: this.session.curve(curve.count, range.x_min, range.x_max).slice() };
  }

  #confusion(): Views {
    const part = this.request.confusion;
    if (part === undefined || this.summary.task === "regression") return {};
    return { confusion: this.session.confusion(PARTS.indexOf(part)).slice() };
  }
}
