// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  title: "网络",
  parameters: (shown) => `${shown} 个参数`,
  unitsOf: (layer) => `${layer}的神经元数`,
  fewerUnits: (layer) => `${layer}减少一个神经元`,
  moreUnits: (layer) => `${layer}增加一个神经元`,
  channelsOf: (layer) => `${layer}的通道数`,
  fewerChannels: (layer) => `${layer}减少一个通道`,
  moreChannels: (layer) => `${layer}增加一个通道`,
  activationOf: (layer) => `${layer}的激活函数`,
  editLayer: (layer) => `${layer}的设置`,
  dragHelp: "拖动可移动此层，也可按 Alt 加方向键",
  chooseInputs: "选择送入网络的输入",
  inputsSay: "点按可加入或去掉一个输入。每幅小图显示它在平面上的值。",
  lastInput: "至少要留一个输入",
  scrolled: "网络及其各层",
  addLayer: "添加一层",
  addAfter: "在其后添加",
  removeLayer: "删除",
  moveEarlier: "左移",
  moveLater: "右移",
  layerType: "层的种类",
  derivedUnits: "输出层的大小由数据和损失决定。",
  moreLeft: (shown) => `还有 ${shown} 个`,
  hint: "每个方块是一个神经元：平面上每一点的输出。点一下可放大查看，并列出它的权重。",
  hintWeights: "每个方块是一个神经元：它看输入时用的权重。点一下可放大查看，并列出它的权重。",
  hintPictures:
    "网络对左侧样本的处理：卷积层或汇聚（池化）层之后是特征图，角上是卷积核；全连接层用条或颜色表示各神经元的输出。点一下可放大查看。",
  shownSample: {
    train: (number) => `训练样本 ${number}`,
    validation: (number) => `验证样本 ${number}`,
    test: (number) => `测试样本 ${number}`,
  },
  anotherSample: "点击或按方向键换一个样本",
  networkSays: (sizes, parameters) =>
    `各层神经元数为 ${sizes} 的网络，共 ${parameters} 个参数。连线橙色实线为正权重，蓝色虚线为负权重，越粗越大。`,
};
