// SPDX-License-Identifier: Apache-2.0
/** What each key of `view_keys.ts` does, for the tables of the documentation, and what the parts of the player are called. */
import type { Text } from "../engine/api.ts";
import type { ViewKey, ViewName } from "./view_keys.ts";

export const PART_NAMES: Readonly<Record<ViewName<"parts">, Text>> = {
  map: { en: "Output", zh: "输出" },
  chart: { en: "Loss", zh: "损失" },
  network: { en: "Network", zh: "网络" },
  controls: { en: "Controls", zh: "控制" },
  predict: { en: "Predict", zh: "先预测" },
  gradients: { en: "Gradients", zh: "梯度" },
  landscape: { en: "Landscape", zh: "损失曲面" },
  be_the_optimizer: { en: "Be the optimizer", zh: "自己当优化器" },
  race: { en: "Race", zh: "竞赛" },
  step_by_step: { en: "Step by step", zh: "逐步看" },
  restarts: { en: "Restarts", zh: "随机重启" },
  search: { en: "Search", zh: "搜索" },
};

export const VIEW_HELP: Readonly<Record<ViewKey, Text>> = {
  lang: {
    en: "Language. Without it the browser's own, or the one that the visitor chose last.",
    zh: "语言。不写时用浏览器的语言，或访问者上次选择的语言。",
  },
  theme: {
    en: "Light or dark; `auto` follows the system.",
    zh: "浅色或深色；`auto` 跟随系统。",
  },
  notation: {
    en: "The symbols of formulas: `d2l` has η, L, w, b; `nndl`, after Qiu, α, ℒ, θ; `ng`, after Ng, α, J, θ. Without it what the visitor chose last.",
    zh: "公式的符号：`d2l`（动手学深度学习）用 η、L、w、b；`nndl`（邱锡鹏）用 α、ℒ、θ；`ng`（吴恩达）用 α、J、θ。不写时用访问者上次选择的符号。",
  },
  build: {
    en: "Asks for one module of the trainer, for tests and reports of faults.",
    zh: "指定训练器的某一模块，用于测试和报告问题。",
  },
  speed: {
    en: "How much is trained from one frame of the screen to the next.",
    zh: "屏幕每刷新一帧时训练多少。",
  },
  scale: { en: "Scale of the loss.", zh: "损失的坐标刻度。" },
  threads: { en: "How many threads train.", zh: "用多少个线程训练。" },
  output: {
    en: "Which picture of what was learned; without it the best one that fits the experiment.",
    zh: "用哪一种图显示学到的结果；不写时选最适合此实验的一种。",
  },
  map: { en: "What is drawn on the map of the plane.", zh: "平面图上画出什么。" },
  weights: {
    en: "The two weights over which the loss is drawn, by their numbers counted from 0 through all layers: `3,7`.",
    zh: "损失曲面画在哪两个权重上，写它们的编号（从 0 开始，依次数过所有层）：`3,7`。",
  },
  preset: {
    en: "An example to start from, by the name of its file in presets/. Keys of the document change it.",
    zh: "作为起点的示例，写 presets/ 中的文件名。文档的键在它的基础上修改。",
  },
  offline: {
    en: "`no`: nothing is kept for use without network, and what was kept is cleared.",
    zh: "`no`：不为离线使用保存内容，并清除已保存的内容。",
  },
  parts: {
    en: "What is there, in this order. `map` is the picture of what was learned, whichever fits the experiment; `predict` asks for the curve of the loss before the run, which then does not begin by itself.",
    zh: "显示哪些部分，按所写的顺序。`map` 是学习结果的图，按实验自动选择；`predict` 在训练之前请读者画出预想的损失曲线，这时不会自动开始。",
  },
  show: {
    en: "Settings that the reader may turn, by their places in the document, such as `optimizer.learning_rate,batch_size`. Nothing after the sign of equality shows none.",
    zh: "读者可以调节的设置，写它们在文档中的位置，例如 `optimizer.learning_rate,batch_size`。等号后留空则一项也不显示。",
  },
  hide: {
    en: "What is left out of controls and foot.",
    zh: "控制栏和页脚中不显示的内容。",
  },
  lock: {
    en: "`yes`: the experiment is shown, trained and read, and cannot be changed.",
    zh: "`yes`：实验可以观看、训练和读数，但不能修改。",
  },
  fit: {
    en: "`frame`: everything fits the frame. `width`: as high as it needs, and the frame scrolls. `height`: the same, and the host is asked for that height.",
    zh: "`frame`：内容适应框架大小。`width`：高度按内容而定，在框架内滚动。`height`：高度按内容而定，并请宿主页面给出这一高度。",
  },
  autoplay: {
    en: "`no`: does not begin by itself when it is first seen. It never does where less motion is wanted.",
    zh: "`no`：第一次看到时不自动开始。若系统要求减少动态效果，从不自动开始。",
  },
  predict: {
    en: "Of the part `predict`. `first`: nothing trains before the curve is drawn and locked; the reader can pass it over by a button. Not together with `run`: another frame of that run would train before it.",
    zh: "用于 `predict` 部分。`first`：画好并锁定预想的曲线之后才能训练；读者也可以按按钮跳过。不能与 `run` 同用：同一次训练的其他框架可能先开始训练。",
  },
  projector: {
    en: "`yes`: for the wall of a classroom, with letters 1.5 times as large and thick lines.",
    zh: "`yes`：用于教室投影，文字放大到 1.5 倍，线条加粗。",
  },
  persist: {
    en: "What the reader has done is kept: `none` not at all, `local` in this browser, `host` by the page around it. Without it a host that speaks SPLICE is asked.",
    zh: "读者的改动保留在哪里：`none` 不保留，`local` 保留在此浏览器，`host` 由外层页面保留。不写时，若外层页面支持 SPLICE，则由它保留。",
  },
  title: {
    en: "Stands above the parts, and names the frame.",
    zh: "显示在各部分上方，也是框架的名称。",
  },
  alt: {
    en: "What readers who do not see the pictures are told; without it a sentence made from the run.",
    zh: "读给看不到图的读者的说明；不写时由训练情况生成一句话。",
  },
  run: {
    en: "Frames of one experiment with the same name here show one run: the map in one, the curve in another.",
    zh: "实验相同且此名称相同的框架显示同一次训练：例如一个显示输出图，另一个显示曲线。",
  },
  light: {
    en: "What stands out, so that a text can point at it: a button (`play`, `step`, `epoch`, `reset`, `speed`), a setting by its place in the document, or a part.",
    zh: "让哪一处醒目，供正文指给读者看：按钮（`play`、`step`、`epoch`、`reset`、`speed`），用文档中的位置写出的设置，或某一部分。",
  },
};
