// SPDX-License-Identifier: Apache-2.0
/** A trained network as one Python 3 program that needs nothing but the standard library. */
import type { ActivationId } from "#catalog";
import type { InputSummary, SavedModel } from "../engine/api.ts";
import { featureVariables, inputExpression } from "./input_text.ts";
import { type ExportedNetwork, exportedNetwork, type Link } from "./operations.ts";
import { layersText, namesIn, type PlainId, plainLayers } from "./plain.ts";
import { type Producer, sentenceOf } from "./producer.ts";

const WINDOWS = `
def windows(layer):
    """(output number, channel in, [(input number, place in the kernel), ..]) of each window of each channel in."""
    channels, height, width = layer["input"]
    _, rows, columns = layer["output"]
    kernel_height, kernel_width = layer["kernel"]
    down, right = layer["stride"]
    top, left = layer.get("padding", (0, 0))
    for channel in range(channels):
        for row in range(rows):
            for column in range(columns):
                pixels = []
                for dy in range(kernel_height):
                    for dx in range(kernel_width):
                        y, x = row * down - top + dy, column * right - left + dx
                        if 0 <= y < height and 0 <= x < width:
                            pixels.append(((channel * height + y) * width + x, dy * kernel_width + dx))
                yield row * columns + column, channel, pixels

`;

/** Each takes a flat sample and its line of LAYERS. */
const FUNCTIONS: Record<PlainId, string> = {
  dense: `def dense(x, layer):
    return [
        bias + sum(w * value for w, value in zip(row, x))
        for row, bias in zip(layer["weight"], layer["bias"])
    ]`,
  conv2d: `def conv2d(x, layer):
    area = layer["kernel"][0] * layer["kernel"][1]
    places = layer["output"][1] * layer["output"][2]
    y = [bias for bias in layer["bias"] for _ in range(places)]
    for place, channel, pixels in windows(layer):
        for unit, row in enumerate(layer["weight"]):
            y[unit * places + place] += sum(row[channel * area + k] * x[i] for i, k in pixels)
    return y`,
  max_pool2d: `def max_pool2d(x, layer):
    return [max(x[i] for i, _ in pixels) for _, _, pixels in windows(layer)]`,
  avg_pool2d: `def avg_pool2d(x, layer):
    return [sum(x[i] for i, _ in pixels) / len(pixels) for _, _, pixels in windows(layer)]`,
  batch_norm: `def batch_norm(x, layer):
    y = []
    for i, value in enumerate(x):
        c = i // int(layer["pixels"])
        normal = (value - layer["mean"][c]) / math.sqrt(layer["variance"][c] + layer["eps"])
        y.append(normal * layer["weight"][c] + layer["bias"][c])
    return y`,
  layer_norm: `def layer_norm(x, layer):
    mean = sum(x) / len(x)
    deviation = math.sqrt(sum((value - mean) ** 2 for value in x) / len(x) + layer["eps"])
    return [
        (value - mean) / deviation * weight + bias
        for value, weight, bias in zip(x, layer["weight"], layer["bias"])
    ]`,
  activation: `def activation(x, layer):
    return [ACTIVATIONS[layer["function"]](z, layer) for z in x]`,
  residual: `def residual(x, layer):
    return [value + change for value, change in zip(x, apply(layer["layers"], x))]`,
};

const ACTIVATIONS: Record<ActivationId, string> = {
  linear: `lambda z, _: z`,
  relu: `lambda z, _: 0.0 if z < 0 else z`,
  leaky_relu: `lambda z, layer: z if z > 0 else layer["negative_slope"] * z`,
  elu: `lambda z, layer: z if z > 0 else layer["alpha"] * math.expm1(z)`,
  selu: `lambda z, _: 1.0507009873554805 * (z if z > 0 else 1.6732632423543772 * math.expm1(z))`,
  gelu: `lambda z, _: z / 2 * (1 + math.erf(z / math.sqrt(2)))`,
  gelu_tanh: `lambda z, _: z / 2 * (1 + math.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)))`,
  silu: `lambda z, _: z * sigmoid(z)`,
  softplus: `lambda z, _: max(z, 0.0) + math.log1p(math.exp(-abs(z)))`,
  tanh: `lambda z, _: math.tanh(z)`,
  sigmoid: `lambda z, _: sigmoid(z)`,
};

