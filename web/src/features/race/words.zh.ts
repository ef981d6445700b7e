// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  intro:
    "几种设置从完全相同的初始权重出发，每次更新用的也是同样的小批量，所以差别只来自设置本身。这里画出多个种子下的损失曲线：线是平均值，色带从运气最好的一次到最差的一次。",
  begin: "开始竞赛",
  differ: "比较的设置",
  contestants: "参赛者",
  contestant: (number: string) => `${number}号参赛者`,
  rateOf: (name: string) => `${name} 的学习率`,
  add: "增加参赛者",
  remove: (name: string) => `移除 ${name}`,
  curves: "曲线",
  training: "训练损失",
  validation: "验证损失",
  epoch: "轮",
  mark: "目标",
  markHelp: "谁能降到这个损失、在第几轮",
  reached: (mark: string) => `降到 ${mark} 的轮次`,
  never: "未达到",
  range: (low: string, high: string) => `${low} 至 ${high}`,
  failed: (failed: string, runs: string) => `${failed}（共${runs}）`,
  failures: "发散",
  use: (name: string) => `把 ${name} 用于实验`,
  learned: "各自学到的结果",
  learnedBy: (name: string) => `${name} 学到的结果`,
  firstSeed: "第一个种子，全部同时训练。",
  draw: "绘制",
  notTrained: "无法训练",
  table: "参赛者，从好到差",
  says: (names: string) => `${names} 的损失曲线，数值见表格。`,
};
