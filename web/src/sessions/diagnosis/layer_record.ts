// SPDX-License-Identifier: Apache-2.0
/** What looks into the layers of a run have shown, over its updates, thinned to a bounded number. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Description, LayersAnswer } from "../../engine/api.ts";

/**
 * What can be followed of a layer. Gradient, weights and update are per weight, so that layers of different size compare: the L2 norm
 * over the root of the number of weights. The last three are shares from 0; dead and saturated up to 1.
 */
export const QUANTITIES = ["gradient", "weights", "update", "ratio", "dead", "saturated"] as const;

export type Quantity = (typeof QUANTITIES)[number];

export type LayerNumbers = Readonly<Partial<Record<Quantity, number>>>;

export interface RecordedLook {
  /** The update that was looked at, from 1. */
  readonly step: number;
  /** By the number of the layer in the document. */
  readonly layers: readonly LayerNumbers[];
}

/** As many as a small chart has room for. */
const LIMIT = 400;

const NORMS = {
  gradient: "gradient_norm",
  weights: "parameter_norm",
  update: "update_norm",
} as const;
const SHARES = { ratio: "update_ratio", dead: "dead", saturated: "saturated" } as const;

/** The numbers of a look, layer by layer; what a layer does not have, and what is not finite, is left out. */
export function numbersOf(
  look: LayersAnswer,
  { summary }: Pick<Description, "summary">,
): readonly LayerNumbers[] {
  return look.layers.map((layer, index) => {
    const size = summary.layers[index]?.parameters ?? 0;
    const found: [Quantity, number | null | undefined][] = [];
    for (const [quantity, key] of Object.entries(NORMS) as [Quantity, keyof typeof layer][]) {
      const norm = size > 0 ? (layer[key] as number | undefined) : undefined;
      found.push([quantity, norm === undefined ? undefined : norm / Math.sqrt(size)]);
    }
    for (const [quantity, key] of Object.entries(SHARES) as [Quantity, keyof typeof layer][]) {
      found.push([quantity, layer[key] as number | null | undefined]);
    }
    return Object.fromEntries(
      found.filter(([, value]) => typeof value === "number" && Number.isFinite(value)),
    );
  });
}

export class LayerRecord {
  readonly #looks = signal<readonly RecordedLook[]>([]);
  /** Looks of which one is kept. */
  #every = 1;
  #left = 0;

  get looks(): ReadonlySignal<readonly RecordedLook[]> {
    return this.#looks;
  }

  add(look: LayersAnswer, description: Pick<Description, "summary">): void {
    if (!look.made) return;
    const known = this.#looks.peek();
    const last = known.at(-1)?.step ?? 0;
    if (look.step === last) return;
    // The run went back: what came after is of a time that is not.
    const before = look.step < last ? known.filter(({ step }) => step < look.step) : known;
    this.#left -= 1;
    if (look.step > last && this.#left > 0) return;
    this.#left = this.#every;
    const next = [...before, { step: look.step, layers: numbersOf(look, description) }];
    if (next.length > LIMIT) this.#every *= 2;
    this.#looks.value = next.length > LIMIT ? next.filter((_, index) => index % 2 === 0) : next;
  }
}
