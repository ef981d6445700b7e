// SPDX-License-Identifier: Apache-2.0
/**
 * A trained network as a list of operations that need nothing but themselves: every number at its place, every shape told. What all
 * exporters are made from, so that the layout of a saved model is known here alone.
 */
import type { Activation, Layer, LossId } from "#catalog";
import type { InputSummary, SavedBlock, SavedModel, Standardization } from "../engine/api.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { inputCount, inputFormulas } from "../engine/network_inputs.ts";

/** Of one sample: [features], or [channels, height, width] with the width fastest. */
export type Shape = readonly [number] | ImageShape;
export type ImageShape = readonly [number, number, number];
/** Height and width. */
export type Extent = readonly [number, number];
type Numbers = readonly number[];

interface Placed {
  readonly input: Shape;
  readonly output: Shape;
}

interface Weighted {
  /** Of the layer's blocks in the saved model: `layers[2].`. */
  readonly path: string;
  /** Keeps its parameters while the others learn. */
  readonly frozen: boolean;
}

/** y = weight x + bias, weight (outputs, inputs) row by row. */
export interface DenseOperation extends Placed, Weighted {
  readonly op: "dense";
  readonly input: readonly [number];
  readonly output: readonly [number];
  readonly weight: Numbers;
  readonly bias: Numbers | undefined;
}

/** A cross-correlation; weight (channels out, channels in, height, width), the width fastest. */
export interface ConvolutionOperation extends Placed, Weighted {
  readonly op: "conv2d";
  readonly input: ImageShape;
  readonly output: ImageShape;
  readonly kernel: Extent;
  readonly stride: Extent;
  /** Zeros on each side. */
  readonly padding: Extent;
  readonly weight: Numbers;
  readonly bias: Numbers | undefined;
}

/** Windows without padding; what does not fill one is dropped. */
export interface PoolingOperation extends Placed {
  readonly op: "max_pool2d" | "avg_pool2d";
  readonly input: ImageShape;
  readonly output: ImageShape;
  readonly kernel: Extent;
  readonly stride: Extent;
}

/** (x - mean) / sqrt(variance + eps) weight + bias, one of each a channel. */
export interface BatchNormOperation extends Placed, Weighted {
  readonly op: "batch_norm";
  readonly eps: number;
  readonly momentum: number;
  /** A block around it is frozen: it learns nothing, but measures its batches like any other. */
  readonly statisticsFrozen: boolean;
  readonly weight: Numbers;
  readonly bias: Numbers;
  readonly mean: Numbers;
  readonly variance: Numbers;
}

/** The same over all numbers of a sample; weight and bias one a number. */
export interface LayerNormOperation extends Placed, Weighted {
  readonly op: "layer_norm";
  readonly eps: number;
  readonly weight: Numbers;
  readonly bias: Numbers;
}

export interface ActivationOperation extends Placed {
  readonly op: "activation";
  readonly activation: Activation;
}

/** Nothing at all but in training. */
export interface DropoutOperation extends Placed {
  readonly op: "dropout";
  readonly p: number;
}

/** The same numbers in another shape. */
export interface ReshapeOperation extends Placed {
  readonly op: "reshape";
}

/** y = x + the operations of x. */
export interface ResidualOperation extends Placed {
  readonly op: "residual";
  readonly operations: readonly Operation[];
}

export type Operation =
  | DenseOperation
  | ConvolutionOperation
  | PoolingOperation
  | BatchNormOperation
  | LayerNormOperation
  | ActivationOperation
  | DropoutOperation
  | ReshapeOperation
  | ResidualOperation;

export type OperationId = Operation["op"];

/** What makes predictions of raw outputs (Loss::Link). */
export type Link = "none" | "sigmoid" | "softmax";

const LINKS: Record<LossId, Link> = {
  mse: "none",
  mae: "none",
  huber: "none",
  smooth_l1: "none",
  bce: "none",
  bce_logits: "sigmoid",
  cross_entropy: "softmax",
  hinge: "none",
  squared_hinge: "none",
};

