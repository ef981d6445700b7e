// SPDX-License-Identifier: Apache-2.0
/** 课程页面的文字。 */
import type { Like } from "../locales/like.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  lessons: "课程",
  lessonsTitle: "梯度下降课程",
  lessonsIntro:
    "每一课边读边做：页面里的实验可以直接训练，看结果之前先预测，最后有一道练习。从哪一课开始都行，没有任何东西是锁住的。",
  glossary: "术语表",
  glossaryIntro: "课程和页面上的术语，每个用一两句话说清楚。",
  playground: "演练场",
  skip: "跳到正文",
  pages: "页面",
  number: (n) => `第 ${n} 课`,
  minutes: (n) => `约 ${n} 分钟`,
  theme: "浅色或深色",
  notation: "公式的符号",
  steps: "步骤",
  step: (n) => `第 ${n} 步`,
  begin: (n) => `从第 ${n} 步开始：把实验摆到这一步的起点`,
  beginHere: "摆好",
  open: "打开实验",
  checked: "这个数由测试程序重新算过",
  predict: "先预测",
  lockIn: "锁定预测，开始运行",
  chooseFirst: "请先选一个。",
  yourAnswer: "你的预测",
  whatHappens: "结果如何，为什么",
  exercise: "练习",
  hint: "提示",
  setUp: "摆好",
  notYet: "还没有达到",
  done: "完成",
  running: "正在运行……",
  noTrainer: "实验无法在这个浏览器里运行，结果写在下面。",
  progress: (done, all) => `共 ${all} 项，已完成 ${done} 项`,
  previous: "上一课",
  next: "下一课",
  allLessons: "全部课程",
  forget: "清除我在这里的进度",
  noScript: "没有 JavaScript 时实验不能运行，文字是完整的。",
};
