// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  intro:
    "用几秒钟训练三个网络，测出本机每秒能处理多少个样本。测量时页面上的训练和研究会暂停，结束后继续。",
  begin: "开始测量",
  again: "重新测量",
  stop: "停止",
  progress: "测量进度",
  busy: "正在测量，页面上的训练已暂停。",
  table: "本机的测量结果",
  network: "网络",
  samples: "每秒样本数",
  gflops: "GFLOP/s（十亿次/秒）",
  share: "占单核峰值",
  trainer: "训练器",
  networks: {
    small: "2-32-32-1，批量大小 32",
    digits: "64-128-64-10，批量大小 64",
    convolutions: "8 × 8 图像，两个卷积层，批量大小 32",
  },
  runs: (instructions: string, threads: string) => `${instructions}，${threads}`,
  meaning:
    "GFLOP/s 指每秒十亿次乘法和加法，按数学公式计数。峰值是单个核心只用寄存器中的数所能达到的速度。机器上的其他工作会使这些数值都变低。SIMD 是一次计算四个数的指令；在浏览器和处理器支持时，宽松 SIMD 还把乘和加合成一步，最后一位的舍入可能不同。",
  copy: "复制为文本",
  copied: "已复制。",
  copyByHand: "此页面无法使用剪贴板。文本已选中，请按 Ctrl+C 复制。",
  text: "文本形式的结果",
};
