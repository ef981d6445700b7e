// SPDX-License-Identifier: Apache-2.0
/**
 * The beginning of a run as the trainer of this build has made it while the page was made: seen until the trainer is there, which then
 * makes the very same numbers. scripts/build/recordings.mjs writes it.
 */
import { signal } from "@preact/signals-core";
import type { Description, RunState, ViewAnswer, ViewKind, ViewSpec } from "../engine/api.ts";
import type { Measured } from "./measured.ts";
import { PlaneNetwork, type Scales } from "./plane_network.ts";
import type { RecordedFilm } from "./recorded_film.ts";

/** Before the first update. */
export interface WrittenRun {
  /** Per sample x1, x2, target, part. */
  readonly points: readonly number[];
  readonly state: RunState;
  /** `null` for NaN. */
  readonly history: readonly (number | null)[];
  readonly measured: Measured;
  /** Of a network whose parameters are few. */
  readonly parameters?: readonly number[];
  readonly scales?: Scales;
}

/** Pixels along each side of what is computed here: as fine as the eye needs, while the trainer computes finer ones. */
const FINEST = 80;

export class RecordedRun {
  readonly points: Float32Array;
  readonly history: Float64Array;
  readonly state: RunState;
  readonly measured: Measured;
  /** What follows; there once it is loaded. */
  readonly film = signal<RecordedFilm | undefined>(undefined);
  readonly #parameters: Float32Array | undefined;
  readonly #network: PlaneNetwork | undefined;
  readonly #range: ViewAnswer<"unit_maps">["range"] | undefined;

  constructor(description: Pick<Description, "experiment" | "summary">, written: WrittenRun) {
    const { points, history, state, measured, parameters, scales } = written;
    this.points = Float32Array.from(points);
    this.history = Float64Array.from(history, (value) => value ?? Number.NaN);
    this.state = state;
    this.measured = measured;
    this.#parameters = parameters && Float32Array.from(parameters);
    this.#network = scales && PlaneNetwork.of(description, scales);
    this.#range = description.summary.range;
  }

  /** What it looked like after an update; perhaps coarser than was asked for, and undefined where it was not recorded. */
  view<K extends ViewKind>(spec: ViewSpec<K>, step = 0): ViewAnswer<K> | undefined {
    return this.#answer(spec as ViewSpec, step) as ViewAnswer<K> | undefined;
  }

  #answer(spec: ViewSpec, step: number): ViewAnswer | undefined {
    const network = this.#network;
    const parameters =
      step === 0 ? this.#parameters : this.film.peek()?.parametersAt(step, this.#parameters);
    if (parameters === undefined) return undefined;
    if (spec.kind === "parameters") return parameters;
    if (network === undefined || this.#range === undefined) return undefined;
    switch (spec.kind) {
      case "map": {
        const width = Math.min(FINEST, spec.width);
        const height = Math.min(FINEST, spec.height);
        return { width, height, values: network.map(parameters, width, height) };
      }
      case "curve":
        return network.curve(parameters, spec.count);
      case "unit_maps": {
        const { layer = 0, size = FINEST } = spec;
        const fine = Math.min(FINEST, size);
        const units = network.unitMaps(parameters, layer, fine);
        return { layer, size: fine, range: this.#range, units };
      }
      default:
        return undefined;
    }
  }
}
