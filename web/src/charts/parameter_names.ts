// SPDX-License-Identifier: Apache-2.0
/** What the two parameters of the smallest networks are, in the order in which the trainer keeps them. */
import type { Summary } from "../engine/api.ts";
import { inputNames } from "../engine/network_inputs.ts";
import { type NotationId, symbolIn } from "../locales/notation.ts";

export type ParameterName =
  | { readonly what: "weight"; readonly of: string }
  | { readonly what: "bias" }
  | { readonly what: "layer"; readonly number: number }
  | { readonly what: "parameter"; readonly number: number };

/** Weights first, by row; then the bias (src/layers/dense.cpp). */
export function twoNames(summary: Summary): readonly ParameterName[] {
  const { layers } = summary;
  const names = inputNames(summary);
  const holders = layers
    .map((layer, index) => ({ ...layer, number: index + 1 }))
    .filter(({ parameters }) => parameters > 0);
  const [first, second] = holders;
  if (second !== undefined) return holders.map(({ number }) => ({ what: "layer", number }));
  const size = (shape: readonly number[] = []) => shape.reduce((all, one) => all * one, 1);
  const weight = (index: number): ParameterName => ({
    what: "weight",
    of: names[index] ?? `x${index + 1}`,
  });
  if (first?.type === "dense" && first === holders[0] && size(first.output) === 1) {
    const inputs = size(first.input);
    if (inputs === 1) return [weight(0), { what: "bias" }];
    if (inputs === 2) return [weight(0), weight(1)];
  }
  return [
    { what: "parameter", number: 1 },
    { what: "parameter", number: 2 },
  ];
}

/** The two as books write them: w and b, or two weights by their numbers. */
export function twoSymbols(summary: Summary, notation: NotationId): readonly [string, string] {
  const [first, second] = twoNames(summary);
  const weight = symbolIn(notation, "w", true);
  return first?.what === "weight" && second?.what === "bias"
    ? [symbolIn(notation, "w"), symbolIn(notation, "b")]
    : [`${weight}₁`, `${weight}₂`];
}
