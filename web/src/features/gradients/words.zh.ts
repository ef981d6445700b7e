// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  waiting: "正在查看各层……",
  ended: "训练已结束，没有下一次更新可看。重置后可从头观察。",
  notes: "梯度说明了什么",
  less: (layer, share, last) =>
    `按每个权重计，${layer}得到的梯度只有${last}的 ${share}：学习也就慢这么多倍。`,
  more: (layer, times, last) =>
    `按每个权重计，${layer}得到的梯度是${last}的 ${times} 倍：反向传播时梯度在放大。`,
  even: (times) => `各层都得到梯度：按每个权重计，最大的是最小的 ${times} 倍。`,
  update: (share) => `一次更新最多改变一层权重大小的 ${share}；通常约为 1/1,000。`,
  dead: (dead, units, layer) =>
    `${layer}的 ${units} 个神经元中有 ${dead} 个失效：这一批样本都不能激活它们，因此学不到东西。`,
  saturated: (share, layer) => `${layer}的输出有 ${share} 处于饱和区，那里的斜率几乎为 0。`,
  show: "随更新变化",
  quantities: {
    gradient: "梯度",
    weights: "权重",
    update: "更新量",
    ratio: "更新量 / 权重",
    dead: "失效神经元",
    saturated: "饱和",
  },
  means: {
    gradient: "每个权重的梯度大小：L2 范数除以权重个数的平方根。",
    weights: "权重的大小：L2 范数除以权重个数的平方根。",
    update: "一次更新使每个权重移动多少：L2 范数除以权重个数的平方根。",
    ratio: "更新量的范数与权重的范数之比：通常约为 1/1,000。",
    dead: "对这一批的每个样本斜率都为 0 的神经元所占的比例。",
    saturated: "斜率小于 0.01 的输出所占的比例（按神经元和样本计）。",
  },
  usual: "通常",
  says: (quantity, layers) =>
    `${quantity}随更新的变化，每层一条曲线：${layers}。表格列出最新的数值。`,
  table: "最近一次查看各层的结果",
  layer: "层",
  outputs: "输出",
  histogram: (what, low, high) => `${what}：从 ${low} 到 ${high}`,
  step: (update) => `第 ${update} 步`,
  coming: (update) => `即将进行的第 ${update} 步`,
};
