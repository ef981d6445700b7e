// SPDX-License-Identifier: Apache-2.0
/** brain.js: one activation for all layers, the last one included; updates after every sample. */
import { learning, meanLoss, samplesOf, script } from "./common.js";

await script("brain.js/browser.js");

export async function open(task) {
  const layers = learning(task);
  const network = new globalThis.brain.NeuralNetwork({
    activation: layers[0].activation,
    // It goes along target - output, half of the gradient of the squared error.
    learningRate: 2 * task.optimizer.learning_rate,
  });
  // Its options refuse 0.
  network.trainOpts.momentum = 0;
  network.sizes = [layers[0].inputs, ...layers.map(({ units }) => units)];
  network.initialize();
  layers.forEach(({ units, inputs, weight, bias }, at) => {
    for (let unit = 0; unit < units; unit += 1) {
      network.biases[at + 1][unit] = bias[unit];
      for (let from = 0; from < inputs; from += 1) {
        network.weights[at + 1][unit][from] = weight[unit + units * from];
      }
    }
  });
  const samples = samplesOf(task).map(({ input, target }) => ({ input, output: [target] }));
  let next = 0;
  return {
    steps(count) {
      for (let step = 0; step < count; step += 1) {
        network.trainPattern(samples[next]);
        next = next + 1 === samples.length ? 0 : next + 1;
      }
    },
    loss: () => meanLoss(task, (x) => network.runInput(x)),
  };
}
