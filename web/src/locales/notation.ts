// SPDX-License-Identifier: Apache-2.0
/**
 * How books write the same formulas. Ours are written in the first notation; whoever reads another book has them in its symbols, on the
 * page and in the lessons. What is no symbol of this list is written alike in all of them, or by names of its own.
 */
import { VIEW } from "../documents/view_keys.ts";
import type { Text } from "../engine/api.ts";

export const NOTATION_IDS = VIEW.notation.value.values;
export type NotationId = (typeof NOTATION_IDS)[number];

export interface Notation {
  /** Whose it is, with what it is known by. */
  readonly name: Text;
  readonly source: string;
  /** The learning rate. */
  readonly rate: string;
  readonly loss: string;
  /** One weight: as it stands before a subscript, and where it is the only one. */
  readonly weight: string;
  readonly onlyWeight: string;
  readonly bias: string;
  /** A matrix of weights. */
  readonly weights: string;
  /** Of the velocity, how much is kept. */
  readonly momentum: string;
  /** Of a mean of squares, how much is kept; in the first notation as its field is called. */
  readonly smoothing: string;
}

export const NOTATIONS: Readonly<Record<NotationId, Notation>> = {
  d2l: {
    name: { en: "η, L, w, b (Dive into Deep Learning)", zh: "η、L、w、b（动手学深度学习）" },
    source: "Zhang, Lipton, Li & Smola 2023, Dive into Deep Learning",
    rate: "η",
    loss: "L",
    weight: "w",
    onlyWeight: "w",
    bias: "b",
    weights: "W",
    momentum: "β",
    smoothing: "α",
  },
  nndl: {
    name: { en: "α, ℒ, θ (Qiu)", zh: "α、ℒ、θ（邱锡鹏）" },
    source: "Qiu 2020, Neural Networks and Deep Learning (in Chinese)",
    rate: "α",
    loss: "ℒ",
    weight: "θ",
    onlyWeight: "θ₁",
    bias: "θ₀",
    weights: "Θ",
    momentum: "ρ",
    smoothing: "β",
  },
  ng: {
    name: { en: "α, J, θ (Ng)", zh: "α、J、θ（吴恩达）" },
    source: "Ng 2011, Machine Learning, Stanford University on Coursera",
    rate: "α",
    loss: "J",
    weight: "θ",
    onlyWeight: "θ₁",
    bias: "θ₀",
    weights: "Θ",
    momentum: "β",
    smoothing: "β₂",
  },
};

export const isNotation = (text: string | undefined): text is NotationId =>
  (NOTATION_IDS as readonly (string | undefined)[]).includes(text);

/** The kinds of symbols by what our formulas have: PyTorch's letters for momentum and smoothing come from the rules of its optimizers. */
const OURS: Readonly<Record<string, keyof Omit<Notation, "name" | "source">>> = {
  η: "rate",
  L: "loss",
  w: "onlyWeight",
  b: "bias",
  W: "weights",
  μ: "momentum",
  α: "smoothing",
};

/** What one of our symbols is there. `based`: it has a subscript of its own. */
export function symbolIn(id: NotationId, ours: string, based = false): string {
  const kind = Object.hasOwn(OURS, ours) ? OURS[ours] : undefined;
  if (kind === undefined) return ours;
  return NOTATIONS[id][kind === "onlyWeight" && based ? "weight" : kind];
}

/** Of a short formula in letters, such as the head of a column: `∂L/∂w`. Weights in it are one of many. */
export const formulaIn = (id: NotationId, formula: string): string =>
  Array.from(formula, (letter) => symbolIn(id, letter, true)).join("");
