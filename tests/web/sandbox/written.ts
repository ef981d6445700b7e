// SPDX-License-Identifier: Apache-2.0
/** The catalog's optimizers, activations, losses and schedules as a student writes them, with their default numbers. */

const step = (memory: string, each: string) => `
function step(parameters, gradients, state, t, rate) {
  ${memory}
  return parameters.map((w, i) => {
    let g = gradients[i];
    ${each}
  });
}`;

const MOMENTS = `
    state.m[i] = 0.9 * state.m[i] + 0.1 * g;
    state.v[i] = 0.999 * state.v[i] + 0.001 * g * g;
    const m = state.m[i] / (1 - 0.9 ** t);
    const v = state.v[i] / (1 - 0.999 ** t);`;
const BOTH = "state.m ??= [0, 0]; state.v ??= [0, 0];";

export const OPTIMIZERS: Readonly<Record<string, string>> = {
  sgd: step("", "return w - rate * g;"),
  momentum: step(
    "state.v ??= [0, 0];",
    "state.v[i] = 0.9 * state.v[i] + g; return w - rate * state.v[i];",
  ),
  nesterov: step(
    "state.v ??= [0, 0];",
    "state.v[i] = 0.9 * state.v[i] + g; return w - rate * (g + 0.9 * state.v[i]);",
  ),
  adagrad: step(
    "state.a ??= [0, 0];",
    "state.a[i] += g * g; return w - rate * g / (Math.sqrt(state.a[i]) + 1e-10);",
  ),
  adadelta: step(
    "state.v ??= [0, 0]; state.u ??= [0, 0];",
    `state.v[i] = 0.9 * state.v[i] + 0.1 * g * g;
    const d = Math.sqrt(state.u[i] + 1e-6) / Math.sqrt(state.v[i] + 1e-6) * g;
    state.u[i] = 0.9 * state.u[i] + 0.1 * d * d;
    return w - rate * d;`,
  ),
  rmsprop: step(
    "state.v ??= [0, 0];",
    "state.v[i] = 0.99 * state.v[i] + 0.01 * g * g; return w - rate * g / (Math.sqrt(state.v[i]) + 1e-8);",
  ),
  adam: step(BOTH, `${MOMENTS} return w - rate * m / (Math.sqrt(v) + 1e-8);`),
  amsgrad: step(
    `${BOTH} state.most ??= [0, 0];`,
    `${MOMENTS}
    state.most[i] = Math.max(state.most[i], state.v[i]);
    return w - rate * m / (Math.sqrt(state.most[i] / (1 - 0.999 ** t)) + 1e-8);`,
  ),
  adamw: step(BOTH, `${MOMENTS} return w * (1 - rate * 0.01) - rate * m / (Math.sqrt(v) + 1e-8);`),
  adamax: step(
    "state.m ??= [0, 0]; state.u ??= [0, 0];",
    `state.m[i] = 0.9 * state.m[i] + 0.1 * g;
    state.u[i] = Math.max(0.999 * state.u[i], Math.abs(g) + 1e-8);
    return w - rate / (1 - 0.9 ** t) * state.m[i] / state.u[i];`,
  ),
  nadam: step(
    `${BOTH} const mu = (s) => 0.9 * (1 - 0.5 * 0.96 ** (s * 0.004));
  state.product = (state.product ?? 1) * mu(t);`,
    `${MOMENTS}
    const ahead = mu(t + 1) * state.m[i] / (1 - state.product * mu(t + 1));
    const now = (1 - mu(t)) * g / (1 - state.product);
    return w - rate * (ahead + now) / (Math.sqrt(v) + 1e-8);`,
  ),
  radam: step(
    BOTH,
    `${MOMENTS}
    const most = 2 / (1 - 0.999) - 1;
    const length = most - 2 * t * 0.999 ** t / (1 - 0.999 ** t);
    if (length <= 5) return w - rate * m;
    const r = Math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
    return w - rate * m * r / ((Math.sqrt(state.v[i]) + 1e-8) / Math.sqrt(1 - 0.999 ** t));`,
  ),
};

const curve = (f: string, df: string) =>
  `const activation = (x) => ${f};\nconst derivative = (x) => ${df};\n`;
const ERF = `
// By its series, and by the continued fraction of the tail.
function erf(x) {
  if (Math.abs(x) > 3) {
    let f = 0;
    for (let k = 60; k > 0; k -= 1) f = k / 2 / (Math.abs(x) + f);
    return Math.sign(x) * (1 - Math.exp(-x * x) / Math.sqrt(Math.PI) / (Math.abs(x) + f));
  }
  let [term, sum] = [x, x];
  for (let k = 1; k < 80; k += 1) {
    term *= -x * x / k;
    sum += term / (2 * k + 1);
  }
  return 2 / Math.sqrt(Math.PI) * sum;
}
`;
const SIGMOID = "const sigmoid = (x) => 1 / (1 + Math.exp(-x));\n";
const TANH = `const inner = (x) => Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
const slope = (x) => Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);\n`;

