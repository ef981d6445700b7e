// SPDX-License-Identifier: Apache-2.0
/** What is said of real runs: the cause in plain words, with the number of that run, and the button. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { DiagnosisText } from "../../../web/src/app/diagnosis_text.ts";
import type { Engine, Experiment, Written } from "../../../web/src/engine/api.ts";
import type { Ailment, Finding } from "../../../web/src/sessions/diagnosis/finding.ts";
import { hospital, Patient } from "../sessions/patients.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await hospital();
});
afterAll(() => engine.close());

const layers = (count: number, layer: Record<string, unknown>) => ({
  model: { layers: [...Array(count).fill({ type: "dense", ...layer }), { type: "dense" }] },
});

const own = { type: "normal", standard_deviation: 1.5 };

it.each<[Ailment, Record<string, unknown>, number, RegExp, RegExp]>([
  [
    "diverged",
    { data: { type: "plane" }, optimizer: { type: "sgd", learning_rate: 0.5 } },
    200,
    /^Diverged at update \d+: the numbers broke in the output layer\. With a learning rate of 0\.5 /,
    /^Try again with a learning rate of 0\.05$/,
  ],
  [
    "risen",
    { optimizer: { type: "adam", learning_rate: 100 } },
    20,
    /^The loss went up from 0\.\d+ to [\d.,]+: with a learning rate of 100 /,
    /^Try again with a learning rate of 0\.01$/,
  ],
  [
    "vanishing",
    layers(8, { units: 8, activation: "sigmoid" }),
    400,
    /^The loss stands still at 0\.6\d+: layer 1 gets 1\/[\d,]+ of the gradient of the output layer\.$/,
    /^Use ReLU$/,
  ],
  [
    "dead",
    {
      ...layers(2, { units: 8, activation: "relu" }),
      optimizer: { type: "adam", learning_rate: 1 },
    },
    60,
    /^8 of the 8 units of layer 2 are dead/,
    /^Use leaky ReLU$/,
  ],
  [
    "overfitting",
    {
      data: { type: "spiral", samples: 100, noise: 0.6 },
      ...layers(2, { units: 32, activation: "relu", initializer: "he_normal" }),
    },
    400,
    /the validation loss was 0\.\d+ after \d+ epochs and is [\d.]+ now/,
    /^Stop where validation is best$/,
  ],
  [
    "slow",
    { optimizer: { type: "adam", learning_rate: 1e-5 } },
    40,
    /^Each update changes the weights by 1\/[\d,]+ of their size at most, \d+ times less than usual\.$/,
    /^Use a learning rate of 0\.\d+$/,
  ],
  [
    "straight",
    layers(0, {}),
    200,
    /^The loss stands still at 0\.\d+: without a layer that bends/,
    /^Add a hidden layer$/,
  ],
  [
    "batches",
    { optimizer: { type: "lbfgs" } },
    120,
    /^L-BFGS compares the loss of one update with the next/,
    /^Use all samples for each update$/,
  ],
  [
    "alike",
    layers(1, { units: 8, activation: "tanh", initializer: "zeros" }),
    2,
    /^All units of layer 1 begin alike/,
    /^Draw initial weights that fit the layers$/,
  ],
  [
    "unscaled",
    { data: { type: "line", standardize: false, slope: 0.001, x_minimum: 0, x_maximum: 1000 } },
    2,
    /^The inputs reach up to 1,0\d\d;/,
    /^Standardize the inputs$/,
  ],
  [
    "finished",
    { data: { type: "moons" }, stop: { epochs: 3 } },
    5,
    /^Done: 3 epochs\.$/,
    /^Train on to 6 epochs$/,
  ],
  [
    "diverged",
    {
      ...layers(10, { units: 16, activation: "relu", initializer: own }),
      optimizer: { type: "sgd", learning_rate: 0.01 },
    },
    10,
    /^Diverged at update \d+: .* The first update was [\d.,e]+ times as large as the weights of the output layer/,
    /^Draw initial weights that fit the layers$/,
  ],
])("%s of %j", async (ailment, document, within, sentence, label) => {
  const patient = await Patient.admit(engine, document as Written<Experiment>);
  const complaints = await patient.live(within, (found) => found.ailment === ailment);
  const finding = complaints.get(ailment)?.finding;
  if (finding === undefined) throw new Error(`Found: ${[...complaints.keys()]}`);
  const { experiment } = patient.run.description;
  const state = await patient.run.state();
  const page = { document: { catalog: await engine.catalog(), experiment }, run: { state } };
  const english = new DiagnosisText(page, "en");
  expect(english.sentence(finding)).toMatch(sentence);
  expect(finding.cure && english.label(finding.cure)).toMatch(label);
  const numbers = (text: string) => (text.match(/\d[\d.,/e-]*\d|\d/g) ?? []).sort();
  const chinese = new DiagnosisText(page, "zh").sentence(finding);
  expect(chinese).toMatch(/[\u4e00-\u9fff]/);
  expect(numbers(chinese)).toEqual(numbers(english.sentence(finding)));
});

it("losses that a sentence compares have as many decimals each", async () => {
  const experiment = { optimizer: { learning_rate: 0.1 }, record: { unit: "epoch" } } as Experiment;
  const page = {
    document: { catalog: await engine.catalog(), experiment },
    run: { state: undefined },
  };
  const finding = { ailment: "overfitting", best: 0.1223, at: 132, now: 0.3 } as Finding;
  for (const language of ["en", "zh"] as const) {
    const said = new DiagnosisText(page, language).sentence(finding);
    expect(said).toContain("0.1223");
    expect(said).toContain("0.3000");
  }
});

it("a part is one in so many, and what is no small part a share", async () => {
  const experiment = {} as Experiment;
  const page = {
    document: { catalog: await engine.catalog(), experiment },
    run: { state: undefined },
  };
  const text = new DiagnosisText(page, "en");
  expect([0.001, 0.04, 0.4, 0.8, 2.5].map((share) => text.part(share))).toEqual([
    "1/1,000",
    "1/30",
    "1/3",
    "80%",
    "250%",
  ]);
});
