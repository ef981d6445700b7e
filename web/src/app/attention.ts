// SPDX-License-Identifier: Apache-2.0
/** What the visitor looks at: one unit, one sample. What is touched in one picture is marked in all of them. */
import { signal } from "@preact/signals-core";
import type { Description, Part } from "../engine/api.ts";

export interface UnitPlace {
  /** Number of the layer in the document; -1 for the input. */
  readonly layer: number;
  readonly unit: number;
}

export interface SamplePlace {
  readonly part: Part;
  /** From 0, in the order of `Run.samples`. */
  readonly index: number;
}

export const sameUnit = (a: UnitPlace | undefined, b: UnitPlace | undefined): boolean =>
  a?.layer === b?.layer && a?.unit === b?.unit;

export const sameSample = (a: SamplePlace | undefined, b: SamplePlace | undefined): boolean =>
  a?.part === b?.part && a?.index === b?.index;

export class Attention {
  readonly unit = signal<UnitPlace | undefined>(undefined);
  readonly sample = signal<SamplePlace | undefined>(undefined);

  /** Another experiment: what is no more is not looked at. */
  follow({ summary }: Description, sameData: boolean): void {
    const unit = this.unit.peek();
    const place = unit && summary.layers[unit.layer];
    const units =
      place?.type === "conv2d" ? place.output[0] : place?.output.reduce((a, b) => a * b, 1);
    const known = place?.type === "dense" || place?.type === "conv2d";
    if (unit !== undefined && (!known || unit.unit >= (units ?? 0))) this.unit.value = undefined;
    if (!sameData) this.sample.value = undefined;
  }
}
