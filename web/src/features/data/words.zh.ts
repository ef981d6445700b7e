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
  draw: "画点",
  drawn: "画的点",
  drawHelp: "用鼠标、手指或键盘画出数据，网络边画边学",
  files: "CSV、表格、图片……",
  filesHelp: "自己的表格或图片，不会离开这台设备",
  onlyHere:
    "此浏览器无法保存本页的文件：存储空间已满或不被允许。关闭页面后此表格将会丢失；请腾出空间或允许存储，再重新给出。",
  features: (shown) => `${shown} 个特征`,
  toTrain: "个训练",
  toValidate: "个验证",
  toTest: "个测试",
  drawing: {
    pad: "画板",
    kind: "画什么",
    kinds: { classes: "类别", values: "数值" },
    classes: "要画的类别",
    classOf: (number) => `类别 ${number}`,
    value: "数值",
    brush: "画笔",
    tools: { point: "单点", spray: "喷洒", erase: "擦除" },
    undo: "撤销上一笔",
    clear: "清空",
    empty: "在这里画：每个点是一个样本",
    begin: (data) => `从“${data}”开始`,
    keysClasses: "方向键移动十字，按住 Shift 移动得更细；空格键画点，1 到 6 选类别，Delete 擦除。",
    keysValues: "方向键移动十字，按住 Shift 移动得更细；空格键画点，+ 和 − 改变数值，Delete 擦除。",
    points: (shown) => `共 ${shown} 个点。`,
    lacks: {
      more: "至少画 4 个点才能开始训练。",
      classes: "请再选一个类别，画上几个点。",
      places: "这些点都在一条与坐标轴平行的直线上：请在旁边也画一些。",
    },
    goesOn: "训练接着原来的权重继续。",
    anew: "训练已从新的权重开始。",
    still: "按播放，边画边看它学。",
    full: (most) => `${most} 个点已是链接能携带的上限。要画新的点，请先擦去一些。`,
    cleared: "在画出新的点之前，网络仍使用原来的点。",
  },
};
