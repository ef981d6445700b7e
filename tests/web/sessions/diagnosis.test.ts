// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine, Experiment, Written } from "../../../web/src/engine/api.ts";
import { diagnose } from "../../../web/src/sessions/diagnosis/diagnose.ts";
import type { Finding } from "../../../web/src/sessions/diagnosis/finding.ts";
import { remarks } from "../../../web/src/sessions/diagnosis/remarks.ts";
import { hospital, Patient } from "./patients.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await hospital();
});
afterAll(() => engine.close());

type Layers = NonNullable<Written<Experiment>["model"]>;

/** So many hidden layers of one kind, and the output. */
const hidden = (
  count: number,
  layer: { units: number; activation: "tanh" | "relu" | "sigmoid" },
): Layers => ({
  layers: [
    ...Array.from({ length: count }, () => ({ type: "dense" as const, ...layer })),
    { type: "dense" },
  ],
});

const admit = (document: Written<Experiment>) => Patient.admit(engine, document);

async function firstOf(document: Written<Experiment>, ailment: Finding["ailment"], within: number) {
  const patient = await admit(document);
  const complaints = await patient.live(within, (found) => found.ailment === ailment);
  return { patient, complaints, found: complaints.get(ailment) };
}

describe("no complaint", () => {
  it.each<[string, Written<Experiment>, number]>([
    ["the spiral that the page begins with", {}, 400],
    ["the spiral by relu", { model: hidden(2, { units: 16, activation: "relu" }) }, 300],
    ["moons", { data: { type: "moons" } }, 300],
    ["a line", { data: { type: "line" } }, 200],
  ])("of %s", async (_, document, epochs) => {
    const patient = await admit(document);
    expect([...(await patient.live(epochs)).keys()]).toEqual([]);
  });
});

describe("a rate that is far too large", () => {
  it("is seen by a loss that stays above its start, and set to the usual one", async () => {
    const { patient, complaints, found } = await firstOf(
      { optimizer: { type: "adam", learning_rate: 100 } },
      "risen",
      20,
    );
    expect([...complaints.keys()][0]).toBe("risen");
    expect(found?.epoch).toBeLessThan(15);
    expect(found?.finding).toMatchObject({
      cure: {
        remedy: "rate",
        value: 0.01,
        changes: [{ path: "optimizer.learning_rate", value: 0.01 }],
      },
    });
    if (found === undefined) return;
    expect(await patient.lossAfter(engine, found.finding, 30)).toBeLessThan(0.7);
  });

  it("is told where it breaks the numbers, with the layer they broke in", async () => {
    const { found } = await firstOf(
      { data: { type: "plane" }, optimizer: { type: "sgd", learning_rate: 0.5 } },
      "diverged",
      200,
    );
    expect(found?.finding).toMatchObject({ cure: { remedy: "rate", value: 0.05 } });
    expect(found?.finding).toHaveProperty("layer");
  });
});

describe("eight layers of sigmoid", () => {
  it("stand still because the gradient vanishes, and learn with relu", async () => {
    const document = { model: hidden(8, { units: 8, activation: "sigmoid" }) };
    const { patient, complaints, found } = await firstOf(document, "vanishing", 400);
    expect([...complaints.keys()]).toEqual(["vanishing"]);
    if (found?.finding.ailment !== "vanishing") throw new Error("not found");
    expect(found.finding.share).toBeLessThan(1e-3);
    expect(found.finding.layer).toBe(0);
    const { stands } = found.finding;
    expect(stands.length).toBeGreaterThan(50);
    expect(await patient.lossAfter(engine, found.finding, 100)).toBeLessThan(stands.loss / 2);
  });
});

it("relu units that a large step has killed are counted, and get a slope on both sides", async () => {
  const { patient, found } = await firstOf(
    {
      model: hidden(2, { units: 8, activation: "relu" }),
      optimizer: { type: "adam", learning_rate: 1 },
    },
    "dead",
    60,
  );
  expect(found?.finding).toMatchObject({ layer: 1, share: 1, units: 8, cure: { remedy: "leaky" } });
  if (found === undefined) return;
  expect(await patient.lossAfter(engine, found.finding, 200)).toBeLessThan(0.5);
});

