// SPDX-License-Identifier: Apache-2.0
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export const zh: Like<typeof en> = {
  title: "练习",
  intro:
    "每个练习都是一个小实验，有一个要达到的目标。先预测，再动手，然后检查；最后提交一段文字，谁都可以重新运行来核对。",
  list: "Downhill 自带的练习",
  minutes: (minutes) => `${minutes} 分钟`,
  begun: "进行中",
  passed: "已完成",
  listMissing: "练习列表未能加载。请检查网络，然后重新加载页面。",
  other: "打开别的练习",
  otherHelp: "选择练习文件，或填写它的网址。也可以把文件拖到这里。",
  file: "打开文件",
  address: "练习的网址",
  ask: "查看",
  fetchFrom: (host) => `这个练习在 ${host} 上。`,
  fetchHelp: "你同意后才会从那里获取。对方只会知道有人请求了它，别的什么都不会知道。",
  fetch: (host) => `从 ${host} 获取`,
  fetching: (host) => `正在请求 ${host} …`,
  cancel: "取消",
  notOpened: "练习未能打开",
  tooLarge: (name) => `${name} 超过练习文件的上限。请选择其他文件。`,
  unreadable: (name) => `无法读取 ${name}。请重新选择。`,
  missing: "练习未能加载。请检查网络，然后重新加载页面。",
  unkept: "练习太大，无法保存在这里：重新加载后需要再次选择文件。",
};
