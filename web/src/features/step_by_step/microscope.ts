// SPDX-License-Identifier: Apache-2.0
/** One unit in one update, for one sample: every number that the formulas and the table show. */
import type { UnitPlace } from "../../app/attention.ts";
import type { Description, UpdateAnswer } from "../../engine/api.ts";

/** An incoming weight with what the update does to it; the bias is one whose input is always 1. */
export interface Incoming {
  readonly input: number;
  readonly weight: number;
  /** Of the loss of the batch by this weight: the part of this sample, and all of it. */
  readonly sampleGradient: number;
  readonly batchGradient: number;
  /** As the optimizer sees it: with the penalty, and clipped. */
  readonly gradient: number;
  readonly update: number;
  readonly after: number;
  /** What the optimizer remembers of it, by name. */
  readonly buffers: Readonly<Record<string, { readonly before: number; readonly after: number }>>;
}

/** A unit of the next layer that this one feeds. */
export interface Outgoing {
  readonly weight: number;
  /** dL/dz of that unit. */
  readonly delta: number;
}

export interface Microscope {
  readonly place: UnitPlace;
  readonly activation: string;
  readonly incoming: readonly Incoming[];
  readonly bias: Incoming | undefined;
  /** The weighted sum, and what the activation makes of it. */
  readonly z: number;
  readonly a: number;
  /** dL/da and dL/dz: the share of this sample in the mean over the batch. */
  readonly outputGradient: number;
  readonly delta: number;
  /** da/dz; not known where nothing came back and the activation has no short formula. */
  readonly slope: number | undefined;
  /** Empty for the output layer, and where the next layer is none of units. */
  readonly outgoing: readonly Outgoing[];
  readonly isOutput: boolean;
}

type Layer = UpdateAnswer["layers"][number];
type Blocks = Layer["parameters"];

/** Layers whose units can be looked at, by their number in the document. */
export const lookedInto = ({ summary }: Pick<Description, "summary">): number[] =>
  summary.layers.flatMap(({ type }, index) => (type === "dense" ? [index] : []));

/** A block with one column is a list of numbers. */
function row(blocks: Blocks, unit: number): readonly number[] {
  const one = blocks.weight?.[unit];
  return typeof one === "number" ? [one] : (one ?? []);
}

const biasOf = (blocks: Blocks, unit: number): number | undefined =>
  blocks.bias?.[unit] as number | undefined;

/** Undefined where the answer is of another network. */
export function microscope(
  answer: UpdateAnswer,
  description: Pick<Description, "experiment" | "summary">,
  place: UnitPlace,
): Microscope | undefined {
  const layer = answer.layers[place.layer];
  const document = description.experiment.model.layers[place.layer];
  const { unit } = place;
  const weights = layer === undefined ? [] : row(layer.parameters, unit);
  if (layer?.type !== "dense" || document?.type !== "dense" || weights.length === 0)
    return undefined;
  const inputs = answer.layers[place.layer - 1]?.output ?? answer.inputs;
  const take = (of: Blocks, index: number | undefined): number =>
    (index === undefined ? biasOf(of, unit) : row(of, unit)[index]) ?? Number.NaN;
  const incomingAt = (index: number | undefined): Incoming => ({
    input: index === undefined ? 1 : (inputs[index] ?? Number.NaN),
    weight: take(layer.parameters, index),
    sampleGradient: take(layer.sample_gradient, index),
    batchGradient: take(layer.batch_gradient, index),
    gradient: take(layer.gradient, index),
    update: take(layer.update, index),
    after: take(layer.parameters_after, index),
    buffers: Object.fromEntries(
      Object.entries(layer.buffers).map(([name, { before, after }]) => [
        name,
        { before: take(before, index), after: take(after, index) },
      ]),
    ),
  });
  const incoming = weights.map((_, index) => incomingAt(index));
  const bias = biasOf(layer.parameters, unit) === undefined ? undefined : incomingAt(undefined);
  const z = incoming.reduce((sum, { input, weight }) => sum + input * weight, bias?.weight ?? 0);
  const a = layer.output[unit] ?? Number.NaN;
  const outputGradient = layer.output_gradient[unit] ?? Number.NaN;
  const delta = bias?.sampleGradient ?? deltaOf(incoming);
  return {
    place,
    activation: document.activation.type,
    incoming,
    bias,
    z,
    a,
    outputGradient,
    delta,
    slope: outputGradient === 0 ? slopeAt(document.activation, z, a) : delta / outputGradient,
    outgoing: outgoingOf(answer, place),
    isOutput: place.layer === answer.layers.length - 1,
  };
}

/** Without a bias, from the largest input: dL/dw = delta x. */
function deltaOf(incoming: readonly Incoming[]): number {
  const best = incoming.reduce((a, b) => (Math.abs(b.input) > Math.abs(a.input) ? b : a));
  return best.sampleGradient / best.input;
}

function slopeAt({ type }: { readonly type: string }, z: number, a: number): number | undefined {
  switch (type) {
    case "linear":
      return 1;
    case "relu":
      return z > 0 ? 1 : 0;
    case "tanh":
      return 1 - a * a;
    case "sigmoid":
      return a * (1 - a);
    default:
      return undefined;
  }
}

/** Only where the very next layer is dense: its deltas are the gradients of its biases. */
function outgoingOf({ layers }: UpdateAnswer, { layer, unit }: UnitPlace): Outgoing[] {
  const next = layers[layer + 1];
  const deltas = next?.sample_gradient.bias as readonly number[] | undefined;
  if (next?.type !== "dense" || deltas === undefined) return [];
  return deltas.map((delta, index) => ({
    delta,
    weight: row(next.parameters, index)[unit] ?? Number.NaN,
  }));
}

/** Whether the optimizer gets another gradient than that of the batch. */
export const isChanged = ({ batchGradient, gradient }: Incoming): boolean =>
  Math.abs(gradient - batchGradient) > 1e-5 * Math.max(Math.abs(gradient), Math.abs(batchGradient));

/** The weight with the largest gradient: the most is going on there. */
export function liveliest({ incoming }: Microscope): number {
  return incoming.reduce(
    (best, { gradient }, index) =>
      Math.abs(gradient) > Math.abs(incoming[best]?.gradient ?? 0) ? index : best,
    0,
  );
}
