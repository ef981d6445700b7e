// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  valueMap: "预测值",
  mapOf: (data) => `${data}的决策图`,
  mapSaysAccuracy: (epochs, train, validation) =>
    `训练 ${epochs}后，${train} 的训练点和 ${validation} 的验证点位于正确的一侧。`,
  mapSaysLoss: (epochs, train) => `训练 ${epochs}后，训练损失为 ${train}。`,
  mapTable: "以表格查看决策图",
  mapTableHelp: "网络在均匀分布的若干位置上的输出：类别，两类时为第二类的概率，或预测值。",
  curveTable: "以表格查看曲线",
  prediction: "预测",
  className: (name) => `类别 ${name}`,
  heldOut: "留出",
  part: "数据部分",
  parts: { train: "训练", validation: "验证", test: "测试" },
  confusionCorner: "真实\u00a0↓ 预测\u00a0→",

  // One unit
  unitShort: (number) => `神经元 ${number}`,
  windowShort: (channel, row, column) => `通道 ${channel}：${row}，${column}`,
  inputShort: (number) => `第 ${number} 个数`,
  pixel: (row, column) => `第 ${row} 行第 ${column} 列`,
  backToOutput: "回到输出",
  from: (layer) => `来自${layer}`,
  leadsTo: (layer) => `通向${layer}`,
  weightOf: (name) => `${name}的权重`,
  editWeight: "填写另一个数并按 Enter：网络从此处继续",
  bias: "偏置",
  weightChange: (from, to, before, after) => `权重 ${from} → ${to}：${before} → ${after}`,
  biasChange: (unit, before, after) => `${unit}的偏置：${before} → ${after}`,
  moreWeights: (shown) => `另有 ${shown} 个较小的`,
  unitMapSays: "平面上每一点的输出：蓝色处低，橙色处高。",
  unitWeightsSay: "它看图像时用的权重。橙色：此处有笔迹则输出升高；蓝色：此处有笔迹则输出降低。",
  filterSays: "在图像上滑动的卷积核，每个输入通道一格。",
  mapAndFilterSay: (sample) => `${sample}：上方是特征图，下方是卷积核，每个输入通道一格。`,
  poolingSays: (sample) => `${sample}：缩小后的特征图。`,
  unitAnswers: (sample, value) => `${sample}：输出为 ${value}。`,

  // Pictures
  views: {
    map: "决策图",
    curve: "曲线",
    fit: "预测与真实",
    confusion: "错误",
    space: "空间",
    draw: "手写",
  },
  curve: "拟合曲线",
  confusionMatrix: "混淆矩阵",
  mapOptions: "决策图显示哪些内容",
  mapParts: {
    axes: "坐标轴",
    line: "决策边界",
    test: "测试点",
    discrete: "离散显示：只看判断结果",
  },

  // Samples
  pickSamples: "样本：点选一个，或用方向键逐个查看",
  sample: "样本",
  sampleOf: {
    train: (number) => `训练样本 ${number}`,
    validation: (number) => `验证样本 ${number}`,
    test: (number) => `测试样本 ${number}`,
  },
  saliencySays: (name) => `它看重哪里：橙色处添上笔迹更像 ${name}，蓝色处添上笔迹更不像`,
  unmark: "取消选中此样本",
  trueClass: "真实",
  saidClass: "预测",
  trueValue: "真实值",
  saidValue: "预测值",
  offBy: (shown) => `相差 ${shown}`,
  verdictSays: (number, truth, said, sure) => `样本 ${number}：真实 ${truth}，预测 ${said} ${sure}`,

  // Mistakes
  wrongOf: (wrong, all) => `错 ${wrong} 个，共 ${all} 个`,
  cellSays: (truth, said, shown) => `真实 ${truth}，预测 ${said}：${shown}`,
  samplesListed: "样本",
  allMistakes: "最有把握却错了的在前",
  showAll: "全部错误",
  noneListed: "没有。",
  moreListed: (shown) => `另有 ${shown} 个`,

  // Predicted against true
  trueOf: (target) => `真实的 ${target}`,
  saidOf: (target) => `预测的 ${target}`,
  mae: "平均误差",
  maeHelp: "平均绝对误差，以目标的单位计",
  rmse: "均方根误差",
  rmseHelp: "均方误差的平方根，以目标的单位计",
  fitSays: (r2, mae) => `预测与真实：R² ${r2}，平均绝对误差 ${mae}。落在虚线上的预测是准确的。`,

  // Pad
  padHelp:
    "手写板：用鼠标或手指写一个数字；也可用方向键移动，空格键落笔或提笔，退格键撤回一笔，Delete 键清空",
  padHint: "在这里写一个数字",
  padKeys: "方向键移动 · 空格键落笔或提笔",
  padSees: "网络看到的：大小和位置与它学过的数字一致",
  padWaits: "边写边给出答案。",
  padUndo: "撤回",
  padClear: "清空",
  probabilities: "概率",

  // Space
  spaceLayer: "显示哪一层的空间",
  spaceSays: (layer) => `${layer}眼中的平面，网格随之弯曲`,
  samplesSay: (layer) => `${layer}把样本移到的位置`,
  turn: "旋转",
};