it("a gradient that initial weights of one's own have blown up is told from a rate that is too large", async () => {
  const { found } = await firstOf(
    {
      model: {
        layers: [
          ...Array.from({ length: 10 }, () => ({
            type: "dense" as const,
            units: 16,
            activation: "relu" as const,
            initializer: { type: "normal", standard_deviation: 1.5 } as const,
          })),
          { type: "dense" },
        ],
      },
      optimizer: { type: "sgd", learning_rate: 0.01 },
    },
    "diverged",
    10,
  );
  expect(found?.finding.cure?.remedy).toBe("initializer");
});

it("a network that learns its samples by heart is stopped at its best", async () => {
  const { patient, complaints, found } = await firstOf(
    {
      data: { type: "spiral", samples: 100, noise: 0.6 },
      model: {
        layers: [
          { type: "dense", units: 32, activation: "relu", initializer: "he_normal" },
          { type: "dense", units: 32, activation: "relu", initializer: "he_normal" },
          { type: "dense" },
        ],
      },
    },
    "overfitting",
    400,
  );
  expect([...complaints.keys()]).toEqual(["overfitting"]);
  if (found?.finding.ailment !== "overfitting") throw new Error("not found");
  const { best, now } = found.finding;
  expect(now).toBeGreaterThan(best);
  const run = await engine.open({
    ...patient.run.description.minimal,
    stop: { early_stopping: { patience: 20 }, epochs: 1000 },
  });
  const state = await run.train();
  expect(state).toMatchObject({ reason: "early_stopping" });
  expect((await run.evaluate("validation")).loss).toBeCloseTo(best, 5);
});

/** Ninety digits, or more of them, and a wide network. */
const digits = (train: number, optimizer: Written<Experiment>["optimizer"]) =>
  ({
    data: { type: "digits", split: { train, validation: 0.5, test: 0.5 - train } },
    model: hidden(1, { units: 256, activation: "relu" }),
    optimizer,
  }) as Written<Experiment>;

it("digits that are learnt by heart are told, though their validation loss began far higher than it is now", async () => {
  const document = digits(0.05, { type: "adam", learning_rate: 0.001 });
  const { found, complaints } = await firstOf(document, "overfitting", 400);
  expect([...complaints.keys()]).toEqual(["overfitting"]);
  expect(found?.finding).toMatchObject({ cure: { remedy: "early_stopping" } });
});

it("a validation loss that stays where it was best is no complaint, however low the training loss is", async () => {
  const patient = await admit(digits(0.1, { type: "sgd", learning_rate: 0.1 }));
  const complaints = await patient.live(200);
  expect([...complaints.keys()]).not.toContain("overfitting");
});

it("a validation loss that trembles while the training loss stands still is no learning by heart", async () => {
  const patient = await admit({
    data: { type: "line" },
    model: hidden(8, { units: 8, activation: "sigmoid" }),
    optimizer: { type: "sgd", learning_rate: 0.1 },
  });
  const complaints = await patient.live(100);
  expect([...complaints.keys()]).not.toContain("overfitting");
});

it("the experiment of defaults is well before its first update, so that its page can do without a doctor until then", async () => {
  const patient = await admit({});
  expect(diagnose(await patient.signs())).toBeUndefined();
  patient.looks.add(await patient.run.probe({ type: "layers" }));
  expect(diagnose(await patient.signs())).toBeUndefined();
});

