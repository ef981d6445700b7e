// SPDX-License-Identifier: Apache-2.0
/** A trained network as an ONNX file: features in original units in, predictions out. */
import type { InputSummary, SavedModel } from "../engine/api.ts";
import { addActivation } from "./onnx_activations.ts";
import { OnnxGraph, type Tensor } from "./onnx_graph.ts";
import {
  type ExportedNetwork,
  exportedNetwork,
  type Link,
  type Operation,
  size,
} from "./operations.ts";
import { type Producer, sentenceOf } from "./producer.ts";

const INPUT = "features";
const OUTPUT = "predictions";
const LINKS: Record<Link, string> = { none: "Identity", sigmoid: "Sigmoid", softmax: "Softmax" };

/**
 * Input `features` (N, features) in original units; output `predictions` (N, outputs): probabilities where the loss has them, or
 * values in original units, as the engine predicts. The names of classes and features are in the metadata, as JSON.
 * @throws ExperimentError where a number of the model is not finite.
 */
export function exportOnnx(model: SavedModel, producer: Producer): Uint8Array<ArrayBuffer> {
  const network = exportedNetwork(model);
  const graph = new OnnxGraph();
  const row = [1, network.mean.length];
  const inputs = addInputs(graph, network.inputs);
  const centred = graph.node("Sub", [inputs, graph.constant("mean", row, network.mean)]);
  const scaled = graph.node("Div", [centred, graph.constant("scale", row, network.scale)]);
  const raw = addOperations(graph, network.operations, scaled);
  addPredictions(graph, network, raw);
  const { summary, experiment } = model;
  return graph.encoded({
    name: "downhill",
    producer,
    description: sentenceOf(model),
    metadata: {
      task: summary.task,
      class_names: JSON.stringify(summary.class_names),
      feature_names: JSON.stringify(summary.feature_names),
      target_name: summary.target_name,
      loss: experiment.loss.type,
    },
    input: { name: INPUT, columns: network.features },
    output: { name: OUTPUT, columns: network.outputs },
  });
}

/** The formulas of the features, side by side; without any the features themselves. */
function addInputs(graph: OnnxGraph, inputs: readonly InputSummary[] | undefined): Tensor {
  if (inputs === undefined) return INPUT;
  return graph.node(
    "Concat",
    inputs.map((input) => addInput(graph, input)),
    { axis: 1 },
  );
}

/** One column. */
function addInput(graph: OnnxGraph, { formula, features, origins, frequency }: InputSummary) {
  const column = (place: number) =>
    graph.node("Gather", [INPUT, graph.shape([features[place] ?? 0])], { axis: 1 });
  const counted = (place: number) =>
    graph.node("Sub", [column(place), graph.scalar(origins[place] ?? 0)]);
  switch (formula) {
    case "feature":
      return column(0);
    case "square":
      return graph.node("Mul", [counted(0), counted(0)]);
    case "product":
      return graph.node("Mul", [counted(0), counted(1)]);
    case "sine":
      return graph.node("Sin", [graph.node("Mul", [counted(0), graph.scalar(frequency)])]);
  }
}

/** Probabilities, or values in original units. */
function addPredictions(graph: OnnxGraph, { link, target, outputs }: ExportedNetwork, raw: Tensor) {
  if (target === undefined) {
    graph.node(LINKS[link], [raw], link === "softmax" ? { axis: 1 } : {}, OUTPUT);
    return;
  }
  const row = [1, outputs];
  const spread = graph.node("Mul", [raw, graph.constant("target_scale", row, target.scale)]);
  graph.node("Add", [spread, graph.constant("target_mean", row, target.mean)], {}, OUTPUT);
}

function addOperations(graph: OnnxGraph, operations: readonly Operation[], input: Tensor): Tensor {
  return operations.reduce((tensor, operation) => addOperation(graph, operation, tensor), input);
}

function addOperation(graph: OnnxGraph, operation: Operation, x: Tensor): Tensor {
  const { input, output } = operation;
  switch (operation.op) {
    case "dense": {
      const { path, weight, bias } = operation;
      const inputs = [x, graph.constant(`${path}weight`, [...output, ...input], weight)];
      if (bias) inputs.push(graph.constant(`${path}bias`, output, bias));
      return graph.node("Gemm", inputs, { transB: 1 });
    }
    case "conv2d": {
      const { path, weight, bias, kernel, stride, padding } = operation;
      const [channels] = output;
      const shape = [channels ?? 1, input[0], ...kernel];
      const inputs = [x, graph.constant(`${path}weight`, shape, weight)];
      if (bias) inputs.push(graph.constant(`${path}bias`, [channels ?? 1], bias));
      return graph.node("Conv", inputs, {
        kernel_shape: kernel,
        strides: stride,
        pads: [...padding, ...padding],
      });
    }
    case "max_pool2d":
    case "avg_pool2d": {
      const operator = operation.op === "max_pool2d" ? "MaxPool" : "AveragePool";
      const { kernel, stride } = operation;
      return graph.node(operator, [x], { kernel_shape: kernel, strides: stride });
    }
    case "batch_norm": {
      const { path, eps, weight, bias, mean, variance } = operation;
      const constants = Object.entries({ weight, bias, running_mean: mean, running_var: variance });
      const inputs = constants.map(([name, values]) =>
        graph.constant(`${path}${name}`, [values.length], values),
      );
      return graph.node("BatchNormalization", [x, ...inputs], { epsilon: { float: eps } });
    }
    case "layer_norm": {
      const { path, eps, weight, bias } = operation;
      // From the axis of the channels on: all numbers of a sample.
      const inputs = Object.entries({ weight, bias }).map(([name, values]) =>
        graph.constant(`${path}${name}`, input, values),
      );
      const attributes = { axis: 1, epsilon: { float: eps } };
      return graph.node("LayerNormalization", [x, ...inputs], attributes);
    }
    case "activation":
      return addActivation(graph, operation.activation, x);
    case "dropout":
      return x;
    case "reshape":
      if (output.length === 1) return graph.node("Reshape", [x, graph.shape([0, size(output)])]);
      return graph.node("Reshape", [x, graph.shape([0, ...output])]);
    case "residual":
      return graph.node("Add", [x, addOperations(graph, operation.operations, x)]);
  }
}
