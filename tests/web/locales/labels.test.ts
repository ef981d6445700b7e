// SPDX-License-Identifier: Apache-2.0
/** Over the real module: its sentences, its labels. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { refusalOf } from "../../../web/src/documents/refusal.ts";
import type { Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";
import { Labels } from "../../../web/src/locales/labels.ts";
import type { Language } from "../../../web/src/locales/language.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

async function labelsOf(document: ExperimentDocument, language: Language = "en"): Promise<Labels> {
  const { experiment } = await engine.validate(document);
  return new Labels(await engine.catalog(), experiment, language);
}

async function refusalBy(document: ExperimentDocument) {
  const error = await engine.validate(document).catch((reason: unknown) => reason);
  const refusal = refusalOf(error);
  if (refusal === undefined) throw new Error("The document was not refused.");
  return refusal;
}

const residual = { type: "residual", layers: [{ type: "dense", units: 16 }, { type: "dropout" }] };
const blocks = { model: { layers: [{ type: "dense", units: 16 }, residual, { type: "dense" }] } };

it.each([
  ["stop.epochs", {}, "Stopping · Epochs"],
  ["loss.type", {}, "Loss"],
  ["data.noise", {}, "Data · Noise"],
  ["data.features[1][0]", { data: { type: "rows" } }, "Data · Features · Row 2 · Number 1"],
  ["schedule.milestones[1]", {}, "Schedule · Milestones · Number 2"],
  ["model.layers", {}, "Network"],
  ["model.layers[0].units", {}, "Layer 1 · Units"],
  ["model.layers[3].activation.type", {}, "Output · Activation"],
  ["model.layers[1].layers[0].units", blocks, "Layer 2 · Layers inside · Layer 1 · Units"],
  ["stop.no_such_key", {}, "Stopping · no_such_key"],
])("%s is named by the labels of the catalog", async (path, document, name) => {
  expect((await labelsOf(document)).place(path)).toBe(name);
});

it("values and layers have names too", async () => {
  const labels = await labelsOf({ ...blocks, stop: { steps: null } }, "zh");
  expect(labels.value("loss.type")).toBe(labels.value("loss"));
  expect(labels.value("stop.steps")).toBe("关闭");
  expect(labels.value("model.layers")).toBeUndefined();
  const { experiment } = await engine.validate(blocks);
  expect(labels.layers(experiment.model.layers)).toBe(
    "全连接 · 单元数 16 → 残差块 → 全连接 · 单元数 1",
  );
});

it.each([
  ["en", true, 'must be a number, but is "x". Write a number here, or press ↶ for the default.'],
  ["en", false, 'must be a number, but is "x". Write a number here.'],
  ["zh", true, '应为数，但给的是 "x"。请写成数，或点 ↶ 恢复默认值。'],
  ["zh", false, '应为数，但给的是 "x"。请写成数。'],
] as const)(
  "nobody is told to leave out a key of a form: %s, %s",
  async (language, canUndo, text) => {
    const refusal = await refusalBy({ data: { noise: "x" } });
    const labels = await labelsOf({}, language);
    expect(labels.said(refusal, "data.noise", canUndo)).toBe(text);
    const place = language === "en" ? "Data · Noise: " : "数据 · 噪声：";
    expect(labels.said(refusal, "seed", canUndo)).toBe(place + text);
  },
);

const lbfgs = { optimizer: { type: "lbfgs" }, batch_size: "full" } as const;
const rows = {
  type: "rows",
  features: [
    [1, 2],
    [1, 3],
    [1, 4],
    [1, 5],
  ],
  targets: [[1], [2], [3], [4]],
} as const;
it.each(["en", "zh"] as const)(
  "in quotation marks a name is its owner's, in %s",
  async (language) => {
    const labels = await labelsOf({}, language);
    const text = {
      en: 'the column "learning_rate" is constant. Set standardize to false.',
      zh: "列“learning_rate”是常数。请把 standardize 设为 false。",
    };
    const shown = {
      en: 'the column "learning_rate" is constant. Turn standardizing off.',
      zh: "列“learning_rate”是常数。请关闭标准化。",
    };
    expect(labels.plain(text)).toBe(shown[language]);
  },
);

const frozen = { model: { layers: [{ type: "dense", frozen: true }] } } as const;

it.each([
  ["en", { ...lbfgs, clip: { type: "norm" } }, /L-BFGS, .* Turn it off\.$/],
  ["zh", { ...lbfgs, clip: { type: "norm" } }, /L-BFGS.*请关闭。$/],
  ["en", { stop: { epochs: null } }, /number of epochs or steps/],
  ["zh", { stop: { epochs: null } }, /请设定轮数或步数/],
  ["en", frozen, /unfreeze one/],
  ["zh", frozen, /解冻/],
  ["en", { data: { ...rows, standardize: true } }, /Turn standardizing off/],
  ["zh", { data: { ...rows, standardize: true } }, /请关闭标准化/],
  ["en", { optimizer: { lerning: 1 } }, /no such setting/],
  ["zh", { optimizer: { lerning: 1 } }, /没有这项设置/],
  [
    "en",
    { data: { type: "line" }, loss: "cross_entropy" },
    /^Cross-entropy .* Mean squared error, Mean absolute error, Huber or Smooth L1\./,
  ],
  [
    "zh",
    { data: { type: "line" }, loss: "cross_entropy" },
    /^交叉熵用于.*请选择均方误差、平均绝对误差、Huber 或平滑 L1。/,
  ],
] as const)("a refusal names what stands on the page: %s, %j", async (language, document, said) => {
  const refusal = await refusalBy(document as ExperimentDocument);
  const labels = await labelsOf({}, language);
  expect(labels.plain(refusal.message)).toMatch(said);
});

it.each([
  ["en", "Data · Standardize target: is off, but the targets have mean"],
  ["zh", "数据 · 目标标准化：没有开启，而目标的均值为"],
] as const)("a warning does so too: %s", async (language, begins) => {
  const { warnings } = await engine.validate({ data: { type: "diabetes" } });
  const labels = await labelsOf({}, language);
  const [warning] = warnings;
  if (warning === undefined) throw new Error("There is no warning.");
  const said = labels.said(warning, "", false);
  expect(said.startsWith(begins)).toBe(true);
  expect(said).not.toMatch(/true|false|_/);
});
