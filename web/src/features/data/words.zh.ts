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
  files: "CSV、表格、图片……",
  filesHelp: "自己的表格或图片，不会离开这台设备",
  onlyHere:
    "此浏览器无法保存本页的文件：存储空间已满或不被允许。关闭页面后此表格将会丢失；请腾出空间或允许存储，再重新给出。",
  features: (shown) => `${shown} 个特征`,
  samplesAnd: (train, validation, test) => `训练 ${train} · 验证 ${validation} · 测试 ${test}`,
};