it("prices are warned of before anything is trained, and standardized", async () => {
  const features = Array.from({ length: 40 }, (_, i) => [50 + 2 * i, 1 + (i % 5)]);
  const targets = features.map(([size = 0, rooms = 0]) => [3000 * size + 20_000 * rooms]);
  const patient = await admit({
    data: { type: "rows", features, targets },
  } as Written<Experiment>);
  const finding = diagnose(await patient.signs());
  expect(finding).toMatchObject({
    ailment: "warned",
    warning: { path: "data.standardize_target" },
    cure: { remedy: "standardize_target" },
  });
  const cure = finding?.cure?.changes[0];
  expect(cure).toEqual({ path: "data.standardize_target", value: true });
});

it("data of which nothing can be learnt are told of, and nothing is offered that does not help", async () => {
  const patient = await admit({
    data: { type: "rows", features: [[0], [1], [2], [3], [4], [5]], targets: Array(6).fill([7]) },
  } as unknown as Written<Experiment>);
  const finding = diagnose(await patient.signs());
  expect(finding).toMatchObject({ ailment: "warned", warning: { path: "data" } });
  expect(finding?.cure).toBeUndefined();
});

it.each<[Finding["ailment"], Written<Experiment>, string, number]>([
  ["straight", { model: { layers: [{ type: "dense" }] } }, "hidden_layer", 200],
  ["slow", { optimizer: { type: "adam", learning_rate: 1e-5 } }, "rate", 40],
  ["slow", { optimizer: { type: "sgd", learning_rate: 1e-4 } }, "rate", 40],
  ["batches", { optimizer: { type: "lbfgs" } }, "all_samples", 120],
  [
    "alike",
    {
      model: {
        layers: [
          { type: "dense", units: 8, activation: "tanh", initializer: "zeros" },
          { type: "dense" },
        ],
      },
    },
    "initializer",
    2,
  ],
  [
    "unscaled",
    {
      data: { type: "line", standardize: false, slope: 0.001, x_minimum: 0, x_maximum: 1000 },
    } as Written<Experiment>,
    "standardize",
    2,
  ],
])("%s: %j", async (ailment, document, remedy, within) => {
  const { complaints, found } = await firstOf(document, ailment, within);
  expect([...complaints.keys()]).toEqual([ailment]);
  expect(found?.finding.cure?.remedy).toBe(remedy);
});

it("a cure never makes a document that the parser refuses", async () => {
  const { patient, found } = await firstOf(
    { model: { layers: [{ type: "dense" }] } },
    "straight",
    200,
  );
  if (found === undefined) throw new Error("not found");
  expect(await patient.lossAfter(engine, found.finding, 300)).toBeLessThan(0.65);
});

const oneWeight = (optimizer: Written<Experiment["optimizer"]>) =>
  ({
    data: { type: "line", standardize: false },
    model: { layers: [{ type: "dense", bias: false }] },
    optimizer,
  }) as Written<Experiment>;

describe("what is said of a run that goes well", () => {
  it.each<[string, Written<Experiment>, string]>([
    ["of a network that draws one line", { model: { layers: [{ type: "dense" }] } }, "line"],
    [
      "of one that is fed squares",
      {
        data: { type: "circle", inputs: ["x1_squared", "x2_squared"] },
        model: { layers: [{ type: "dense" }] },
      },
      "formulas",
    ],
    [
      "of one that is fed its features by their names",
      {
        data: { type: "circle", inputs: ["x1", "x2"] },
        model: { layers: [{ type: "dense" }] },
      },
      "line",
    ],
    ["of layers that join edges", {}, "joined"],
    ["of one weight alone by plain gradient descent", oneWeight({ type: "sgd" }), "slope"],
    ["of one weight alone by Adam", oneWeight({ type: "adam" }), "single"],
    ["of one that decays", oneWeight({ type: "sgd", weight_decay: 0.1 }), "single"],
    [
      "of one under a penalty",
      { ...oneWeight({ type: "sgd" }), regularization: { l2: 0.1 } },
      "single",
    ],
  ])("%s", async (_, document, shapes) => {
    const patient = await admit(document);
    await patient.live(2);
    expect(remarks(await patient.signs())[0]).toEqual({ about: "shapes", of: shapes });
  });
});
