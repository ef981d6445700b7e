// SPDX-License-Identifier: Apache-2.0
/** A trained network as one ES module that needs nothing else. */
import type { ActivationId } from "#catalog";
import type { InputSummary, SavedModel } from "../engine/api.ts";
import { featureVariables, inputExpression } from "./input_text.ts";
import { type ExportedNetwork, exportedNetwork, type Link } from "./operations.ts";
import { layersText, namesIn, type PlainId, plainLayers } from "./plain.ts";
import { type Producer, sentenceOf } from "./producer.ts";

const HELPERS = {
  sigmoid: `const sigmoid = (z) => (1 + Math.tanh(z / 2)) / 2;`,
  erf: `/** 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x; all terms have one sign, so no digits are lost. */
function erf(x) {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = 0;
  for (let n = 1; sum + term !== sum; n += 1) {
    sum += term;
    term *= (2 * x * x) / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}`,
  windows: `/** Calls visit(output number, channel, [[input number, place in the kernel], ..]) for each window of each channel in. */
function eachWindow({ input, output, kernel, stride, padding = [0, 0] }, visit) {
  const [channels, height, width] = input;
  for (let c = 0; c < channels; c += 1) {
    for (let row = 0; row < output[1]; row += 1) {
      for (let column = 0; column < output[2]; column += 1) {
        const pixels = [];
        for (let dy = 0; dy < kernel[0]; dy += 1) {
          for (let dx = 0; dx < kernel[1]; dx += 1) {
            const y = row * stride[0] - padding[0] + dy;
            const x = column * stride[1] - padding[1] + dx;
            if (y < 0 || y >= height || x < 0 || x >= width) continue;
            pixels.push([(c * height + y) * width + x, dy * kernel[1] + dx]);
          }
        }
        visit(row * output[2] + column, c, pixels);
      }
    }
  }
}`,
} as const;

type Helper = keyof typeof HELPERS;

interface Piece {
  readonly code: string;
  readonly needs?: readonly Helper[];
}

/** Each takes a flat sample and its line of LAYERS. */
const FUNCTIONS: Record<PlainId, Piece> = {
  dense: {
    code: `  dense: (x, { weight, bias }) =>
    weight.map((row, unit) => row.reduce((sum, w, i) => sum + w * x[i], bias[unit])),`,
  },
  conv2d: {
    code: `  conv2d: (x, layer) => {
    const area = layer.kernel[0] * layer.kernel[1];
    const pixels = layer.output[1] * layer.output[2];
    const y = layer.bias.flatMap((bias) => new Array(pixels).fill(bias));
    eachWindow(layer, (place, channel, window) => {
      layer.weight.forEach((row, unit) => {
        for (const [i, k] of window) y[unit * pixels + place] += row[channel * area + k] * x[i];
      });
    });
    return y;
  },`,
    needs: ["windows"],
  },
  max_pool2d: {
    code: `  max_pool2d: (x, layer) => {
    const y = [];
    eachWindow(layer, (_, __, window) => y.push(Math.max(...window.map(([i]) => x[i]))));
    return y;
  },`,
    needs: ["windows"],
  },
  avg_pool2d: {
    code: `  avg_pool2d: (x, layer) => {
    const y = [];
    eachWindow(layer, (_, __, window) =>
      y.push(window.reduce((sum, [i]) => sum + x[i], 0) / window.length),
    );
    return y;
  },`,
    needs: ["windows"],
  },
  batch_norm: {
    code: `  batch_norm: (x, { pixels, eps, weight, bias, mean, variance }) =>
    x.map((value, i) => {
      const c = Math.floor(i / pixels);
      return ((value - mean[c]) / Math.sqrt(variance[c] + eps)) * weight[c] + bias[c];
    }),`,
  },
  layer_norm: {
    code: `  layer_norm: (x, { eps, weight, bias }) => {
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    return x.map((value, i) => ((value - mean) / Math.sqrt(variance + eps)) * weight[i] + bias[i]);
  },`,
  },
  activation: {
    code: `  activation: (x, layer) => x.map((z) => ACTIVATIONS[layer.function](z, layer)),`,
  },
  residual: {
    code: `  residual: (x, { layers }) => {
    const change = apply(layers, x);
    return x.map((value, i) => value + change[i]);
  },`,
  },
};

