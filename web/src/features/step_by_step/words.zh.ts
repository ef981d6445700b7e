// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  waiting: "正在展开下一次更新……",
  tooLarge: (parameters) =>
    `${parameters} 个参数的更新太大，无法逐个数展开。最多可展开 20,000 个参数的全连接层，小批量也要再小一些。`,
  noUnits: "没有可以逐个数展开的全连接层。",
  ended: "训练已结束，没有下一次更新可展开。请重置，或延长训练。",
  of: (update, samples) => `第 ${update} 步更新，${samples} 个样本。`,
  pauseToRead: "暂停后可以慢慢看；之后每走一步就展开下一次更新。",
  sample: "样本",
  sampleOf: (sample, samples) => `第 ${sample} 个，共 ${samples} 个`,
  fewer: "上一个样本",
  more: "下一个样本",
  layer: "层",
  unit: "神经元",
  parts: { forward: "前向传播", loss: "损失", backward: "反向传播", update: "更新" },
  says: {
    forward: "每个输入乘以权重，加上偏置求和；再由激活函数弯曲。",
    loss: "这个样本的输出离目标有多远。",
    backward: "损失往回传：它随输出、加权和与权重变化多少。小批量的梯度由其中所有样本合成。",
    update: "优化器让权重逆着梯度移动。",
  },
  changed: "g̃ 是优化器得到的梯度：加上了正则化项，或经过截断。",
  batchLoss: (loss, samples) => `${samples} 个样本的平均损失：${loss}。`,
  table: "这个神经元的所有输入权重",
  liveliest: (shown, all) => `梯度最大的 ${shown} 个，共 ${all} 个。`,
  columns: {
    from: "来自",
    input: "输入",
    weight: "权重",
    product: "乘积",
    sample: "样本的梯度",
    batch: "小批量的梯度",
    memory: "优化器记住的",
    update: "更新量",
    after: "更新后的权重",
  },
  bias: "偏置",
  unitNumber: (number) => `神经元 ${number}`,
  choose: (name) => `跟随来自${name}的权重`,
  check: "检验梯度",
  checkHelp: "在训练当前的位置与有限差分比较。",
  checking: "正在与有限差分比较……",
  agrees: (checked, difference, update) =>
    `梯度与有限差分一致：在第 ${update} 步之后检验了 ${checked} 个参数，最大相对差为 ${difference}。`,
  disagrees: (layer, difference) =>
    `${layer}的梯度与有限差分相差 ${difference}：这不应该发生。请把它连同实验的链接告诉我们。`,
  refused: "无法检验此实验的梯度。",
  verdicts: {
    agrees: "一致",
    kink: "恰在折点上，如 ReLU 的 0 处",
    unclear: "太小，无法判断",
    disagrees: "不一致",
  },
  checkTable: "逐层的梯度检验",
  checkColumns: { layer: "层", checked: "检验数", difference: "最大差", verdict: "结论" },
};
