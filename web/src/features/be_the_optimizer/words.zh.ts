// SPDX-License-Identifier: Apache-2.0

import { spaced } from "../../locales/spaced.ts";
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  intro: (parameters) =>
    `${parameters === 1 ? "这个参数现在归你管：移动它，让损失降下来。" : "这两个参数现在归你管：移动它们，让损失降下来。"}然后优化器从同一起点走同样多的步数，谁的损失更低谁赢。`,
  ground: "在哪里走",
  experiment: "本实验的损失",
  onFunction: "这里的损失就是测试函数的值，不需要数据。",
  sight: "能看到",
  sights: { fog: "雾中，只看脚下", contours: "整个曲面" },
  length: "步数",
  ghost: "优化器的下一步",
  again: "重新开始",
  waiting: "正在测量损失曲面……",
  broken: "计算损失的训练器停了，请重新开始。",
  height: "训练损失",
  value: "函数值",
  says: (x, y) => `${x} 与 ${y} 的平面和你走过的路。每一步见表格。`,
  saysOver: (x, y) => `${x} 与 ${y} 的平面，有等损失线、你和优化器走过的路。每一步见表格。`,
  saysLine: (x) => `损失随 ${x} 变化的曲线（只画出看得到的部分）和你走过的步子。每一步见表格。`,
  saysLineOver: (x) => `损失随 ${x} 变化的曲线、你走过的步子和优化器走过的步子。每一步见表格。`,
  pickHelp:
    "点击或轻触要去的地方；也可用方向键瞄准（按住 Shift 微调）。按 Enter、双击或点按钮就走过去。",
  start: (loss, moves) => `你现在的损失是 ${loss}，可以走 ${moves} 步。`,
  moved: (move, moves, loss) => `第 ${move} 步（共 ${moves} 步）：损失 ${loss}`,
  down: (by) => `，下降 ${by}。`,
  up: (by) => `，上升 ${by}。`,
  same: "，没有变化。",
  fullStop: "。",
  noLoss: "超出一切界限",
  to: "走到",
  move: "走过去",
  noNumber: (name) => `${name} 应为一个数，例如 1.5。`,
  stop: "到此为止，轮到优化器",
  turn: "优化器正在走……",
  result: (moves, yours, optimizer, its) =>
    `走了 ${moves} 步：你的损失是 ${yours}，${spaced(optimizer)}的是 ${its}。`,
  verdicts: {
    ahead: "你更低。",
    behind: "优化器更低。",
    even: "不相上下。",
    diverged: "优化器走丢了：用这个学习率会发散。",
  },
  why: {
    fog: "在雾中，你只知道走过的地方损失是多少。优化器每到一处还知道坡度：往哪边是下坡、有多陡。",
    contours: "你看得到整个曲面，优化器看不到：它每到一处，只知道那里的坡度。",
  },
  tryRate: "改一改学习率，它会从同一起点重走一遍；你走过的步子不变。",
  crawls: (rate) =>
    `学习率是 ${rate}，它所有的步子加起来在这里还没有一个圆点宽。你的手想走多远就走多远，优化器能走多远由学习率决定。把学习率放大十倍试试：它会从同一起点重走一遍，你走过的步子不变。`,
  yours: "你",
  yoursOf: (what) => `你的${spaced(what).trimEnd()}`,
  itsOf: (optimizer, what) => `${spaced(optimizer).trimStart()}的${spaced(what).trimEnd()}`,
  columns: { move: "步", loss: "损失" },
  table: "每一步",
  marks: "圆环是瞄准的地方，圆点是你站的地方。",
};
