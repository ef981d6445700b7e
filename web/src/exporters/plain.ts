// SPDX-License-Identifier: Apache-2.0
/** A network as nested lists and names alone: what the programs without libraries carry, in a notation that JavaScript and Python share. */
import { type Operation, type OperationId, size } from "./operations.ts";

type Value = number | string | readonly Value[] | PlainLayer;
export interface PlainLayer {
  readonly [name: string]: Value;
}

/** What is still to be done when a sample is a flat list, the width fastest: dropout and reshaping are nothing. */
export type PlainId = Exclude<OperationId, "dropout" | "reshape">;

export function plainLayers(operations: readonly Operation[]): PlainLayer[] {
  return operations.flatMap(plainLayer);
}

function plainLayer(operation: Operation): PlainLayer[] {
  const { input, output } = operation;
  switch (operation.op) {
    case "dense": {
      const { weight, bias } = operation;
      const [units] = operation.output;
      return [{ type: "dense", weight: inRows(weight, units), bias: bias ?? zeros(units) }];
    }
    case "conv2d": {
      const { kernel, stride, padding, weight, bias } = operation;
      const [channels] = operation.output;
      const windows = { type: "conv2d", input, output, kernel, stride, padding };
      return [{ ...windows, weight: inRows(weight, channels), bias: bias ?? zeros(channels) }];
    }
    case "max_pool2d":
    case "avg_pool2d": {
      const { op, kernel, stride } = operation;
      return [{ type: op, input, output, kernel, stride }];
    }
    case "batch_norm": {
      const { eps, weight, bias, mean, variance } = operation;
      const pixels = size(input) / weight.length;
      return [{ type: "batch_norm", pixels, eps, weight, bias, mean, variance }];
    }
    case "layer_norm": {
      const { eps, weight, bias } = operation;
      return [{ type: "layer_norm", eps, weight, bias }];
    }
    case "activation": {
      const { type, ...fields } = operation.activation;
      return [{ type: "activation", function: type, ...fields }];
    }
    case "residual":
      return [{ type: "residual", layers: plainLayers(operation.operations) }];
    case "dropout":
    case "reshape":
      return [];
  }
}

/** The names that stand for `key` anywhere in the layers, each once. */
export function namesIn(layers: readonly PlainLayer[], key: string): Set<string> {
  const names = new Set<string>();
  for (const layer of layers) {
    const name = layer[key];
    if (typeof name === "string") names.add(name);
    if (Array.isArray(layer.layers)) {
      for (const inner of namesIn(layer.layers as PlainLayer[], key)) names.add(inner);
    }
  }
  return names;
}

/** One layer a line. */
export function layersText(layers: readonly PlainLayer[], indent = "    "): string {
  const lines = layers.map((layer) => `${indent}${JSON.stringify(layer)},\n`);
  return `[\n${lines.join("")}]`;
}

function inRows(values: readonly number[], rows: number): number[][] {
  const width = values.length / rows;
  return Array.from({ length: rows }, (_, row) => values.slice(row * width, (row + 1) * width));
}

const zeros = (count: number): number[] => new Array<number>(count).fill(0);
