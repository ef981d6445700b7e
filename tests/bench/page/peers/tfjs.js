// SPDX-License-Identifier: Apache-2.0
/** TensorFlow.js on its WebAssembly backend: its own optimizers, the network written out. */
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { batchesOf, layersOf } from "./common.js";

const WASM = "/tests/bench/node_modules/@tensorflow/tfjs-backend-wasm/dist/";

let started;
async function start(threads) {
  setWasmPaths(WASM);
  setThreadsCount(threads);
  await tf.setBackend("wasm");
  await tf.ready();
}

const ACTIVATIONS = { relu: tf.relu, tanh: tf.tanh, linear: (x) => x };

const LOSSES = {
  mse: (outputs, targets) => tf.mean(tf.square(tf.sub(outputs, targets))),
  bce_logits: (outputs, targets) => tf.losses.sigmoidCrossEntropy(targets, outputs),
  cross_entropy: (outputs, targets) => tf.losses.softmaxCrossEntropy(targets, outputs),
};

const OPTIMIZERS = {
  sgd: ({ learning_rate }) => tf.train.sgd(learning_rate),
  momentum: ({ learning_rate, momentum }) => tf.train.momentum(learning_rate, momentum),
  adam: ({ learning_rate, beta1, beta2, eps }) => tf.train.adam(learning_rate, beta1, beta2, eps),
};

export async function open(task, threads) {
  started ??= start(threads);
  await started;
  const layers = layersOf(task).map((layer) => {
    const { type, activation, units, inputs, weight, bias } = layer;
    if (weight === undefined) return { type };
    const flat = tf.tensor2d(weight.slice(), [inputs, units]);
    const shaped =
      type === "dense"
        ? flat
        : tf.transpose(tf.reshape(flat, [layer.input[0], 3, 3, units]), [1, 2, 0, 3]);
    return {
      type,
      activation: ACTIVATIONS[activation],
      weight: tf.variable(shaped),
      bias: tf.variable(tf.tensor1d(bias.slice())),
    };
  });
  const variables = layers.flatMap(({ weight, bias }) => (weight ? [weight, bias] : []));
  const forward = (x) =>
    layers.reduce((before, { type, activation, weight, bias }) => {
      if (type === "dense") return activation(tf.add(tf.matMul(before, weight), bias));
      if (type === "conv2d") return activation(tf.add(tf.conv2d(before, weight, 1, "same"), bias));
      if (type === "max_pool2d") return tf.maxPool(before, 2, 2, "valid");
      // Ours are flattened channel by channel.
      return tf.reshape(tf.transpose(before, [0, 3, 1, 2]), [before.shape[0], -1]);
    }, x);
  const { input } = task.layers[0];
  const batchOf = ({ features, targets }) => {
    const count = targets.length;
    const x =
      input.length === 3
        ? tf.transpose(tf.tensor(features.slice(), [count, ...input]), [0, 2, 3, 1])
        : tf.tensor2d(features.slice(), [count, input[0]]);
    const y =
      task.loss.type === "cross_entropy"
        ? tf.cast(tf.oneHot(tf.tensor1d(Array.from(targets), "int32"), task.classes), "float32")
        : tf.tensor2d(targets.slice(), [count, 1]);
    return { x, y };
  };
  const batches = batchesOf(task).map(batchOf);
  const loss = LOSSES[task.loss.type];
  const optimizer = OPTIMIZERS[task.optimizer.type](task.optimizer);
  let next = 0;
  return {
    steps(count) {
      for (let step = 0; step < count; step += 1) {
        const { x, y } = batches[next];
        optimizer.minimize(() => loss(forward(x), y), false, variables);
        next = next + 1 === batches.length ? 0 : next + 1;
      }
    },
    loss: () =>
      tf.tidy(() => {
        const { x, y } = batchOf(task.evaluation);
        return loss(forward(x), y).dataSync()[0];
      }),
    close() {
      for (const { x, y } of batches) tf.dispose([x, y]);
      tf.dispose(variables);
      optimizer.dispose();
    },
  };
}
