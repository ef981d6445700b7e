// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  map: "决策图",
  valueMap: "预测值",
  curve: "拟合曲线",
  confusion: "混淆矩阵",
  confusionMatrix: "混淆矩阵",
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
  confusionSays: "蓝色：正确 · 橙色：误判为其他类别",
  confusionCorner: "真实\u00a0↓ 预测\u00a0→",
  noPicture: (features) => `${features} 个特征无法画成平面图：拟合的好坏请看损失。`,

  // One unit
  unit: (layer, number) => `${layer}，单元 ${number}`,
  unitShort: (number) => `单元 ${number}`,
  channelShort: (number) => `通道 ${number}`,
  inputShort: (number) => `第 ${number} 个数`,
  pixel: (row, column) => `第 ${row} 行第 ${column} 列`,
  backToOutput: "回到输出",
  from: (layer) => `来自${layer}`,
  leadsTo: (layer) => `通向${layer}`,
  bias: "偏置",
  moreWeights: (shown) => `另有 ${shown} 个较小的`,
  unitMapSays: "平面上每一点的输出：蓝色处低，橙色处高。",
  unitWeightsSay: "它看图像时用的权重。橙色：此处有笔迹则输出升高；蓝色：此处有笔迹则输出降低。",
  filterSays: "在图像上滑动的卷积核，每个输入通道一格。",
};
