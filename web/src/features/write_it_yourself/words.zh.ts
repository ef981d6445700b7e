// SPDX-License-Identifier: Apache-2.0

import { spaced } from "../../locales/spaced.ts";
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  subject: "要写的内容",
  subjects: {
    optimizer: "优化器的一步",
    schedule: "学习率调度",
    activation: "激活函数及其导数",
    loss: "损失函数及其梯度",
    dataset: "数据集",
  },
  tasks: {
    optimizer:
      "step 得到参数和梯度，返回新的参数。state 是一个在各步之间保留的对象，t 从 1 开始计数。每一步都与训练器的结果比较，然后两者从同一起点赛跑。",
    schedule: "schedule 返回第 t 步的学习率，t 从 0 开始。整条曲线都会与训练器的曲线比较。",
    activation:
      "derivative 会与 activation 的有限差分比较，包括很极端的位置；activation 的值再与训练器的值比较。",
    loss: "gradient 是 loss 对输出的导数：它会与有限差分比较，loss 的值再与训练器的值比较。",
    dataset:
      "generate 返回 n 行 [x1, x2, 类别]，类别编号为 0 到 5。随机数来自 random()，每次运行都相同。",
  },
  hints: {
    optimizer:
      "第一步时 state 是空的。先给每个参数一个速度，让它累积梯度，再沿速度而不是梯度走一步：",
    schedule: "角度从 0 到 π 时，余弦从 1 降到 -1：",
    activation: "0 的左边是一条斜率很小的直线，所以那里的导数就是这个斜率：",
    loss: "中间是半条抛物线，外侧是直线，在 |r| = 1 处以相同的斜率相接。梯度就是截断到 -1 与 1 之间的 r：",
    dataset: "圆环上的位置由角度和半径决定：",
  },
  hint: "提示",
  editor: (subject) => `${subject}，用 JavaScript 写`,
  editorHelp: "Tab 缩进；先按 Escape 再按 Tab 可离开编辑器；Ctrl+Enter 运行。",
  against: "比较对象",
  againstOn: (optimizer, rate, ground) =>
    `比较对象：${ground}上的${spaced(optimizer)}，学习率 ${rate}`,
  ground: "在哪里走",
  grounds: { function: "在测试函数上", experiment: "在本页的网络上" },
  onNetwork: (optimizer, parameters, steps) =>
    `与${spaced(optimizer)}比较，就像本页训练那样：同样的 ${parameters} 个参数、同样的小批量、同样的学习率，共 ${steps} 步。梯度由训练器计算；赛跑时，梯度取自你的步子所到之处。`,
  tooLarge: (parameters, most) =>
    `本页的网络有 ${parameters} 个参数，而代码最多在 ${most} 个参数上运行。请把网络改小，或选一个测试函数。`,
  saysLosses: (name) => `每一步之后的训练损失：用你的代码，以及用${spaced(name).trimEnd()}。`,
  loss: "训练损失",
  run: "运行并比较",
  working: "正在运行……",
  startOver: "重新开始",
  ready: "代码不会离开本页：它在独立的解释器中运行，时间和内存都有上限。",
  notComparable: (optimizer) =>
    `${spaced(optimizer).trimStart()}不能写成只依赖梯度的一步：它要在别处求损失、对路径取平均，或只看符号。请换一个。`,
  broken: "解释器没有加载成功。网络是否正常？请再运行一次。",
  goTo: (line) => `转到第 ${line} 行`,
  changed: "此后代码已改动。",
  logged: "输出的日志",
  yours: "你的",
  trainers: "训练器的",
  ours: (name) => `${name}（训练器）`,
  agree: {
    optimizer: (steps, name) =>
      `全部 ${steps} 步都与训练器的${spaced(name)}一致，直到 32 位数的最后一位。`,
    schedule: (steps, name) => `全部 ${steps} 步的学习率都与${spaced(name)}一致。`,
    activation: (points, name) =>
      `在全部 ${points} 处，导数与有限差分一致，函数值与${spaced(name)}一致。`,
    loss: (points, name) =>
      `在全部 ${points} 处，梯度与有限差分一致，损失值与${spaced(name)}一致。`,
  },
  differ: {
    optimizer: (step, parameter, name) =>
      `与${spaced(name)}相比，第一个不同的数：第 ${step} 步，参数 ${parameter}。`,
    schedule: (step, name) => `与${spaced(name)}相比，第一个不同的学习率：第 ${step} 步。`,
    derivative: (place) => `导数最先在 ${place} 处不同。`,
    value: (place, name) => `导数没有问题，但函数值与${spaced(name)}最先在 ${place} 处不同。`,
  },
  numbers: (yours, ours) => `你的是 ${yours}，训练器的是 ${ours}。`,
  slopes: (yours, differences) => `你的是 ${yours}，有限差分是 ${differences}。`,
  firstNumber: "第一个不同的数",
  parameter: "参数",
  before: "之前",
  gradient: "梯度",
  step: "步",
  rate: "学习率",
  value: "函数值",
  output: "输出",
  target: (target) => `目标 ${target}`,
  derivative: "导数",
  saysRace: (name) => `等高线上的两条路径：你的，以及${spaced(name)}的。`,
  saysValues: (name) => `每一步之后的函数值：你的，以及${spaced(name)}的。`,
  saysCurve: (name) => `你的曲线与${spaced(name)}的曲线。`,
  saysPoints: "数据点，每一类有自己的颜色和形状。",
  points: (points, classes) => `${points} 个点，${classes} 个类别。`,
  oneClass: "至少要有两个类别才能用来训练。",
  train: "用它训练",
  trained: "实验现在以这些点为数据。",
};
