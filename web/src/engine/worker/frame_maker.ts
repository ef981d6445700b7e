// SPDX-License-Identifier: Apache-2.0
/** What a frame holds: the history since the last one, and the views that the page asked for, within a budget. */
import type { Clock } from "../clock.ts";
import type { Summary } from "../contract/description.ts";
import { PARTS } from "../contract/evaluation.ts";
import type { Frame } from "../contract/frame.ts";
import { HISTORY_COLUMNS } from "../contract/history.ts";
import type { Shown } from "../contract/protocol.ts";
import type { RunState } from "../contract/run_state.ts";
import type { ViewAnswer, ViewedProbe, ViewSpec } from "../contract/view.ts";
import type { WasmSession } from "./wasm_module.ts";

/** Share of the time that views may take from training: next ones come when the last ones' cost is below it. */
const VIEW_SHARE = 0.12;
/** A map is computed in bands of about this long, so that a pause gets through between them. */
const BAND_MS = 8;
/** Of the very first band, before anything is measured. */
const FIRST_BAND_ROWS = 16;

type Motion = Pick<Frame, "playing" | "steps_per_second" | "samples_per_second">;

export class FrameMaker {
  /** By the number of the lease. */
  readonly wants = new Map<number, ViewSpec>();
  #generation = 0;
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
    /** Asks a probe without changing what the run becomes; undefined where it does not fit, or not now. */
    private readonly look: (question: { readonly type: ViewedProbe }) => object | undefined,
  ) {}

  /** The run went back: its history is sent from row 0 on, and what is being made of its past is dropped. */
  restart(generation = this.#generation): void {
    this.#generation = generation;
    this.#sentRows = 0;
  }

  /** Undefined where the run went back meanwhile. */
  async make(state: RunState, motion: Motion): Promise<Shown | undefined> {
    // Rows that were sent are gone: the page begins anew with those that are left.
    if (state.thinnings !== this.#thinnings) this.restart();
    this.#thinnings = state.thinnings;
    const generation = this.#generation;
    const history_from = this.#sentRows;
    const history = this.guard(() => this.session.history(history_from).slice());
    this.#sentRows += history.length / HISTORY_COLUMNS.length;
    // Standing still costs no training: the last frame of a run always shows its very state.
    const due = !motion.playing || this.#affordable();
    const views = due ? await this.#views() : [];
    if (generation !== this.#generation) return undefined;
    return { frame: { state, ...motion, history_from, history }, generation, views };
  }

  #affordable(): boolean {
    return this.#viewsCost <= VIEW_SHARE * (this.clock.now() - this.#viewsEnd);
  }

  async #views(): Promise<Shown["views"]> {
    this.#viewsCost = 0;
    const views: { leases: readonly number[]; answer: ViewAnswer }[] = [];
    for (const { leases, spec } of this.#asked()) {
      const answer = await this.#answer(spec);
      if (answer !== undefined) views.push({ leases, answer });
    }
    this.#viewsEnd = this.clock.now();
    return views;
  }

  /** Who asks for the same gets the same. */
  #asked(): Iterable<{ readonly leases: number[]; readonly spec: ViewSpec }> {
    const asked = new Map<string, { readonly leases: number[]; readonly spec: ViewSpec }>();
    for (const [lease, spec] of this.wants) {
      const key = JSON.stringify(Object.entries(spec).sort());
      const known = asked.get(key);
      if (known === undefined) asked.set(key, { leases: [lease], spec });
      else known.leases.push(lease);
    }
    return asked.values();
  }

  #answer(spec: ViewSpec): ViewAnswer | undefined | Promise<ViewAnswer | undefined> {
    switch (spec.kind) {
      case "map":
        return this.#map(spec);
      case "curve":
        return this.#curve(spec);
      case "confusion":
        return this.#confusion(spec);
      case "parameters":
        return this.#timed(() => this.session.parameters().slice());
      default: {
        const { kind: type, ...fields } = spec;
        return this.#timed(() => this.look({ type, ...fields })) as
          | ViewAnswer<typeof type>
          | undefined;
      }
    }
  }

  /** One call into wasm, whose time counts against the budget. */
  #timed<T>(call: () => T): T {
    const begin = this.clock.now();
    const result = this.guard(call);
    this.#viewsCost += this.clock.now() - begin;
    return result;
  }

  async #map({ width, height }: ViewSpec<"map">): Promise<ViewAnswer<"map"> | undefined> {
    const { range, features, outputs } = this.summary;
    if (range === undefined || features !== 2) return undefined;
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
    return { width, height, values };
  }

  #curve({ count }: ViewSpec<"curve">): ViewAnswer<"curve"> | undefined {
    const { range, features } = this.summary;
    if (range === undefined || features !== 1) return undefined;
    return this.#timed(() => this.session.curve(count, range.x_min, range.x_max).slice());
  }

  #confusion({ part }: ViewSpec<"confusion">): ViewAnswer<"confusion"> | undefined {
    if (this.summary.task === "regression") return undefined;
    return this.#timed(() => this.session.confusion(PARTS.indexOf(part)).slice());
  }
}
