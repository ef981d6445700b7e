// SPDX-License-Identifier: Apache-2.0
/** What a reader sees where a frame stays empty, and how the host is told of it. */

export const WORDS = {
  en: {
    title: "Downhill: a neural network",
    silent: "The playground did not load.",
    cure: "Allow its address in this page's frame-src, or open it alone.",
    open: "Open in a new tab",
    gone: "This playground is gone.",
    back: "Put it back.",
    wrong: "An attribute makes no sense.",
    mend: "`document` is JSON, `src` the address of embed.html.",
  },
  zh: {
    title: "Downhill：神经网络",
    silent: "演练场未能在此处加载。",
    cure: "请在本页的 frame-src 中允许该地址，或单独打开它。",
    open: "在新标签页中打开",
    gone: "演练场已移除。",
    back: "请放回页面。",
    wrong: "有属性无效。",
    mend: "`document` 应为 JSON，`src` 应为 embed.html 的地址。",
  },
} as const;
