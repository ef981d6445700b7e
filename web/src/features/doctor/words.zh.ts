// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  name: "正在发生什么",
  show: "看看在哪里",
  intro: "网络从随机的权重出发，每次更新都让它们沿着损失（也就是误差）的坡往下走一小步。",
  early: "现在就可以按播放键：训练器一到，训练就开始。",
  pressed: "训练器一到，训练就开始。",
  beginning: {
    line: "按播放键，看图中的变化：这个网络只能画一条直线，训练会把它转到合适的位置。",
    edges: "按播放键，看第 1 层的神经元：每个画出一条直边，输出层把这些边拼起来。",
    joined: "按播放键，看各个神经元：第 1 层画出直边，后面的层把它们拼成数据的形状。",
    bends: "按播放键，看曲线：第 1 层的每个神经元给它添一个弯。",
    filters: "按播放键，看第 1 层的卷积核：每个都在整张图片中寻找一种小图案。",
    rows: "按播放键，看损失：第 1 层的每个神经元以自己的方式给各个输入加权。",
  },
  shapes: {
    line: "这个网络画一条直线，每次更新把它转动、移动一点。",
    edges: "第 1 层的每个神经元画一条直边，输出层把这些边拼起来。",
    joined: "第 1 层画出直边，后面的层把它们拼成形状。",
    bends: "第 1 层的每个神经元添一个弯，输出层把它们加起来。",
    filters: "第 1 层寻找笔画和拐角，后面的层把它们拼成整体。",
    rows: "第 1 层的每个神经元以自己的方式给各个输入加权，输出层汇总它们的回答。",
  },
  falling: (length) => `损失大约每 ${length}减半。`,
  waiting: "损失还几乎没有下降：网络尚未找到区分样本的办法。",
  unseen: (validation, train) => `没有用于训练的样本答对 ${validation}，训练样本答对 ${train}。`,
  update: (share) => `每次更新大约改变权重大小的 ${share}；通常是 1/1,000。`,
  learnt: (loss) => `损失为 ${loss}：已没有多少可学的了。`,
};
