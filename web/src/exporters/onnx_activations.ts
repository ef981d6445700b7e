// SPDX-License-Identifier: Apache-2.0
/** Every activation as ONNX operators; the formulas are those of src/layers/activations. */
import type { Activation } from "#catalog";
import type { OnnxGraph, Tensor } from "./onnx_graph.ts";

export function addActivation(graph: OnnxGraph, activation: Activation, z: Tensor): Tensor {
  switch (activation.type) {
    case "linear":
      return z;
    case "relu":
      return graph.node("Relu", [z]);
    case "leaky_relu":
      return graph.node("LeakyRelu", [z], { alpha: { float: activation.negative_slope } });
    case "elu":
      return graph.node("Elu", [z], { alpha: { float: activation.alpha } });
    case "selu":
      return graph.node("Selu", [z], {
        alpha: { float: 1.6732632423543772 },
        gamma: { float: 1.0507009873554805 },
      });
    case "gelu": {
      const scaled = graph.node("Mul", [z, graph.scalar(Math.SQRT1_2)]);
      return gated(graph, z, graph.node("Erf", [scaled]));
    }
    case "gelu_tanh": {
      const square = graph.node("Mul", [z, z]);
      const cubic = graph.node("Mul", [graph.node("Mul", [square, z]), graph.scalar(0.044715)]);
      const inner = graph.node("Add", [z, cubic]);
      const scaled = graph.node("Mul", [inner, graph.scalar(Math.sqrt(2 / Math.PI))]);
      return gated(graph, z, graph.node("Tanh", [scaled]));
    }
    case "silu":
      return graph.node("Mul", [z, graph.node("Sigmoid", [z])]);
    case "softplus":
      return graph.node("Softplus", [z]);
    case "tanh":
      return graph.node("Tanh", [z]);
    case "sigmoid":
      return graph.node("Sigmoid", [z]);
  }
}

/** z/2 (1 + gate). */
function gated(graph: OnnxGraph, z: Tensor, gate: Tensor): Tensor {
  const half = graph.node("Mul", [z, graph.scalar(0.5)]);
  return graph.node("Mul", [half, graph.node("Add", [gate, graph.scalar(1)])]);
}
