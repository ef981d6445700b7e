// SPDX-License-Identifier: Apache-2.0
/**
 * Who is measured beside Downhill, what each can do of a workload, and how. A peer that cannot do just the same does the nearest that is
 * mathematics of its own, `changed`, which Downhill then does too when the losses are compared; or it `cannot`, and the row says why.
 */

const can = (changed = {}, note) => ({ changed, note });
const cannot = (reason) => ({ cannot: reason });

const isDense = ({ model }) => model.layers.every(({ type }) => type === "dense");
const usesAdam = ({ optimizer }) => optimizer.type === "adam";

/** W7, of which a step of some takes seconds: the windows of all would wait for them. */
const isTooLarge = ({ batch_size }) => batch_size > 200;
const TOO_SLOW = "left out: one step takes seconds";

/** What a workload is called that is done with other hyper-parameters. */
const ONE_BY_ONE = "updates after every sample";

/** Both know the squared error and nothing else, and follow the plain gradient. */
function online(document, changed, note) {
  if (!isDense(document)) return cannot("has no convolutions");
  if (document.loss?.type !== "mse") return cannot("has neither this loss nor this optimizer");
  // Another step for each sample: as large as the mean over a batch would take it, or it would run away.
  return can({ batch_size: 1, ...changed }, note);
}

export const PEERS = [
  {
    file: "tests/bench/page/peers/synaptic.js",
    name: "synaptic",
    packages: ["synaptic"],
    threads: [1],
    does: (document) => online(document, {}, ONE_BY_ONE),
  },
  {
    file: "tests/bench/page/peers/brain.js",
    name: "brain.js",
    packages: ["brain.js"],
    threads: [1],
    does(document) {
      const { layers } = document.model;
      const { activation } = layers[0];
      if (document.loss?.type === "mse" && activation === undefined) {
        return cannot("has no linear units");
      }
      const last = { ...layers.at(-1), activation };
      const model = { layers: [...layers.slice(0, -1), last] };
      return online(document, { model }, `${ONE_BY_ONE}, tanh at the output too`);
    },
  },
  {
    file: "tests/bench/page/peers/convnetjs.js",
    name: "ConvNetJS",
    packages: ["convnetjs"],
    threads: [1],
    does(document) {
      if (isTooLarge(document)) return cannot(TOO_SLOW);
      const changed = {};
      const notes = [];
      if (usesAdam(document)) {
        changed.optimizer = { type: "momentum", learning_rate: 0.01 };
        notes.push("momentum, for it has no Adam");
      }
      if (document.data.classes === 2) {
        changed.loss = { type: "cross_entropy" };
        notes.push("softmax of two outputs");
      }
      return can(changed, notes.join("; "));
    },
  },
  {
    file: "build/bench/tfjs.js",
    name: "TensorFlow.js wasm",
    packages: ["@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-wasm"],
    threads: [1, 2],
    does(document) {
      if (isTooLarge(document)) return cannot(TOO_SLOW);
      return isDense(document)
        ? can()
        : cannot("its wasm backend has no gradients of convolution and pooling");
    },
  },
  {
    file: "tests/bench/page/peers/jax.js",
    name: "jax-js wasm",
    packages: ["@jax-js/jax"],
    threads: [1, 2],
    does: () => can(),
  },
];
