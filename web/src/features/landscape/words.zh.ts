// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  what: "显示内容",
  views: {
    exact: "两个参数",
    path: "沿路径",
    random: "随机方向",
    descent: "测试函数",
  },
  intro: {
    exact:
      "这个网络只有两个参数，整个损失曲面都能画出来：每个点是一对参数，每条线连接损失相等的点。这里会看到训练走到极小点的路。",
    path: "网络的权重是高维空间中的一个点，训练使它移动。这里画出最能包含这条路径的平面上的损失：山谷、陡壁，以及其间的路。",
    random: "两个随机方向（长度与每个神经元的权重相同）显示训练所得网络周围的山谷是宽是窄。",
    descent: "用只有两个自变量的函数代替网络：选一个起点，看优化器怎样走下山。",
  },
  measure: "测量损失曲面",
  work: (epochs: string, points: string) => `先训练一次（${epochs}），再计算${points}个点的损失。`,
  principal: ["路径的第一主方向", "第二主方向"] as const,
  random: ["随机方向 1", "随机方向 2"] as const,
  weightOf: (name: string) => `${name} 的权重`,
  weightOfLayer: (number: string) => `第${number}层的权重`,
  bias: "偏置",
  parameter: (number: string) => `参数${number}`,
  says: (x: string, y: string) => `${x}与${y}平面上的等损失线，路径见表格。`,
  rest: "平面之外的那部分变动，在图上看不到的方向上。",
  notInThem: (share: string) =>
    `路径不在这幅图中：两个随机方向只包含路径变动的 ${share}。这里看到的是终点周围的情形。`,
  marks: "圆环是起点，线是路径，圆点是滑块所在的位置。",
  ring: "圆环是训练所得的网络。",
  diamond: "菱形是页面上的训练现在所在的位置。",
  past: "页面上的训练已超出这条路径的终点。请重新测量。",
  another: "页面上的训练设置不同，或途中改过学习率：这不是它的路径。",
  along: "路径上的位置",
  play: "沿路径前进",
  pause: "停下",
  tell: (step: string, last: string, height: string, value: string) =>
    `第 ${step} 次更新（共 ${last} 次）· ${height} ${value}`,
  more: "起点、步数和学习率调度",
  setOff: "出发",
  updates: (shown: string) => `在二元函数上更新${shown}步。`,
  value: "函数值",
  saysFunction: (name: string) => `函数 ${name} 的等高线和下降路径，路径见表格。`,
  pickHelp: "点击或轻触可另选起点；方向键移动起点（按住 Shift 微调），Enter 键从起点出发。",
  crosses: "圆环是起点，叉是全部局部极小点，圆点是滑块所在的位置。",
  tenth: (rate: string) => `改用学习率 ${rate}`,
  keep: "保留这条路径",
  kept: "此函数上的路径",
  newest: "最新",
  forget: (name: string) => `移除 ${name}`,
  update: "更新",
  table: "路径的表格",
};
