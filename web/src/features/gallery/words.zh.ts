// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  intro: "打开后就是这里设定的样子：按播放开始，再随意改动。",
  opened: (title: string, story: string) => `${title}：${story}`,
  undo: "撤销",
};
