// SPDX-License-Identifier: Apache-2.0
/** What stands in the editor at first: it runs, and is not yet what is asked for. */
import type { Text } from "../engine/api.ts";
import type { Subject } from "./subjects.ts";

export const STARTERS: Readonly<Record<Subject, Text>> = {
  optimizer: {
    en: `// One step of plain gradient descent.
// Make it momentum: keep a velocity in state.v.
function step(parameters, gradients, state, t, rate) {
  return parameters.map((w, i) => w - rate * gradients[i]);
}
`,
    zh: `// 普通梯度下降的一步。
// 请改成动量法：把速度存放在 state.v 中。
function step(parameters, gradients, state, t, rate) {
  return parameters.map((w, i) => w - rate * gradients[i]);
}
`,
  },
  schedule: {
    en: `// The learning rate of step t = 0, 1, ..., steps - 1.
// Let it fall along half a cosine, from rate to 0.
function schedule(t, steps, rate) {
  return rate;
}
`,
    zh: `// 第 t 步的学习率，t = 0, 1, ..., steps - 1。
// 请让它沿半个余弦波从 rate 降到 0。
function schedule(t, steps, rate) {
  return rate;
}
`,
  },
  activation: {
    en: `// ReLU with its derivative.
// Make it leaky: a slope of 0.01 where x < 0.
function activation(x) {
  return x > 0 ? x : 0;
}

function derivative(x) {
  return x > 0 ? 1 : 0;
}
`,
    zh: `// ReLU 及其导数。
// 请改成 Leaky ReLU：x < 0 时斜率为 0.01。
function activation(x) {
  return x > 0 ? x : 0;
}

function derivative(x) {
  return x > 0 ? 1 : 0;
}
`,
  },
  loss: {
    en: `// The squared error of one output, and its slope.
// Make it Huber's loss: straight where |r| > 1.
function loss(output, target) {
  const r = output - target;
  return r * r;
}

function gradient(output, target) {
  const r = output - target;
  return 2 * r;
}
`,
    zh: `// 一个输出的平方误差及其导数。
// 请改成 Huber 损失：|r| > 1 时为直线。
function loss(output, target) {
  const r = output - target;
  return r * r;
}

function gradient(output, target) {
  const r = output - target;
  return 2 * r;
}
`,
  },
  dataset: {
    en: `// n points [x1, x2, class]; random() is between 0 and 1.
// Make the second class a ring around the first.
function generate(n, random) {
  const points = [];
  for (let i = 0; i < n; i += 1) {
    const label = i % 2;
    const centre = label === 0 ? -1 : 1;
    points.push([centre + random() - 0.5, random() - 0.5, label]);
  }
  return points;
}
`,
    zh: `// n 个点 [x1, x2, 类别]；random() 介于 0 与 1 之间。
// 请让第二类围绕第一类成为一个圆环。
function generate(n, random) {
  const points = [];
  for (let i = 0; i < n; i += 1) {
    const label = i % 2;
    const centre = label === 0 ? -1 : 1;
    points.push([centre + random() - 0.5, random() - 0.5, label]);
  }
  return points;
}
`,
  },
};

/** One line that leads on, as code. */
export const HINT_CODE: Readonly<Record<Subject, string>> = {
  optimizer: "state.v ??= parameters.map(() => 0);\nstate.v[i] = 0.9 * state.v[i] + gradients[i];",
  schedule: "(1 + Math.cos(Math.PI * t / steps)) / 2",
  activation: "x > 0 ? x : 0.01 * x",
  loss: "Math.abs(r) <= 1 ? r * r / 2 : Math.abs(r) - 0.5",
  dataset: "const angle = 2 * Math.PI * random();\n[2 * Math.cos(angle), 2 * Math.sin(angle), 1]",
};
