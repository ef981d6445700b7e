// SPDX-License-Identifier: Apache-2.0
/** The numbers of real updates, and the formulas made of them. */
import katex from "katex";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, ExperimentDocument, UpdateAnswer } from "../../../web/src/engine/api.ts";
import {
  backwardFormulas,
  forwardFormulas,
} from "../../../web/src/features/step_by_step/formulas.ts";
import { inputUnit, keyAt } from "../../../web/src/features/step_by_step/keys.ts";
import { lossFormulas } from "../../../web/src/features/step_by_step/loss_formulas.ts";
import {
  isChanged,
  liveliest,
  lookedInto,
  microscope,
} from "../../../web/src/features/step_by_step/microscope.ts";
import {
  remembered,
  updateFormulas,
} from "../../../web/src/features/step_by_step/optimizer_formulas.ts";
import { factorTex, numberTex } from "../../../web/src/features/step_by_step/tex.ts";
import { shownRows } from "../../../web/src/features/step_by_step/weights_table.ts";
import { formatOf } from "../../../web/src/locales/format.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

const format = formatOf("en");

async function updateOf(document: ExperimentDocument, sample = 0) {
  const run = await engine.open(document);
  await run.step(3);
  const answer = await run.probe({ type: "update", sample });
  await run.close();
  return { answer, description: run.description };
}

type Update = Awaited<ReturnType<typeof updateOf>>;

function scopeOf({ answer, description }: Update, layer: number, unit = 0) {
  const scope = microscope(answer, description, { layer, unit });
  if (scope === undefined) throw new Error("no such unit");
  return scope;
}

const FUNCTIONS: Record<string, (z: number) => number> = {
  tanh: Math.tanh,
  sigmoid: (z) => 1 / (1 + Math.exp(-z)),
  relu: (z) => Math.max(0, z),
};

const network = (activation: string) => ({
  model: { layers: [{ type: "dense", units: 5, activation }, { type: "dense" }] },
});

/** Numbers of 32 bits, and sums of a few dozen of them. */
const close = (value: number, expected: number) =>
  expect(Math.abs(value - expected)).toBeLessThan(2e-6 * Math.max(1, Math.abs(expected)));

describe.each(Object.keys(FUNCTIONS))("a hidden unit of %s", (activation) => {
  it("has an output, a gradient and new weights that follow from the numbers shown", async () => {
    const update = await updateOf({ ...network(activation), optimizer: { type: "sgd" } }, 4);
    const scope = scopeOf(update, 0, 2);
    close(FUNCTIONS[activation]?.(scope.z) ?? Number.NaN, scope.a);
    close(scope.delta, scope.outputGradient * (scope.slope ?? Number.NaN));
    for (const one of [...scope.incoming, ...(scope.bias ? [scope.bias] : [])]) {
      close(one.sampleGradient, scope.delta * one.input);
      close(one.after, one.weight + one.update);
      close(one.update, -update.answer.learning_rate * one.gradient);
    }
    const back = scope.outgoing.reduce((sum, { weight, delta }) => sum + weight * delta, 0);
    close(scope.outputGradient, back);
  });
});

it("the data of one feature have weights of one number each", async () => {
  const update = await updateOf({ data: { type: "line" }, ...network("tanh") });
  expect(scopeOf(update, 0, 3).incoming).toHaveLength(1);
});

it("of many weights those are shown where the most is going on", async () => {
  const scope = scopeOf(
    await updateOf({
      data: { type: "breast_cancer" },
      model: { layers: [{ type: "dense", units: 100 }, { type: "dense" }] },
    }),
    1,
  );
  const rows = shownRows(scope);
  expect(rows).toHaveLength(64);
  expect(rows[0]).toBe(liveliest(scope));
});

it("convolutions are passed over, and so is an answer of another network", async () => {
  const update = await updateOf({ ...network("tanh") });
  expect(lookedInto(update.description)).toEqual([0, 1]);
  expect(microscope(update.answer, update.description, { layer: 7, unit: 0 })).toBeUndefined();
});

