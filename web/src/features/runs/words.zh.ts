// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  keep: "保存当前训练",
  import: "导入…",
  empty:
    "还没有保存的训练。训练之后点按钮或按 K 键：它会连同权重保存在此浏览器中，随时打开都能接着训练。",
  denied: "此浏览器不允许存储，训练只保留到关闭本页为止。想留下的请导出。",
  newer:
    "这里保存的训练来自更新的 Downhill，此页面无法读取。请刷新页面；在此之前，训练只保留到关闭本页为止。",
  onlyHere: "只保留到关闭本页为止，请导出为文件。",
  notDescribed: "浏览器空间不足，无法存下这处改动。请将训练导出为文件。",
  name: "名称",
  note: "备注",
  notePlaceholder: "添加备注",
  why: "为什么？",
  whyPlaceholder: "为什么做这次训练？",
  first: "最早保存的训练。",
  sameAsBefore: "设置与前一次训练相同。",
  otherData: "所用数据与前一次训练不同。",
  changed: (change: string) => `与前一次训练相比：${change}。`,
  changedMany: (count: string) =>
    `与前一次训练相比改了 ${count} 处，因此看不出其中任何一处的作用。只改这一处：`,
  onlyOpened: (change: string) => `已打开前一次训练，只改一处：${change}。训练后请保存。`,
  open: "打开",
  export: "导出",
  delete: "删除",
  compare: "比较",
  actionsOf: (name: string) => `“${name}”`,
  about: (epochs: string, measure: string, when: string) => `${epochs} · ${measure} · ${when}`,
  diverged: "已发散",
  trainLoss: "训练损失",
  validationLoss: "验证损失",
  testLoss: "测试损失",
  trainAccuracy: "训练准确率",
  validationAccuracy: "验证准确率",
  testAccuracy: "测试准确率",
  epochs: "轮数",
  measure: (name: string, value: string) => `${name} ${value}`,
  deleted: (name: string) => `已删除“${name}”。`,
  undo: "撤销",
  gone: (name: string) => `“${name}”已不存在：另一个标签页把它删除了。`,
  compared: "有何不同",
  compareHint: "勾选两个或更多训练，即可查看它们的不同之处。",
  sameSettings: "各项设置完全相同，只是训练的长短不同。",
  setting: "设置",
};
