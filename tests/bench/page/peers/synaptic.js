// SPDX-License-Identifier: Apache-2.0
/** Synaptic: networks of neurons, compiled to JavaScript; updates after every sample. */
import { learning, meanLoss, samplesOf, script } from "./common.js";

await script("synaptic/dist/synaptic.js");
const { Layer, Network, Neuron } = globalThis.synaptic;
const SQUASH = { tanh: Neuron.squash.TANH, linear: Neuron.squash.IDENTITY };

export async function open(task) {
  const layers = learning(task);
  const input = new Layer(layers[0].inputs);
  const others = layers.map(({ units }) => new Layer(units));
  [input, ...others].reduce((from, to) => {
    from.project(to);
    return to;
  });
  layers.forEach((layer, at) => {
    const before = at === 0 ? input : others[at - 1];
    others[at].list.forEach((neuron, unit) => {
      neuron.squash = SQUASH[layer.activation];
      neuron.bias = layer.bias[unit];
      for (const connection of Object.values(neuron.connections.inputs)) {
        const from = before.list.indexOf(connection.from);
        connection.weight = layer.weight[unit + layer.units * from];
      }
    });
  });
  const network = new Network({ input, hidden: others.slice(0, -1), output: others.at(-1) });
  const samples = samplesOf(task).map(({ input: x, target }) => [x, [target]]);
  // It goes along target - output, half of the gradient of the squared error.
  const rate = 2 * task.optimizer.learning_rate;
  let next = 0;
  return {
    steps(count) {
      for (let step = 0; step < count; step += 1) {
        const [x, target] = samples[next];
        network.activate(x);
        network.propagate(rate, target);
        next = next + 1 === samples.length ? 0 : next + 1;
      }
    },
    loss: () => meanLoss(task, (x) => network.activate(x)),
  };
}
