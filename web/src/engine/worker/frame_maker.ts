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
import type { GuardedSession } from "./guarded_session.ts";
import type { WasmSession } from "./wasm_module.ts";

/**
 * Share of the time that views may take from training: next ones come when the last ones' cost is below it. With all else that is not
 * training (snapshots, messages) they leave it nine tenths.
 */
const VIEW_SHARE = 0.06;
/** A map is computed in bands of about this long, so that a pause gets through between them. */
const BAND_MS = 8;
/** Numbers wait for their pictures, so that all of a frame is of one state; longer than this they go ahead of dear ones. */
const PATIENCE_MS = 250;
/** Of the very first band, before anything is measured. */
const FIRST_BAND_ROWS = 16;

/** The probes that make a step to describe it. */
const STEPPING: readonly string[] = ["layers", "update"] satisfies readonly ViewedProbe[];

export const makesStep = (kind: string): boolean => STEPPING.includes(kind);

type Motion = Pick<Frame, "playing" | "steps_per_second" | "samples_per_second">;

/** Where a run stands, and whether it is on its way. */
export interface Standing {
  readonly state: RunState;
  readonly motion: Motion;
  readonly moving: boolean;
  /** Milliseconds that training waits from now on, because it is ahead of its pace. */
  readonly idle: number;
}

export class FrameMaker {
  /** By the number of the lease. */
  readonly wants = new Map<number, ViewSpec>();
  /** Whether one is being made: meanwhile training waits, or its parts would be of several states. */
  making = false;
  #generation = 0;
  #restarts = 0;
  #sentRows = 0;
  #thinnings = 0;
  #viewsCost = 0;
  #viewsEnd = Number.NEGATIVE_INFINITY;
  #bandRows = FIRST_BAND_ROWS;

  constructor(
    private readonly session: Pick<GuardedSession, "ask">,
    private readonly summary: Summary,
    private readonly clock: Clock,
    /** Asks a probe without changing what the run becomes; undefined where it does not fit, or not now. */
    private readonly look: (
      question: { readonly type: ViewedProbe },
      /** Whether it may make the step that it describes. */
      makes: boolean,
    ) => Promise<object | undefined>,
  ) {}

  /** The run went back: its history is sent from row 0 on, and what is being made of its past is dropped. */
  restart(generation = this.#generation): void {
    this.#generation = generation;
    this.#sentRows = 0;
    this.#restarts += 1;
  }

  /** Undefined where the run was changed meanwhile, or where its pictures are not due yet. `now`: where the run stands when asked. */
  async make(now: () => Standing): Promise<Shown | undefined> {
    // Standing still costs no training: the last frame of a run always shows its very state.
    const { moving, idle } = now();
    const due = !moving || this.#viewsCost <= idle || this.#affordable();
    if (!due && this.clock.now() - this.#viewsEnd < PATIENCE_MS) return undefined;
    const restarts = this.#restarts;
    this.making = true;
    try {
      const views = due ? await this.#views() : [];
      if (restarts !== this.#restarts) return undefined;
      // Only now: a view may have made the step that it describes.
      const { state, motion } = now();
      return {
        frame: { state, ...motion, ...this.#rows(state) },
        generation: this.#generation,
        views,
      };
    } finally {
      this.making = false;
    }
  }

  /** The rows that were not sent yet. */
  #rows({ thinnings }: RunState): Pick<Frame, "history_from" | "history"> {
    // Rows that were sent are gone: the page begins anew with those that are left.
    if (thinnings !== this.#thinnings) this.restart();
    this.#thinnings = thinnings;
    const history_from = this.#sentRows;
    const history = this.session.ask("history", (session) => session.history(history_from).slice());
    this.#sentRows += history.length / HISTORY_COLUMNS.length;
    return { history_from, history };
  }

  #affordable(): boolean {
    return this.#viewsCost <= VIEW_SHARE * (this.clock.now() - this.#viewsEnd);
  }

  async #views(): Promise<Shown["views"]> {
    this.#viewsCost = 0;
    const views: { leases: readonly number[]; answer: ViewAnswer }[] = [];
    const asked = [...this.#asked()];
    const steps = ({ spec }: (typeof asked)[number]) => makesStep(spec.kind);
    // Those that make a step come first: all others, and the numbers, are of the state after it.
    const stepping = asked.filter(steps);
    const others = asked.filter((one) => !steps(one));
    for (const { leases, spec } of [...stepping, ...others]) {
      // Of several that describe a step the last one makes it.
      const answer = await this.#answer(spec, spec === stepping.at(-1)?.spec);
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

  #answer(
    spec: ViewSpec,
    makes: boolean,
  ): ViewAnswer | undefined | Promise<ViewAnswer | undefined> {
    switch (spec.kind) {
      case "map":
        return this.#map(spec);
      case "curve":
        return this.#curve(spec);
      case "confusion":
        return this.#confusion(spec);
      case "parameters":
        return this.#timed("parameters", (session) => session.parameters().slice());
      default: {
        const { kind: type, ...fields } = spec;
        return this.#looked({ type, ...fields }, makes) as Promise<
          ViewAnswer<typeof type> | undefined
        >;
      }
    }
  }

  /** One call into wasm, whose time counts against the budget. */
  #timed<T>(kind: string, call: (session: WasmSession) => T): T {
    const begin = this.clock.now();
    const result = this.session.ask(`view ${kind}`, call);
    this.#viewsCost += this.clock.now() - begin;
    return result;
  }

  /** It may take many calls, with other work between them. */
  async #looked(
    question: { readonly type: ViewedProbe },
    makes: boolean,
  ): Promise<object | undefined> {
    const begin = this.clock.now();
    const answer = await this.look(question, makes);
    this.#viewsCost += this.clock.now() - begin;
    return answer;
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
      this.#timed("map", (session) => {
        const band = session.map(width, end - row, x_min, x_max, y(end), y(row));
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
    return this.#timed("curve", (session) =>
      session.curve(count, range.x_min, range.x_max).slice(),
    );
  }

  #confusion({ part }: ViewSpec<"confusion">): ViewAnswer<"confusion"> | undefined {
    if (this.summary.task === "regression") return undefined;
    return this.#timed("confusion", (session) => session.confusion(PARTS.indexOf(part)).slice());
  }
}
