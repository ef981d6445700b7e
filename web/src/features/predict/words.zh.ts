// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  intro:
    "先说说损失会怎样变化，再看它真的怎样变化：画出你预想的曲线，或者只说出终点。之后预测被锁定，由训练来回答。",
  notReady: "训练器正在载入。",
  noLogarithm: "此损失在起点处不大于零，无法在这里画出曲线。",
  begun: "训练已经开始了。预测要从起点说起。",
  back: "回到起点",
  of: "曲线",
  kinds: { train_loss: "训练损失", validation_loss: "验证损失" },
  length: "接下来的",
  padHelp: "从左往右画。用键盘时：左右方向键换位置，上下方向键设定损失，Delete 键清除。",
  scale: "每条线是上一条线的十分之一。上边缘也表示：发散。",
  end: (epoch: string) => `或者只说终点：第${epoch}轮后的损失`,
  noNumber: (low: string, high: string) => `损失是大于零的数，这里在 ${low} 到 ${high} 之间。`,
  clear: "清除",
  lock: "锁定并训练",
  skip: "不预测",
  first: "先说说你预想的结果，然后才训练。",
  runs: "预测已锁定，训练正在进行。",
  left: "训练还没给出答案，实验就被改动了，或者训练退回去了：这个预测对应的训练已不存在。",
  again: "再预测一次",
  legend: { predicted: "你的预测", run: "实际训练" },
  verdicts: {
    exact: "你料到了。",
    close: "很接近。",
    roughly: "方向对了，数值还差一些。",
    surprised: "出乎意料：值得再看一眼。",
  },
  factor: (factor: string) => `你的曲线平均相差 ${factor} 倍。`,
  exactly: "你的曲线平均相差不到十分之一。",
  lower: "损失降得比你预想的更低。",
  higher: "损失一直比你预想的更高。",
  spread: "它时而高于你的曲线，时而低于。",
  last: (epoch: string, predicted: string, loss: string) =>
    `第${epoch}轮后，你说是 ${predicted}，实际是 ${loss}。`,
  broke: "训练发散了：损失增大到没有止境。",
  endedBefore: "还没到你说的第一个位置，训练就结束了。",
  furthest: (epoch: string) => `相差最大的地方：第${epoch}轮后。`,
  each: "各位置的数值",
  columns: {
    epoch: "轮",
    predicted: "预测",
    loss: "实际",
    factor: "倍数",
  },
  seen: "你看到了什么？",
  seenPlaceholder: "写一句话",
  before: "到目前为止的预测",
  one: (title: string, factor: string) => `${title}：相差 ${factor} 倍`,
};
