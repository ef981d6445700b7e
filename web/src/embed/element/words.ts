// SPDX-License-Identifier: Apache-2.0
/** What a reader sees where a frame stays empty, and how the host is told of it: of each fault of the element its sentence and its cure. */

export const WORDS = {
  en: {
    title: "Downhill: a neural network",
    open: "Open in a new tab",
    no_answer: [
      "The playground did not load.",
      "Allow its address in this page's frame-src, or open it alone.",
    ],
    destroyed: ["This playground is gone.", "Put it back."],
    bad_attribute: [
      "An attribute makes no sense.",
      "`document` is JSON, `src` the address of embed.html.",
    ],
  },
  zh: {
    title: "Downhill：神经网络",
    open: "在新标签页中打开",
    no_answer: ["演练场未能在此处加载。", "请在本页的 frame-src 中允许该地址，或单独打开它。"],
    destroyed: ["演练场已移除。", "请放回页面。"],
    bad_attribute: ["有属性无效。", "`document` 应为 JSON，`src` 应为 embed.html 的地址。"],
  },
} as const;
