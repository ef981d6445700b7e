// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  file: "文件",
  open: "打开…",
  openHelp: "实验、模型、练习、表格或图片；也可以直接拖到页面任意位置",
  examples: "示例…",
  runs: "已保存的训练…",
  share: "分享与嵌入…",
  exercise: "制作练习…",
  keep: "保存当前训练",
  inBrowser: "存入此浏览器",
  save: "保存",
  experiment: "实验",
  model: "训练好的网络（可继续训练）",
  picture: "当前状态的图片",
  history: "损失记录",
  page: "单文件网页（无需网络）",
  elsewhere: "在别处使用这个网络",
  formats: {
    onnx: "ONNX 模型",
    pytorch: "PyTorch 脚本",
    python: "Python（无需任何库）",
    javascript: "JavaScript 模块",
    safetensors: "权重（safetensors）",
  },
  making: "正在写入文件…",
  written: (name: string) => `已写入 ${name}。`,
  noTrainer: "训练器已停止，没有可写入的网络。按播放可重新启动。",
  dropHere: "松开即可打开",
  dropHelp: "实验、模型、练习、表格（CSV）或图片",
  after: (epochs: string, loss: string) => `${epochs}后：训练损失 ${loss}`,
  loss: "损失",
};
