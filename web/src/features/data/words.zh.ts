// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  title: "数据",
  groups: {
    two_classes: "两类",
    several: "多类",
    numbers: "数值",
    pictures: "图片",
    tables: "数据表",
    more: "更多数据",
    yours: "自己的数据",
  },
  features: (shown) => `${shown} 个特征`,
  samplesAnd: (train, validation, test) => `训练 ${train} · 验证 ${validation} · 测试 ${test}`,
};
