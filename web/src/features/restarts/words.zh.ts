// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  intro:
    "同一个实验从多个随机起点分别训练。这里会看到各次结果相差多远：结果有多少来自设置，又有多少只是运气。",
  begin: "尝试多个起点",
  start: "起点，从好到差",
  mean: "平均",
  each: "一个起点",
  use: (seed: string) => `把种子 ${seed} 的起点用于实验`,
  table: "各起点，从好到差",
  says: (low: string, high: string) => `各起点的结果，从 ${low} 到 ${high}。`,
};