const ACTIVATIONS: Record<ActivationId, Piece> = {
  linear: { code: `  linear: (z) => z,` },
  relu: { code: `  relu: (z) => (z < 0 ? 0 : z),` },
  leaky_relu: {
    code: `  leaky_relu: (z, { negative_slope }) => (z > 0 ? z : negative_slope * z),`,
  },
  elu: { code: `  elu: (z, { alpha }) => (z > 0 ? z : alpha * Math.expm1(z)),` },
  selu: {
    code: `  selu: (z) => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * Math.expm1(z)),`,
  },
  gelu: { code: `  gelu: (z) => (z / 2) * (1 + erf(z * Math.SQRT1_2)),`, needs: ["erf"] },
  gelu_tanh: {
    code: `  gelu_tanh: (z) => (z / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3))),`,
  },
  silu: { code: `  silu: (z) => z * sigmoid(z),`, needs: ["sigmoid"] },
  softplus: { code: `  softplus: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),` },
  tanh: { code: `  tanh: (z) => Math.tanh(z),` },
  sigmoid: { code: `  sigmoid: (z) => sigmoid(z),`, needs: ["sigmoid"] },
};

const LINKS: Record<Link, Piece> = {
  none: { code: `  return outputs;` },
  sigmoid: { code: `  return outputs.map(sigmoid);`, needs: ["sigmoid"] },
  softmax: {
    code: `  const top = Math.max(...outputs);
  const powers = outputs.map((output) => Math.exp(output - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);`,
  },
};

const ORIGINAL_UNITS: Piece = {
  code: `  return outputs.map((output, i) => output * TARGET_SCALE[i] + TARGET_MEAN[i]);`,
};

/**
 * The text of a module with `predict(features)`, which takes a list of numbers in original units and returns what the engine predicts;
 * `FEATURES` and `CLASSES` are their names. It computes in 64 bits.
 * @throws ExperimentError where a number of the model is not finite.
 */
export function exportJavascript(model: SavedModel, producer: Producer): string {
  const network = exportedNetwork(model);
  const { inputs } = network;
  const layers = plainLayers(network.operations);
  const functions = piecesOf(FUNCTIONS, namesIn(layers, "type"));
  const activations = piecesOf(ACTIVATIONS, namesIn(layers, "function"));
  const link = network.target === undefined ? LINKS[network.link] : ORIGINAL_UNITS;
  const needed = new Set([...functions, ...activations, link].flatMap(({ needs = [] }) => needs));
  const helpers = (Object.keys(HELPERS) as Helper[]).filter((name) => needed.has(name));
  const table = (name: string, pieces: readonly Piece[]) =>
    pieces.length === 0
      ? ""
      : `\nconst ${name} = {\n${pieces.map(({ code }) => code).join("\n")}\n};\n`;
  return `// Made by ${producer.name} ${producer.version}.
// ${sentenceOf(model)}

export const FEATURES = ${JSON.stringify(model.summary.feature_names)};
export const CLASSES = ${JSON.stringify(model.summary.class_names)};

/** The network sees (${inputs === undefined ? "feature" : "input"} - MEAN) / SCALE. */
const MEAN = ${JSON.stringify(network.mean)};
const SCALE = ${JSON.stringify(network.scale)};
${targetText(network)}
/** Weights are rows of a unit's inputs. A picture is a flat list: channel by channel, row by row. */
const LAYERS = ${layersText(layers, "  ")};
${helpers.map((name) => `\n${HELPERS[name]}\n`).join("")}${table("ACTIVATIONS", activations)}${table("FUNCTIONS", functions)}
const apply = (layers, x) =>
  layers.reduce((values, layer) => FUNCTIONS[layer.type](values, layer), x);

${inputs === undefined ? "" : inputsText(network.features, inputs)}/** ${network.features} features in original units to ${network.outputs} predictions. */
export function predict(features) {
  if (features.length !== ${network.features}) {
    throw new RangeError(\`predict takes ${network.features} features, and got \${features.length}.\`);
  }
  const outputs = apply(
    LAYERS,
    Array.from(${inputs === undefined ? "features" : "inputsOf(features)"}, (value, i) => (value - MEAN[i]) / SCALE[i]),
  );
${link.code}
}
`;
}

const inputsText = (features: number, inputs: readonly InputSummary[]) =>
  `/** What the network is fed: formulas of the features. */
const inputsOf = ([${featureVariables(features)}]) => [
${inputs.map((input) => `  ${inputExpression(input, "Math.sin")},\n`).join("")}];

`;

const targetText = ({ target }: ExportedNetwork) =>
  target === undefined
    ? ""
    : `
/** It gives (target - TARGET_MEAN) / TARGET_SCALE. */
const TARGET_MEAN = ${JSON.stringify(target.mean)};
const TARGET_SCALE = ${JSON.stringify(target.scale)};
`;

function piecesOf<Id extends string>(pieces: Record<Id, Piece>, names: Set<string>): Piece[] {
  return (Object.keys(pieces) as Id[]).filter((id) => names.has(id)).map((id) => pieces[id]);
}
