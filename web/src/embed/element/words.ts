// SPDX-License-Identifier: Apache-2.0
/** What a reader sees where a frame stays empty, and how the host is told of it. */

export const WORDS = {
  en: {
    title: "Downhill: a neural network learns",
    silent: "The playground did not load here.",
    cure: "Allow its address in this page's policy (frame-src), and see whether it opens by itself.",
    open: "Open it in a new tab",
    gone: "This playground has been taken away.",
    back: "Put it on the page again.",
    wrong: "The attributes make no sense: ",
    mend: "`document` is JSON, `src` the address of embed.html.",
  },
  zh: {
    title: "Downhill：神经网络学习实验",
    silent: "演练场未能在此处加载。",
    cure: "请在本页的策略（frame-src）中允许它的地址，并检查该地址能否单独打开。",
    open: "在新标签页中打开",
    gone: "这个演练场已被移除。",
    back: "请重新放到页面上。",
    wrong: "属性有误：",
    mend: "`document` 应为 JSON，`src` 应为 embed.html 的地址。",
  },
} as const;
