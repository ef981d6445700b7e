// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  intro:
    "同一次训练，从完全相同的权重出发，只让一个数取几个不同的值。这里会看到六条同一坐标的小损失曲线，并可选用其中一个。",
  begin: "开始训练",
  of: "对比哪一项",
  comma: "、",
  nothingToSweep: "此实验没有可以对比取值的数。",
  strip: "同一次训练取不同的值",
  picture: (name: string) => `取 ${name} 时的损失，终值见下方。`,
  ended: (measure: string, value: string) => `${measure} ${value}`,
  broke: "发散",
  best: (name: string, measure: string, value: string) =>
    `取 ${name} 时最好：${measure} ${value}。`,
  use: (name: string) => `把实验中的值设为 ${name}`,
  scale:
    "各图使用同一对数坐标。实线为训练损失，虚线为验证损失。每个值只用一个随机种子：换一个种子，结论可能不同。",
};
