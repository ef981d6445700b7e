// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  intro:
    "从旁边给出的范围和列表中随机抽取设置，逐一训练并排名。这里会看到哪些设置起决定作用，哪些几乎无关紧要。",
  begin: "开始搜索",
  setting: "设置",
  way: "抽取方式",
  from: { range: "范围", list: "列表" },
  minimum: "最小值",
  maximum: "最大值",
  logarithmic: "对数",
  logarithmicHelp: "按数量级抽取",
  values: "各个值，用逗号分隔",
  add: "增加设置",
  remove: (name: string) => `不搜索${name}`,
  leaveOut: (name: string) => `去掉 ${name}`,
  takeIn: "再加一个",
  more: "更多……",
  tooManyNetworks: (networks, most) =>
    `隐藏层的各个列表共组成${networks}个网络，一次搜索最多${most}个：请缩短列表。`,
  halving: (trials: string, factor: string, epochs: string) =>
    `${trials}次试验同时开始；每轮之后每${factor}个留下一个，最后的训练到 ${epochs}。`,
  over: "横轴",
  epoch: "轮次（曲线）",
  bestCurve: "目前最好",
  trialNumber: (number) => `${number}号试验`,
  whole: "训练完成",
  cut: "提前停止",
  now: "当前",
  trial: "试验",
  best: (number: string, differences: string) => `最好的是${number}号试验：${differences}。`,
  bestIsNow: (number: string) => `最好的是${number}号试验，与现在的实验相同。`,
  insteadOf: (name: string, found: string, now: string) => `${name}为 ${found}（现为 ${now}）`,
  between: "，",
  use: (number: string) => `把${number}号试验用于实验`,
  table: "各次试验，从好到差",
  rest: (count: string) => `另有${count}次更差。`,
  says: (measure: string, setting: string) =>
    `各次试验的${measure}随${setting}的变化，数值见表格。`,
};