export const ACTIVATIONS: Readonly<Record<string, string>> = {
  linear: curve("x", "1"),
  relu: curve("Math.max(0, x)", "x > 0 ? 1 : 0"),
  leaky_relu: curve("x > 0 ? x : 0.01 * x", "x > 0 ? 1 : 0.01"),
  elu: curve("x > 0 ? x : Math.expm1(x)", "x > 0 ? 1 : Math.exp(x)"),
  selu: curve(
    "1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x))",
    "1.0507009873554805 * (x > 0 ? 1 : 1.6732632423543772 * Math.exp(x))",
  ),
  gelu:
    ERF +
    curve(
      "x * (1 + erf(x / Math.SQRT2)) / 2",
      "(1 + erf(x / Math.SQRT2)) / 2 + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI)",
    ),
  gelu_tanh:
    TANH +
    curve(
      "x * (1 + Math.tanh(inner(x))) / 2",
      "(1 + Math.tanh(inner(x))) / 2 + x * slope(x) * (1 - Math.tanh(inner(x)) ** 2) / 2",
    ),
  silu: SIGMOID + curve("x * sigmoid(x)", "sigmoid(x) * (1 + x * (1 - sigmoid(x)))"),
  softplus: SIGMOID + curve("Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))", "sigmoid(x)"),
  tanh: curve("Math.tanh(x)", "1 - Math.tanh(x) ** 2"),
  sigmoid: SIGMOID + curve("sigmoid(x)", "sigmoid(x) * (1 - sigmoid(x))"),
};

const loss = (f: string, df: string) =>
  `const loss = (o, y) => ${f};\nconst gradient = (o, y) => ${df};\n`;

export const LOSSES: Readonly<Record<string, string>> = {
  mse: loss("(o - y) ** 2", "2 * (o - y)"),
  mae: loss("Math.abs(o - y)", "Math.sign(o - y)"),
  huber: loss(
    "Math.abs(o - y) <= 1 ? (o - y) ** 2 / 2 : Math.abs(o - y) - 0.5",
    "Math.max(-1, Math.min(1, o - y))",
  ),
  smooth_l1: loss(
    "Math.abs(o - y) < 1 ? (o - y) ** 2 / 2 : Math.abs(o - y) - 0.5",
    "Math.max(-1, Math.min(1, o - y))",
  ),
  bce_logits: loss(
    "Math.max(o, 0) - o * y + Math.log1p(Math.exp(-Math.abs(o)))",
    "1 / (1 + Math.exp(-o)) - y",
  ),
  bce: loss("-(y * Math.log(o) + (1 - y) * Math.log(1 - o))", "(o - y) / (o * (1 - o))"),
  hinge: loss("Math.max(0, 1 - y * o)", "y * o < 1 ? -y : 0"),
  squared_hinge: loss("Math.max(0, 1 - y * o) ** 2", "y * o < 1 ? -2 * y * (1 - y * o) : 0"),
};

const schedule = (body: string) => `function schedule(t, steps, rate) {\n${body}\n}`;

/** With the numbers that the test gives them. */
export const SCHEDULES: Readonly<
  Record<string, { readonly given: Readonly<Record<string, unknown>>; readonly code: string }>
> = {
  constant: { given: {}, code: schedule("return rate;") },
  step: {
    given: { step_size: 30, gamma: 0.5 },
    code: schedule("return rate * 0.5 ** Math.floor(t / 30);"),
  },
  multistep: {
    given: { milestones: [10, 50], gamma: 0.1 },
    code: schedule("return rate * 0.1 ** [10, 50].filter((m) => t >= m).length;"),
  },
  exponential: { given: { gamma: 0.9 }, code: schedule("return rate * 0.9 ** t;") },
  polynomial: {
    given: { power: 2 },
    code: schedule("return rate * (1 - Math.min(t, steps) / steps) ** 2;"),
  },
  cosine: { given: {}, code: schedule("return rate * (1 + Math.cos(Math.PI * t / steps)) / 2;") },
  cosine_warm_restarts: {
    given: { t_0: 25, t_mult: 1 },
    code: schedule("return rate * (1 + Math.cos(Math.PI * (t % 25) / 25)) / 2;"),
  },
  linear_warmup: {
    given: { warmup_steps: 20, start_factor: 0.25, end_factor: 1 },
    code: schedule("return rate * (0.25 + 0.75 * Math.min(t, 20) / 20);"),
  },
};
