// SPDX-License-Identifier: Apache-2.0
/** A run before its first update, as the trainer of this build has shown it while the page was made: seen until the trainer is there. */
import type { RunState, ViewAnswer, ViewKind, ViewSpec } from "../engine/api.ts";
import { decodeBase64 } from "../engine/base64.ts";
import type { Measured } from "./measured.ts";

/** Numbers as bytes, from `low` to `high`: as fine as a picture needs. */
export interface Packed {
  readonly low: number;
  readonly high: number;
  readonly bytes: string;
}

/** As it lies in the file that scripts/build/first_page.mjs writes. */
export interface WrittenRun {
  /** Per sample x1, x2, target, part. */
  readonly points: readonly number[];
  readonly state: RunState;
  /** `null` for NaN. */
  readonly history: readonly (number | null)[];
  readonly measured: Measured;
  readonly parameters: readonly number[];
  readonly map: { readonly size: number; readonly values: Packed };
  readonly unit_maps: readonly {
    readonly layer: number;
    readonly size: number;
    readonly range: ViewAnswer<"unit_maps">["range"];
    readonly units: readonly Packed[];
  }[];
}

export class RecordedRun {
  readonly points: Float32Array;
  readonly history: Float64Array;
  readonly state: RunState;
  readonly measured: Measured;
  readonly #parameters: Float32Array;
  readonly #map: ViewAnswer<"map">;
  readonly #units: ReadonlyMap<number, ViewAnswer<"unit_maps">>;

  constructor(written: WrittenRun) {
    const { points, history, state, measured, parameters, map, unit_maps } = written;
    this.points = Float32Array.from(points);
    this.history = Float64Array.from(history, (value) => value ?? Number.NaN);
    this.state = state;
    this.measured = measured;
    this.#parameters = Float32Array.from(parameters);
    const { size, values } = map;
    this.#map = { width: size, height: size, values: Float32Array.from(unpacked(values)) };
    this.#units = new Map(
      unit_maps.map(({ units, ...rest }) => [rest.layer, { ...rest, units: units.map(unpacked) }]),
    );
  }

  /** What it looked like; in another fineness than was asked for, and undefined where it was not recorded. */
  view<K extends ViewKind>(spec: ViewSpec<K>): ViewAnswer<K> | undefined {
    return this.#answer(spec as ViewSpec) as ViewAnswer<K> | undefined;
  }

  #answer(spec: ViewSpec): ViewAnswer | undefined {
    switch (spec.kind) {
      case "map":
        return this.#map;
      case "parameters":
        return this.#parameters;
      case "unit_maps":
        return this.#units.get(spec.layer ?? 0);
      default:
        return undefined;
    }
  }
}

function unpacked({ low, high, bytes }: Packed): number[] {
  return Array.from(decodeBase64(bytes), (byte) => low + ((high - low) * byte) / 255);
}