export interface ExportedNetwork {
  /** Features in original units become these; undefined: they are inputs as they are. */
  readonly inputs: readonly InputSummary[] | undefined;
  /** The operations get (input - mean) / scale. */
  readonly mean: Numbers;
  readonly scale: Numbers;
  /** From [inputs] to [outputs]. */
  readonly operations: readonly Operation[];
  readonly link: Link;
  /** Predictions of a standardized target in original units: output * scale + mean. */
  readonly target: { readonly mean: Numbers; readonly scale: Numbers } | undefined;
  readonly features: number;
  readonly outputs: number;
}

/** @throws ExperimentError where blocks are missing or numbers are not finite. */
export function exportedNetwork(model: SavedModel): ExportedNetwork {
  const { summary } = model;
  const blocks = new Blocks(model);
  const flat: Shape = [inputCount(summary)];
  const first = summary.layers[0]?.input ?? flat;
  const begin = first.length === 3 ? reshaped(flat, first as unknown as ImageShape) : [];
  const { layers } = model.experiment.model;
  const body = operationsOf(layers, outputOf(begin, flat), "", blocks, false);
  const raw = outputOf(body, outputOf(begin, flat));
  return {
    inputs: inputFormulas(summary),
    ...standardizationOf(blocks, "standardization", model.standardization),
    operations: [...begin, ...body, ...reshaped(raw, [size(raw)])],
    link: LINKS[model.experiment.loss.type],
    target:
      model.target_standardization &&
      standardizationOf(blocks, "target_standardization", model.target_standardization),
    features: summary.features,
    outputs: size(raw),
  };
}

const standardizationOf = (blocks: Blocks, path: string, { mean, scale }: Standardization) => ({
  mean: blocks.finite(`${path}.mean`, mean),
  scale: blocks.finite(`${path}.scale`, scale),
});

/** How many numbers there are. */
export const size = (shape: Shape): number => shape.reduce((product: number, n) => product * n, 1);

export const isImage = (shape: Shape): shape is ImageShape => shape.length === 3;

/** Every operation with those inside of others, in the order of the parameters. */
export function* allOperations(operations: readonly Operation[]): Iterable<Operation> {
  for (const operation of operations) {
    yield operation;
    if (operation.op === "residual") yield* allOperations(operation.operations);
  }
}

class Blocks {
  readonly #byName: ReadonlyMap<string, SavedBlock>;

  constructor({ parameters, statistics }: SavedModel) {
    this.#byName = new Map([...parameters, ...statistics].map((block) => [block.name, block]));
  }

  length(name: string): number {
    return this.#byName.get(name)?.values.length ?? 0;
  }

  /** The numbers row by row. */
  rows(name: string, count: number): Numbers {
    const block = this.#byName.get(name);
    if (block === undefined || block.values.length !== count) {
      throw refusal(
        name,
        `is missing or has not the ${count} numbers that its layer needs. Save the model again.`,
        `缺失，或没有该层所需的 ${count} 个数。请重新保存模型。`,
      );
    }
    const { rows, columns, values } = block;
    const turned = values.map(
      (_, index) => values[Math.floor(index / columns) + rows * (index % columns)] ?? 0,
    );
    return this.finite(name, turned);
  }

  finite(name: string, values: Numbers): Numbers {
    if (values.every(Number.isFinite)) return values;
    throw refusal(
      name,
      "has numbers that are not finite: the run has diverged. Train with a smaller learning rate, then export.",
      "含有非有限数：训练已发散。请用更小的学习率训练后再导出。",
    );
  }
}

function operationsOf(
  layers: readonly Layer[],
  input: Shape,
  path: string,
  blocks: Blocks,
  isFrozen: boolean,
): Operation[] {
  const operations: Operation[] = [];
  layers.forEach((layer, index) => {
    const before = outputOf(operations, input);
    operations.push(
      ...operationsOfLayer(layer, before, `${path}layers[${index}].`, blocks, isFrozen),
    );
  });
  return operations;
}

