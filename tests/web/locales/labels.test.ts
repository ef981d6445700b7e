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