describe("the formulas", () => {
  const all = ({ answer, description }: Update, layer: number): string[] => {
    const scope = scopeOf({ answer, description }, layer);
    const writing = { format, chosen: liveliest(scope) };
    return [
      ...forwardFormulas(scope, writing),
      ...lossFormulas(answer, description.experiment, format),
      ...backwardFormulas(scope, answer, description, writing),
      ...updateFormulas(scope, answer, description.experiment.optimizer, writing),
    ];
  };
  const set = (tex: string) =>
    katex.renderToString(tex, {
      output: "mathml",
      strict: "error",
      throwOnError: true,
      trust: true,
      macros: { "\\bind": "\\href{#1}{#2}" },
    });

  it("can be set for every loss, activation and optimizer", async () => {
    const { kinds } = await engine.catalog();
    const regression = ["mse", "mae", "huber", "smooth_l1"];
    const documents: ExperimentDocument[] = [
      ...kinds.optimizer.map(({ id }) => ({ data: { samples: 60 }, optimizer: id })),
      ...kinds.activation.map(({ id }) => network(id)),
      ...kinds.loss.map(({ id }) => ({
        data: {
          type: regression.includes(id) ? "line" : id === "cross_entropy" ? "blobs" : "moons",
        },
        loss: id,
        ...(id === "bce" && {
          model: {
            layers: [
              { type: "dense", units: 4 },
              { type: "dense", activation: "sigmoid" },
            ],
          },
        }),
      })),
    ];
    for (const document of documents) {
      const update = await updateOf(document);
      for (const layer of lookedInto(update.description)) {
        for (const tex of all(update, layer)) expect(set(tex)).toContain("<math");
      }
    }
  });

  it("tell the loss of the sample by its formula", async () => {
    const { answer, description } = await updateOf({ data: { type: "moons" } });
    const [p = Number.NaN] = answer.predictions;
    const expected = (answer.targets[0] ?? 0) > 0.5 ? -Math.log(p) : -Math.log(1 - p);
    close(answer.sample_loss, expected);
    const lines = lossFormulas(answer, description.experiment, format);
    expect(lines.at(-1)).toContain(numberTex(answer.sample_loss, format));
    expect(lines.at(-1)).toContain("\\ln");
  });

  it.each([
    ["mse", "plane"],
    [{ type: "mse", half: true }, "plane"],
    ["mae", "plane"],
    ["huber", "plane"],
    [{ type: "smooth_l1", beta: 0.5 }, "plane"],
    ["hinge", "circle"],
    ["squared_hinge", "circle"],
    ["bce_logits", "circle"],
    ["bce", "circle"],
    ["cross_entropy", "digits"],
    [{ type: "cross_entropy", label_smoothing: 0.1 }, "digits"],
  ] as const)(
    "tell where the derivative of %j comes from, with the mean over the batch",
    async (loss, data) => {
      const isBce = loss === "bce";
      const last = isBce ? { type: "dense", activation: "sigmoid" } : { type: "dense" };
      const { answer, description } = await updateOf({
        data: { type: data },
        model: { layers: [{ type: "dense", units: 3, activation: "tanh" }, last] },
        loss: typeof loss === "string" ? { type: loss } : loss,
        batch_size: 8,
      } as ExperimentDocument);
      const scope = scopeOf({ answer, description }, 1);
      const [symbols = "", numbers = ""] = backwardFormulas(scope, answer, description, {
        format,
        chosen: 0,
      });
      expect(symbols).toMatch(/^\\bind\{da\}\{.*?\}\}=\\frac\{.+\}\{8\}$/);
      expect(numbers).toMatch(/=\\frac\{.+\}\{8\}=\\bind\{da\}/);
      for (const line of [symbols, numbers]) expect(set(line)).toContain("<math");
    },
  );

  it("of one sample has no mean in its derivative", async () => {
    const { answer, description } = await updateOf({
      data: { type: "line" },
      model: { layers: [{ type: "dense" }] },
      batch_size: 1,
    } as ExperimentDocument);
    const [line = ""] = backwardFormulas(scopeOf({ answer, description }, 0), answer, description, {
      format,
      chosen: 0,
    });
    expect(line).toMatch(/=2\\,\(.+\)$/);
  });

  it("tell one half where the loss has it", async () => {
    const { answer, description } = await updateOf({
      data: { type: "line" },
      loss: { type: "mse", half: true },
    });
    const [o = Number.NaN] = answer.outputs;
    const [y = Number.NaN] = answer.targets;
    close(answer.sample_loss, (o - y) ** 2 / 2);
    expect(lossFormulas(answer, description.experiment, format).at(-1)).toContain("\\tfrac12");
  });

  it("of plain descent have every number of the update", async () => {
    const update = await updateOf({ ...network("tanh"), optimizer: { type: "sgd" } });
    const scope = scopeOf(update, 0);
    const lines = updateFormulas(scope, update.answer, update.description.experiment.optimizer, {
      format,
      chosen: 1,
    });
    const one = scope.incoming[1];
    expect(lines).toHaveLength(2);
    for (const value of [one?.gradient, one?.update, one?.weight, one?.after]) {
      expect(lines.join()).toContain(numberTex(value ?? Number.NaN, format));
    }
  });

  it("have what the optimizer remembers of the weight, and its rule where that gives the very numbers", async () => {
    const { kinds } = await engine.catalog();
    const varied: readonly (ExperimentDocument["optimizer"] & object)[] = [
      { type: "momentum", dampening: 0.3 },
      { type: "momentum", weight_decay: 0.1 },
      { type: "momentum", rate_inside: true, dampening: 0.3 },
      { type: "rmsprop", momentum: 0.9 },
      { type: "rmsprop", centered: true, epsilon_inside: true },
      { type: "adam", amsgrad: true },
      { type: "adam", weight_decay: 0.1 },
      { type: "adamw", amsgrad: true, weight_decay: 0.1 },
      { type: "adagrad", learning_rate_decay: 0.1, epsilon_inside: true },
      { type: "lion", weight_decay: 0.1 },
    ];
    const without: string[] = [];
    for (const asked of [...kinds.optimizer.map(({ id }) => ({ type: id })), ...varied]) {
      const update = await updateOf({ ...network("tanh"), optimizer: asked });
      const { optimizer } = update.description.experiment;
      const scope = scopeOf(update, 0);
      const chosen = liveliest(scope);
      const buffers = scope.incoming[chosen]?.buffers ?? {};
      const lines = updateFormulas(scope, update.answer, optimizer, { format, chosen });
      const of = (start: string) => lines.findIndex((one) => one.startsWith(start));
      const told = JSON.stringify(asked);
      for (const { name, symbol, key } of remembered(buffers, optimizer)) {
        const at = of(`\\bind{${key(chosen)}}{${symbol}}`);
        const { before = Number.NaN, after = Number.NaN } = buffers[name] ?? {};
        expect(lines.slice(at, at + 2).join(""), `${told} ${name}`).toContain(
          numberTex(before, format),
        );
        expect(lines.slice(at, at + 2).join(""), `${told} ${name}`).toContain(
          numberTex(after, format),
        );
        if (lines[at]?.includes("\\leftarrow") !== true) without.push(`${told} ${name}`);
      }
      const step = lines[of(`\\bind{u${chosen}}{\\Delta w_i}`)] ?? "";
      if (!/\\eta|=-v/.test(step)) without.push(told);
    }
    // Those of others fill more than a line.
    const long =
      /"(nadam|radam|muon|rprop|asgd|armijo|conjugate_gradient|lbfgs|simulated_annealing)"/;
    expect(without.filter((told) => !long.test(told))).toEqual([]);
    expect(without).not.toContain('{"type":"nadam"} exp_avg_sq');
  });

  it("part the gradient of the batch from what the optimizer makes of it, with the penalty", async () => {
    const update = await updateOf({
      ...network("tanh"),
      optimizer: { type: "sgd" },
      regularization: { l2: 0.1 },
    });
    const scope = scopeOf(update, 0);
    const one = scope.incoming[1];
    if (one === undefined) throw new Error("no weight");
    expect(isChanged(one)).toBe(true);
    const how = { format, chosen: 1 };
    expect(backwardFormulas(scope, update.answer, update.description, how).join()).toContain(
      numberTex(one.batchGradient, format),
    );
    const lines = updateFormulas(
      scope,
      update.answer,
      update.description.experiment.optimizer,
      how,
    ).join();
    expect(lines).toContain("\\tilde g_i");
    expect(lines).toContain(factorTex(one.gradient, format));
    expect(lines).not.toContain(numberTex(one.batchGradient, format));
  });

  it("write powers of ten as such, and negative factors in brackets", () => {
    expect(numberTex(1.2e-5, format)).toBe("{1.2\\cdot10^{-5}}");
    expect(factorTex(-0.5, format)).toBe("({-0.50})".replace("0.50", format.real(0.5)));
    expect(numberTex(0, format)).toBe("{0}");
    expect(numberTex(Number.NaN, format)).toContain("–");
  });
});

it("symbols and units of the network name each other, both ways", async () => {
  const { description } = await updateOf(network("tanh"));
  const place = { layer: 1, unit: 0 };
  expect(inputUnit("w3", place, description)).toEqual({ layer: 0, unit: 3 });
  expect(inputUnit("x1", { layer: 0, unit: 2 }, description)).toEqual({ layer: -1, unit: 1 });
  expect(inputUnit("z", place, description)).toEqual(place);
  expect(inputUnit("L", place, description)).toBeUndefined();
  expect(keyAt({ layer: 0, unit: 3 }, place, description)).toBe("x3");
  expect(keyAt(place, place, description)).toBe("a");
  expect(keyAt({ layer: 5, unit: 3 }, place, description)).toBeUndefined();
});

it("an answer for a network of one layer has no way on", async () => {
  const update: { answer: UpdateAnswer } & Update = await updateOf({
    model: { layers: [{ type: "dense" }] },
  });
  const scope = scopeOf(update, 0);
  expect(scope.isOutput).toBe(true);
  expect(scope.outgoing).toEqual([]);
});
