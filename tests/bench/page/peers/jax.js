// SPDX-License-Identifier: Apache-2.0
/** jax-js on its WebAssembly device: one compiled function a step, with the optimizer in it. */
import { batchesOf, layersOf, packages } from "./common.js";

const {
  blockUntilReady,
  init,
  defaultDevice,
  jit,
  lax,
  nn,
  numpy: np,
  tree,
  valueAndGrad,
} = await import(`${packages}@jax-js/jax/dist/index.js`);
await init("wasm");
defaultDevice("wasm");

const ACTIVATIONS = { relu: nn.relu, tanh: np.tanh, linear: (x) => x };

/** Steps between two waits for what is under way, so that the queue stays short. */
const WAIT_EVERY = 8;

const LOSSES = {
  mse: (outputs, targets) => np.mean(np.square(outputs.sub(targets))),
  bce_logits: (outputs, targets) => np.mean(nn.softplus(outputs.ref).sub(outputs.mul(targets))),
  cross_entropy: (outputs, targets) =>
    np.mean(np.sum(nn.logSoftmax(outputs, -1).mul(targets), -1)).mul(-1),
};

/** New parameters, and what is remembered; everything is used up. */
const OPTIMIZERS = {
  sgd: ({ learning_rate }) => ({
    memory: [],
    update: (parameter, gradient) => [parameter.sub(gradient.mul(learning_rate))],
  }),
  momentum: ({ learning_rate, momentum }) => ({
    memory: [0],
    update(parameter, gradient, [velocity]) {
      const next = velocity.mul(momentum).add(gradient);
      return [parameter.sub(next.ref.mul(learning_rate)), next];
    },
  }),
  adam: ({ learning_rate, beta1, beta2, eps }) => ({
    memory: [0, 0],
    /** correction: 1 / (1 - beta^t) of both. */
    update(parameter, gradient, [m, v], [first, second]) {
      const mean = m.mul(beta1).add(gradient.ref.mul(1 - beta1));
      const square = v.mul(beta2).add(np.square(gradient).mul(1 - beta2));
      const size = np.sqrt(square.ref.mul(second)).add(eps);
      return [parameter.sub(mean.ref.mul(first).div(size).mul(learning_rate)), mean, square];
    },
    corrections: (step) => [1 / (1 - beta1 ** step), 1 / (1 - beta2 ** step)],
  }),
};

export async function open(task) {
  const layers = layersOf(task);
  const learnt = layers.filter(({ weight }) => weight !== undefined);
  let parameters = learnt.flatMap(({ type, units, inputs, input, weight, bias }) => {
    const flat = np.array(weight.slice()).reshape([inputs, units]);
    // (O, C, 3, 3), as its convolutions take them.
    const shaped = type === "dense" ? flat : np.transpose(flat).reshape([units, input[0], 3, 3]);
    return [shaped, np.array(bias.slice())];
  });
  const forward = (own, x) => {
    let at = 0;
    return layers.reduce((before, { type, activation, units }) => {
      if (type === "max_pool2d") return lax.reduceWindow(before, np.max, [2, 2], [2, 2]);
      if (type === "flatten") return before.reshape([before.shape[0], -1]);
      const [weight, bias] = [own[at++], own[at++]];
      const outputs =
        type === "dense"
          ? np.matmul(before, weight).add(bias)
          : lax.conv(before, weight, [1, 1], "SAME").add(bias.reshape([units, 1, 1]));
      return ACTIVATIONS[activation](outputs);
    }, x);
  };
  const loss = (own, x, y) => LOSSES[task.loss.type](forward(own, x), y);
  const optimizer = OPTIMIZERS[task.optimizer.type](task.optimizer);
  let memory = parameters.map((parameter) => optimizer.memory.map(() => np.zeros(parameter.shape)));
  const step = jit((own, remembered, corrections, x, y) => {
    const [value, gradients] = valueAndGrad(loss)(
      own.map((one) => one.ref),
      x,
      y,
    );
    value.dispose();
    const updated = own.map((parameter, at) =>
      optimizer.update(
        parameter,
        gradients[at],
        remembered[at],
        corrections.map((one) => one.ref),
      ),
    );
    for (const one of corrections) one.dispose();
    return [updated.map(([parameter]) => parameter), updated.map(([, ...rest]) => rest)];
  });
  const { input } = task.layers[0];
  const batchOf = ({ features, targets }) => ({
    x: np.array(features.slice()).reshape([targets.length, ...input]),
    y:
      task.loss.type === "cross_entropy"
        ? nn.oneHot(np.array(Int32Array.from(targets)), task.classes)
        : np.array(targets.slice()).reshape([targets.length, 1]),
  });
  const batches = batchesOf(task).map(batchOf);
  let next = 0;
  let made = 0;
  return {
    async steps(count) {
      for (let at = 0; at < count; at += 1) {
        const { x, y } = batches[next];
        made += 1;
        const corrections = (optimizer.corrections?.(made) ?? []).map((one) => np.array(one));
        [parameters, memory] = step(parameters, memory, corrections, x.ref, y.ref);
        next = next + 1 === batches.length ? 0 : next + 1;
        if (at % WAIT_EVERY === WAIT_EVERY - 1) await blockUntilReady(parameters);
      }
      await blockUntilReady(parameters);
    },
    async loss() {
      const { x, y } = batchOf(task.evaluation);
      const value = loss(
        parameters.map((one) => one.ref),
        x,
        y,
      );
      return (await value.data())[0];
    },
    close() {
      for (const one of tree.leaves([parameters, memory, batches])) one.dispose();
      step.dispose?.();
    },
  };
}