const LINKS: Record<Link, string> = {
  none: `    return outputs`,
  sigmoid: `    return [sigmoid(output) for output in outputs]`,
  softmax: `    top = max(outputs)
    powers = [math.exp(output - top) for output in outputs]
    return [power / sum(powers) for power in powers]`,
};

const ORIGINAL_UNITS = `    return [
        output * scale + mean
        for output, scale, mean in zip(outputs, TARGET_SCALE, TARGET_MEAN)
    ]`;

/**
 * The text of a module with `predict(features)`, which takes a list of numbers in original units and returns what the engine predicts.
 * As a program it reads one JSON list of features a line and prints one list of predictions a line. It computes in 64 bits.
 * @throws ExperimentError where a number of the model is not finite.
 */
export function exportPython(model: SavedModel, producer: Producer): string {
  const network = exportedNetwork(model);
  const { inputs } = network;
  const layers = plainLayers(network.operations);
  const types = namesIn(layers, "type");
  const used = (Object.keys(FUNCTIONS) as PlainId[]).filter((id) => types.has(id));
  const names = namesIn(layers, "function");
  const activations = (Object.keys(ACTIVATIONS) as ActivationId[]).filter((id) => names.has(id));
  const hasWindows = ["conv2d", "max_pool2d", "avg_pool2d"].some((type) => types.has(type));
  const table = activations.map((id) => `    "${id}": ${ACTIVATIONS[id]},\n`).join("");
  const functions = used.map((id) => `    "${id}": ${id},\n`).join("");
  return `#!/usr/bin/env python3
# Made by ${producer.name} ${producer.version}.
# ${sentenceOf(model)}
"""predict(features) gives the predictions for one sample. As a program: one JSON list of features a line in, one of predictions out."""
import json
import math
import sys

FEATURES = ${JSON.stringify(model.summary.feature_names)}
CLASSES = ${JSON.stringify(model.summary.class_names)}

# The network sees (${inputs === undefined ? "feature" : "input"} - MEAN) / SCALE.
MEAN = ${JSON.stringify(network.mean)}
SCALE = ${JSON.stringify(network.scale)}
${targetText(network)}
# Weights are rows of a unit's inputs. A picture is a flat list: channel by channel, row by row.
LAYERS = ${layersText(layers)}


def sigmoid(z):
    return (1 + math.tanh(z / 2)) / 2

${hasWindows ? WINDOWS : ""}${activations.length === 0 ? "" : `\nACTIVATIONS = {\n${table}}\n\n`}
${used.map((id) => `${FUNCTIONS[id]}\n\n`).join("\n")}
FUNCTIONS = {
${functions}}


def apply(layers, x):
    for layer in layers:
        x = FUNCTIONS[layer["type"]](x, layer)
    return x


${inputs === undefined ? "" : inputsText(network.features, inputs)}def predict(features):
    """${network.features} features in original units to ${network.outputs} predictions."""
    if len(features) != ${network.features}:
        raise ValueError("predict takes ${network.features} features, and got %d." % len(features))
    x = [(value - mean) / scale for value, mean, scale in zip(${inputs === undefined ? "features" : "inputs_of(features)"}, MEAN, SCALE)]
    outputs = apply(LAYERS, x)
${network.target === undefined ? LINKS[network.link] : ORIGINAL_UNITS}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(predict(json.loads(line))), flush=True)
`;
}

const inputsText = (features: number, inputs: readonly InputSummary[]) =>
  `def inputs_of(features):
    """What the network is fed: formulas of the features."""
    [${featureVariables(features)}] = features
    return [
${inputs.map((input) => `        ${inputExpression(input, "math.sin")},\n`).join("")}    ]


`;

const targetText = ({ target }: ExportedNetwork) =>
  target === undefined
    ? ""
    : `
# It gives (target - TARGET_MEAN) / TARGET_SCALE.
TARGET_MEAN = ${JSON.stringify(target.mean)}
TARGET_SCALE = ${JSON.stringify(target.scale)}
`;
