// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  player: "正在学习的神经网络",
  which: "显示内容",
  nothingToShow: (part: string) => `${part}：此实验没有可显示的内容。`,
  notFirst: "view.predict：同一次训练（view.run）的框架一起训练，因此不会等待预测。",
  noSetting: (path: string) => `view.show：此实验没有 ${path} 这项设置。`,
  asks: "地址中有无法识别的内容：",
  more: "更多",
  shared: "共用训练器",
  back: "重新开始",
  backHelp: "回到作者给出的实验",
  open: "在 Downhill 中打开",
  openHelp: "在新标签页中打开此实验，所有设置都可以修改",
  touch: "点击后可以读数和选择",
  altOf: (title: string) => `一个正在学习的神经网络：${title}。`,
  altStands: (epochs: string, loss: string) => `训练 ${epochs}后，训练损失为 ${loss}。`,
  trainLoss: "训练损失",
  validationLoss: "验证损失",
  trainAccuracy: "训练准确率",
  validationAccuracy: "验证准确率",
  altRight: (share: string) => `未参与训练的样本中，${share} 回答正确。`,
};
