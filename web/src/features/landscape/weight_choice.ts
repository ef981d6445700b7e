// SPDX-License-Identifier: Apache-2.0
/** Weights by their two ends, and by their numbers in the flat block, by which the trainer and a link know them. */
import { incomingOf, unitCount } from "../../charts/network_layout.ts";
import type { Description } from "../../engine/api.ts";

type Network = Pick<Description, "experiment" | "summary">;

export interface WeightPlace {
  readonly layer: number;
  readonly unit: number;
  /** Which of what the unit looks at; its bias comes after them. */
  readonly input: number;
}

export type Pair = readonly [number, number];

/** Layers whose weights have two ends. */
export const weighingLayers = ({ summary }: Network): number[] =>
  summary.layers.flatMap(({ type }, index) =>
    type === "dense" || type === "conv2d" ? [index] : [],
  );

/** Of a unit of this layer: how many weights, and whether a bias. */
export function inputsOf(network: Network, layer: number) {
  const { count, bias } = incomingOf(network, layer, 0);
  return { count, biased: bias !== undefined };
}

export function parameterOf(network: Network, { layer, unit, input }: WeightPlace): number {
  const { start, stride, count, bias } = incomingOf(network, layer, unit);
  return input === count && bias !== undefined ? bias : start + input * stride;
}

/** Undefined for what has no two ends, as those of a normalization. */
export function weightAt(network: Network, parameter: number): WeightPlace | undefined {
  const layer = weighingLayers(network).find((index) => {
    const { offset = 0, parameters = 0 } = network.summary.layers[index] ?? {};
    return parameter >= offset && parameter < offset + parameters;
  });
  const place = layer === undefined ? undefined : network.summary.layers[layer];
  if (layer === undefined || place === undefined) return undefined;
  const units = unitCount(place);
  const within = parameter - place.offset;
  return { layer, unit: within % units, input: Math.floor(within / units) };
}

/** The first two that lead into the output; where it looks at one alone, the other is of the layer before it. */
export function usualPair(network: Network): Pair {
  const nearest = weighingLayers(network)
    .reverse()
    .flatMap((layer) => {
      const { count, biased } = inputsOf(network, layer);
      return Array.from({ length: Math.min(2, count + (biased ? 1 : 0)) }, (_, input) =>
        parameterOf(network, { layer, unit: 0, input }),
      );
    });
  return [nearest[0] ?? 0, nearest[1] ?? 1];
}

/** One of the two is another one now; where that is the other's, they change places. */
export function withChosen([first, second]: Pair, at: number, chosen: number): Pair {
  if (at === 0) return [chosen, chosen === second ? first : second];
  return [chosen === first ? second : first, chosen];
}

/** "3,7"; undefined where it is no pair of this network. */
export function readPair(text: string | undefined, { summary }: Network): Pair | undefined {
  const [, first, second] = /^(\d{1,9}),(\d{1,9})$/.exec(text ?? "") ?? [];
  const pair = [Number(first), Number(second)] as const;
  const known = pair.every((one) => one < summary.parameters);
  return known && pair[0] !== pair[1] ? pair : undefined;
}

export const writePair = ([first, second]: Pair): string => `${first},${second}`;
