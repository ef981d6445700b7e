// SPDX-License-Identifier: Apache-2.0
/**
 * How gradient and update go through the layers, in a few sentences, each with what helps where it is not well. Of every run, also one
 * that learns; the doctor complains by the same thresholds when it does not.
 */
import { type Cure, USUAL_UPDATE } from "./cure.ts";
import { clip, faster, initializer, leaky, relu, slower } from "./cures.ts";
import { rateRules, SATURATED, SLOW, VANISHED } from "./diagnose.ts";
import { type LayerNumbers, numbersOf, QUANTITIES, type Quantity } from "./layer_record.ts";
import { activationOf, hasOwnSpread, hiddenLayers, isBounded } from "./network.ts";
import type { Signs } from "./signs.ts";
import { mean } from "./trend.ts";

/** A layer is named by its number in the document, from 0. */
export type LayerNote = { readonly cure?: Cure | undefined } & (
  | {
      readonly about: "less" | "more";
      readonly layer: number;
      readonly last: number;
      readonly share: number;
    }
  /** The largest gradient over the smallest, weight for weight. */
  | { readonly about: "even"; readonly times: number }
  /** The largest update of any layer over its weights. */
  | { readonly about: "update"; readonly share: number }
  | {
      readonly about: "dead";
      readonly layer: number;
      readonly dead: number;
      readonly units: number;
    }
  | { readonly about: "saturated"; readonly layer: number; readonly share: number }
);

/** From the smallest to the largest: what differs by less is even. */
const UNEVEN = 100;
/** A tenth of the weights in one update: a hundred times the usual. */
const LARGE = 100 * USUAL_UPDATE;
/** So much of a layer is worth a sentence. */
const TOLD = 0.25;

export function layerNotes(signs: Signs): readonly LayerNote[] {
  if (signs.looks.recent.length === 0) return [];
  const layers = lately(signs);
  const all = (quantity: Quantity): Numbers => layers.map((numbers) => numbers[quantity]);
  return [
    flow(signs, all("gradient")),
    update(signs, all("ratio")),
    dead(signs, all("dead")),
    saturated(signs, all("saturated")),
  ].filter((note) => note !== undefined);
}

type Numbers = readonly (number | undefined)[];

/** By layer the mean of the newest looks: one batch jumps. Of what is read by its power of ten the geometric one. */
function lately({ looks, description }: Signs): LayerNumbers[] {
  const recent = looks.recent.map((look) => numbersOf(look, description));
  return description.summary.layers.map((_, layer) =>
    Object.fromEntries(
      QUANTITIES.flatMap((quantity) => {
        const values = recent
          .map((one) => one[layer]?.[quantity])
          .filter((value) => value !== undefined);
        if (values.length === 0) return [];
        const shares = quantity === "dead" || quantity === "saturated";
        const value = shares ? mean(values) : Math.exp(mean(values.map(Math.log)));
        return [[quantity, value]];
      }),
    ),
  );
}

function flow({ description }: Signs, gradients: Numbers): LayerNote | undefined {
  const trained = gradients.flatMap((size, layer) =>
    size !== undefined && size > 0 ? [{ layer, size }] : [],
  );
  if (trained.length < 2) return undefined;
  const small = trained.reduce((a, b) => (b.size < a.size ? b : a));
  const large = trained.reduce((a, b) => (b.size > a.size ? b : a));
  const times = large.size / small.size;
  if (times < UNEVEN) return { about: "even", times };
  const hidden = hiddenLayers(description);
  const drawn = hidden.some(({ layer }) => hasOwnSpread(layer))
    ? initializer(description)
    : undefined;
  if (large.layer < small.layer) {
    return {
      about: "more",
      layer: large.layer,
      last: small.layer,
      share: times,
      cure: drawn ?? clip,
    };
  }
  const lost = 1 / times < VANISHED && hidden.some(({ layer }) => isBounded(layer));
  const cure = lost ? relu(description) : drawn;
  return { about: "less", layer: small.layer, last: large.layer, share: 1 / times, cure };
}

function update(signs: Signs, ratios: Numbers): LayerNote | undefined {
  const share = Math.max(0, ...ratios.filter((ratio) => ratio !== undefined));
  if (share === 0) return undefined;
  const cure = !rateRules(signs)
    ? undefined
    : share > LARGE
      ? slower(signs)
      : share < SLOW
        ? faster(signs, share)
        : undefined;
  return { about: "update", share, cure };
}

/** The layer with the largest share. */
function worst(layers: readonly number[], shares: Numbers): { layer: number; share: number } {
  const found = layers.map((layer) => ({ layer, share: shares[layer] ?? 0 }));
  return found.reduce((a, b) => (b.share > a.share ? b : a), { layer: -1, share: 0 });
}

function dead(signs: Signs, shares: Numbers): LayerNote | undefined {
  const rectified = hiddenLayers(signs.description).filter(
    ({ layer }) => activationOf(layer) === "relu",
  );
  const { layer, share } = worst(
    rectified.map(({ index }) => index),
    shares,
  );
  const units = signs.description.summary.layers[layer]?.output[0] ?? 0;
  const count = Math.round(share * units);
  if (count === 0) return undefined;
  return {
    about: "dead",
    layer,
    dead: count,
    units,
    cure: share < TOLD ? undefined : leaky(signs),
  };
}

function saturated(signs: Signs, shares: Numbers): LayerNote | undefined {
  const bounded = hiddenLayers(signs.description).filter(({ layer }) => isBounded(layer));
  const { layer, share } = worst(
    bounded.map(({ index }) => index),
    shares,
  );
  if (share < TOLD) return undefined;
  const spreads = bounded.some((one) => hasOwnSpread(one.layer));
  const cure = share < SATURATED || !spreads ? undefined : initializer(signs.description);
  return { about: "saturated", layer, share, cure };
}
