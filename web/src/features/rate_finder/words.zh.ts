// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  intro:
    "学习率从极小逐步升到极大，每个值更新一步，直到损失发散。这里会看到损失在哪里下降得最快：那就是适合开始的学习率。",
  begin: "寻找学习率",
  noRate: (optimizer: string) => `${optimizer} 自己决定步子大小，没有学习率可找。请换一个优化器。`,
  updates: (shown: string) => `一次训练，共更新${shown}步。`,
  rate: "学习率",
  loss: "小批量损失",
  smoothed: "平滑后",
  single: "逐个小批量",
  suggestion: "建议",
  lowest: "损失最低",
  now: "当前",
  chosen: "所选",
  what: "学习率",
  pickHelp: "点击曲线可选择其他学习率。",
  use: (rate: string) => `把学习率设为 ${rate}`,
  table: "各学习率及其损失",
  says: (low: string, high: string) => `学习率从 ${low} 到 ${high} 的损失，数值见表格。`,
  meaning: {
    suggestion: "损失下降最快",
    lowest: "损失最低，但一开始就用它太大了",
    chosen: "在曲线上选的",
    now: "当前的值",
  },
  every: "扫描过程的表格",
};