function operationsOfLayer(
  layer: Layer,
  input: Shape,
  path: string,
  blocks: Blocks,
  isFrozen: boolean,
): Operation[] {
  switch (layer.type) {
    case "dense": {
      const row: readonly [number] = [size(input)];
      // The last layer may leave out its units: its weights tell.
      const outputs = layer.units ?? blocks.length(`${path}weight`) / row[0];
      const output: readonly [number] = [outputs];
      const dense: DenseOperation = {
        op: "dense",
        ...{ path, frozen: isFrozen || layer.frozen, input: row, output },
        weight: blocks.rows(`${path}weight`, row[0] * outputs),
        bias: layer.bias ? blocks.rows(`${path}bias`, outputs) : undefined,
      };
      return [...reshaped(input, row), dense, ...activated(layer.activation, output)];
    }
    case "conv2d": {
      const image = imageOf(input);
      const kernel = extentOf(layer.kernel);
      const stride = extentOf(layer.stride);
      const padding: Extent =
        layer.padding === "same" ? [(kernel[0] - 1) / 2, (kernel[1] - 1) / 2] : [0, 0];
      const output = windows(image, layer.out_channels, kernel, stride, padding);
      const numbers = layer.out_channels * image[0] * kernel[0] * kernel[1];
      const convolution: ConvolutionOperation = {
        op: "conv2d",
        ...{
          path,
          frozen: isFrozen || layer.frozen,
          input: image,
          output,
          kernel,
          stride,
          padding,
        },
        weight: blocks.rows(`${path}weight`, numbers),
        bias: layer.bias ? blocks.rows(`${path}bias`, layer.out_channels) : undefined,
      };
      return [...reshaped(input, image), convolution, ...activated(layer.activation, output)];
    }
    case "max_pool2d":
    case "avg_pool2d": {
      const image = imageOf(input);
      const kernel = extentOf(layer.kernel);
      const stride = layer.stride.length === 0 ? kernel : extentOf(layer.stride);
      const output = windows(image, image[0], kernel, stride, [0, 0]);
      const pooling: PoolingOperation = { op: layer.type, input: image, output, kernel, stride };
      return [...reshaped(input, image), pooling];
    }
    case "batch_norm": {
      const numbers = (name: string) => blocks.rows(`${path}${name}`, input[0]);
      return [
        {
          op: "batch_norm",
          ...{ path, frozen: isFrozen || layer.frozen, input, output: input },
          ...{ eps: layer.eps, momentum: layer.momentum },
          statisticsFrozen: isFrozen && !layer.frozen,
          weight: numbers("weight"),
          bias: numbers("bias"),
          mean: numbers("running_mean"),
          variance: numbers("running_var"),
        },
      ];
    }
    case "layer_norm": {
      const numbers = (name: string) => blocks.rows(`${path}${name}`, size(input));
      return [
        {
          op: "layer_norm",
          ...{ path, frozen: isFrozen || layer.frozen, input, output: input, eps: layer.eps },
          weight: numbers("weight"),
          bias: numbers("bias"),
        },
      ];
    }
    case "residual": {
      const inner = operationsOf(layer.layers, input, path, blocks, isFrozen || layer.frozen);
      const operations = [...inner, ...reshaped(outputOf(inner, input), input)];
      return [{ op: "residual", input, output: input, operations }];
    }
    case "activation":
      return activated(layer.activation, input);
    case "dropout":
      return [{ op: "dropout", input, output: input, p: layer.p }];
    case "flatten":
      return reshaped(input, [size(input)]);
  }
}

function activated(activation: Activation, shape: Shape): Operation[] {
  if (activation.type === "linear") return [];
  return [{ op: "activation", input: shape, output: shape, activation }];
}

function reshaped(input: Shape, output: Shape): Operation[] {
  return input.length === output.length ? [] : [{ op: "reshape", input, output }];
}

const outputOf = (operations: readonly Operation[], input: Shape): Shape =>
  operations.at(-1)?.output ?? input;

const imageOf = (shape: Shape): ImageShape => (isImage(shape) ? shape : [shape[0], 1, 1]);

/** One number for both directions, or [height, width]. */
function extentOf(numbers: Numbers): Extent {
  const [height = 1, width = height] = numbers;
  return [height, width];
}

function windows(
  [, height, width]: ImageShape,
  channels: number,
  kernel: Extent,
  stride: Extent,
  padding: Extent,
): ImageShape {
  return [
    channels,
    Math.floor((height + 2 * padding[0] - kernel[0]) / stride[0]) + 1,
    Math.floor((width + 2 * padding[1] - kernel[1]) / stride[1]) + 1,
  ];
}

function refusal(path: string, message: string, zh: string): ExperimentError {
  return new ExperimentError({ path: `model.${path}`, message, zh });
}
