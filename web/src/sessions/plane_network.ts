// SPDX-License-Identifier: Apache-2.0
/**
 * What a small network of dense layers answers over the plane, from its parameters alone: for the eye, where the trainer is not there to
 * be asked. What it does not know it leaves unanswered.
 */
import type { Activation } from "#catalog";
import type { Description, Standardization } from "../engine/api.ts";

/** What a network is fed, and how its answers are read. */
export interface Scales {
  readonly standardization: Standardization;
  readonly target_standardization?: Standardization | undefined;
}

type Described = Pick<Description, "experiment" | "summary">;
type Curve = (z: number) => number;

const sigmoid: Curve = (z) => (1 + Math.tanh(z / 2)) / 2;

/** Undefined for one that has no short formula. */
function curveOf(activation: Activation): Curve | undefined {
  switch (activation.type) {
    case "linear":
      return (z) => z;
    case "tanh":
      return Math.tanh;
    case "sigmoid":
      return sigmoid;
    case "relu":
      return (z) => Math.max(0, z);
    case "leaky_relu":
      return (z) => (z > 0 ? z : activation.negative_slope * z);
    case "elu":
      return (z) => (z > 0 ? z : activation.alpha * Math.expm1(z));
    case "silu":
      return (z) => z * sigmoid(z);
    case "softplus":
      return (z) => (z > 20 ? z : Math.log1p(Math.exp(z)));
    default:
      return undefined;
  }
}

interface DenseLayer {
  readonly inputs: number;
  readonly units: number;
  /** Where its weights begin: input by input, the biases after all of them. */
  readonly offset: number;
  readonly bias: boolean;
  readonly curve: Curve;
  /** What its units answer; the same one each time, for thousands of pixels. */
  readonly answers: Float64Array;
}

export class PlaneNetwork {
  private constructor(
    private readonly description: Described,
    private readonly layers: readonly DenseLayer[],
    private readonly scales: Scales,
  ) {}

  /** Undefined for a network that is made of anything else. */
  static of(description: Described, scales: Scales): PlaneNetwork | undefined {
    const layers: DenseLayer[] = [];
    for (const [index, layer] of description.experiment.model.layers.entries()) {
      const place = description.summary.layers[index];
      const curve = layer.type === "dense" ? curveOf(layer.activation) : undefined;
      if (layer.type !== "dense" || place === undefined || curve === undefined) return undefined;
      const [inputs = 0] = place.input;
      const [units = 0] = place.output;
      const answers = new Float64Array(units);
      layers.push({ inputs, units, offset: place.offset, bias: layer.bias, curve, answers });
    }
    return new PlaneNetwork(description, layers, scales);
  }

  /** Of the units of one layer, the pixels from the upper left corner row by row. */
  unitMaps(parameters: Float32Array, layer: number, size: number): number[][] {
    const units = this.layers[layer]?.units ?? 0;
    const maps = Array.from({ length: units }, () => new Array<number>(size * size));
    this.overPlane(size, size, (features, pixel) => {
      const answers = this.forward(parameters, features, layer + 1);
      for (let unit = 0; unit < units; unit += 1) {
        const map = maps[unit];
        if (map !== undefined) map[pixel] = answers[unit] ?? 0;
      }
    });
    return maps;
  }

  /** Outputs x (width * height), pixel by pixel. */
  map(parameters: Float32Array, width: number, height: number): Float32Array {
    const { outputs } = this.description.summary;
    const values = new Float32Array(outputs * width * height);
    this.overPlane(width, height, (features, pixel) => {
      values.set(this.predict(parameters, features), outputs * pixel);
    });
    return values;
  }

  /** As many answers from the least feature to the greatest. */
  curve(parameters: Float32Array, count: number): Float32Array {
    const { range } = this.description.summary;
    const { x_min, x_max } = range ?? { x_min: 0, x_max: 1 };
    return Float32Array.from({ length: count }, (_, at) => {
      const feature = x_min + ((x_max - x_min) * at) / Math.max(1, count - 1);
      return this.predict(parameters, [feature])[0] ?? 0;
    });
  }

  /** At the middle of each pixel. */
  private overPlane(
    width: number,
    height: number,
    visit: (features: readonly number[], pixel: number) => void,
  ): void {
    const { range } = this.description.summary;
    if (range === undefined) return;
    const { x_min, x_max, y_min, y_max } = range;
    for (let pixel = 0; pixel < width * height; pixel += 1) {
      const right = ((pixel % width) + 0.5) / width;
      const down = (Math.floor(pixel / width) + 0.5) / height;
      visit([x_min + right * (x_max - x_min), y_max - down * (y_max - y_min)], pixel);
    }
  }

  /** `features` in original units; after so many layers. Holds until the next call. */
  private forward(
    parameters: Float32Array,
    features: readonly number[],
    depth = this.layers.length,
  ): Float64Array {
    const { mean, scale } = this.scales.standardization;
    let before: Float64Array = Float64Array.from(
      features,
      (one, at) => (one - (mean[at] ?? 0)) / (scale[at] ?? 1),
    );
    for (let index = 0; index < depth; index += 1) {
      const layer = this.layers[index];
      if (layer === undefined) break;
      const { inputs, units, offset, bias, curve, answers } = layer;
      for (let unit = 0; unit < units; unit += 1) {
        let sum = bias ? (parameters[offset + inputs * units + unit] ?? 0) : 0;
        for (let input = 0; input < inputs; input += 1) {
          sum += (parameters[offset + input * units + unit] ?? 0) * (before[input] ?? 0);
        }
        answers[unit] = curve(sum);
      }
      before = answers;
    }
    return before;
  }

  /** As the trainer predicts: shares of the classes, or values in original units. */
  private predict(parameters: Float32Array, features: readonly number[]): ArrayLike<number> {
    const raw = this.forward(parameters, features);
    const { type } = this.description.experiment.loss;
    if (type === "bce_logits") return raw.map(sigmoid);
    if (type === "cross_entropy") {
      const most = Math.max(...raw);
      const shares = raw.map((one) => Math.exp(one - most));
      const all = shares.reduce((sum, one) => sum + one, 0);
      return shares.map((one) => one / all);
    }
    const target = this.scales.target_standardization;
    if (target === undefined) return raw;
    return raw.map((one, at) => one * (target.scale[at] ?? 1) + (target.mean[at] ?? 0));
  }
}
