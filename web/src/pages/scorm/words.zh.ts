// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  alone: "没有找到学习系统（SCORM 1.2）。可以照常使用，但不会保留。请从课程中打开。",
  refused: "学习系统没有开始记录。可以照常使用，但不会保留。请关闭后从课程中重新打开。",
  broken: "此课件缺少 experiment.json，或文件已损坏。请从 Downhill 重新下载课件并上传。",
  without_network:
    "训练好的网络超过了学习系统能保留的大小（4,096 个字符）。你的设置和更新步数已保留，下次打开时会重新训练到同一步。",
  without_work:
    "你做的内容超过了学习系统能保留的大小（4,096 个字符）。学习系统保留了检查的凭据，下次从那里继续。",
  nothing: "这个实验超过了学习系统能保留的大小（4,096 个字符）。之前保留的内容不变。",
};
