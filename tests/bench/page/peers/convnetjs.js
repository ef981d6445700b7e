// SPDX-License-Identifier: Apache-2.0
/** ConvNetJS: volumes of numbers, sample by sample; updates after a batch. */
import { layersOf, samplesOf, script } from "./common.js";

await script("convnetjs/build/convnet.js");
const { Net, Trainer, Vol } = globalThis.convnetjs;

const activationOf = ({ activation }) => (activation === "linear" ? {} : { activation });

/** Its own layer makes the last outputs and their loss. */
const ENDS = {
  mse: ({ units }) => ({ type: "regression", num_neurons: units }),
  cross_entropy: ({ units }) => ({ type: "softmax", num_classes: units }),
};

function definitionOf(layer, task, isLast) {
  if (layer.type === "max_pool2d") return [{ type: "pool", sx: 2, stride: 2 }];
  if (layer.type === "flatten") return [];
  if (isLast) return [ENDS[task.loss.type](layer)];
  if (layer.type === "dense") {
    return [{ type: "fc", num_neurons: layer.units, ...activationOf(layer) }];
  }
  const convolution = { sx: 3, filters: layer.units, stride: 1, pad: 1 };
  return [{ type: "conv", ...convolution, ...activationOf(layer) }];
}

/** Volumes lie row by row with the channels innermost; ours channel by channel. */
const placeIn = ({ sx, sy, depth }, index) => {
  const channel = Math.floor(index / (sx * sy));
  return (index % (sx * sy)) * depth + channel;
};

export async function open(task) {
  const [channels, height, width] =
    task.layers[0].input.length === 3 ? task.layers[0].input : [task.layers[0].input[0], 1, 1];
  const described = layersOf(task);
  const learnt = described.filter(({ parameters }) => parameters > 0);
  const net = new Net();
  net.makeLayers([
    { type: "input", out_sx: width, out_sy: height, out_depth: channels },
    ...described.flatMap((layer, at) => definitionOf(layer, task, at === described.length - 1)),
  ]);
  const own = net.layers.filter(({ filters }) => filters !== undefined);
  own.forEach((layer, at) => {
    const { units, inputs, weight, bias } = learnt[at];
    const before = net.layers[net.layers.indexOf(layer) - 1];
    const volume =
      layer.layer_type === "conv"
        ? layer.filters[0]
        : { sx: before.out_sx, sy: before.out_sy, depth: before.out_depth };
    layer.filters.forEach((filter, unit) => {
      layer.biases.w[unit] = bias[unit];
      for (let from = 0; from < inputs; from += 1) {
        filter.w[placeIn(volume, from)] = weight[unit + units * from];
      }
    });
  });
  const { type, learning_rate, momentum } = task.optimizer;
  const trainer = new Trainer(net, {
    method: "sgd",
    // Its regression layer has half of the squared error.
    learning_rate: task.loss.type === "mse" ? 2 * learning_rate : learning_rate,
    momentum: type === "momentum" ? momentum : 0,
    batch_size: task.batch,
  });
  const volumesOf = (some) =>
    samplesOf(some).map(({ input, target }) => {
      const x = new Vol(width, height, channels, 0);
      input.forEach((value, index) => {
        x.w[placeIn(x, index)] = value;
      });
      return { x, y: task.loss.type === "mse" ? [target] : target };
    });
  const samples = volumesOf(task);
  let next = 0;
  return {
    steps(count) {
      for (let sample = 0; sample < count * task.batch; sample += 1) {
        const { x, y } = samples[next];
        trainer.train(x, y);
        next = next + 1 === samples.length ? 0 : next + 1;
      }
    },
    /** Its own loss of the squared error is another multiple of it in each place. */
    loss() {
      const all = volumesOf(task.evaluation).map(({ x, y }) => {
        const outputs = net.forward(x, false).w;
        return task.loss.type === "mse" ? (outputs[0] - y[0]) ** 2 : -Math.log(outputs[y]);
      });
      return all.reduce((sum, one) => sum + one, 0) / all.length;
    },
  };
}
