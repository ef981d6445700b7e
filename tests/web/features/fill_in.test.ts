// SPDX-License-Identifier: Apache-2.0
/** What is asked of real updates: the number, and every slip beside it, worked out here from samples and weights alone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, ExperimentDocument } from "../../../web/src/engine/api.ts";
import {
  type Asked,
  candidates,
  judge,
  type Kind,
  type SlipName,
  seedOf,
  tolerance,
} from "../../../web/src/features/step_by_step/fill_in.ts";
import { FillIn, questionOf } from "../../../web/src/features/step_by_step/fill_in_store.ts";
import {
  backwardFormulas,
  forwardFormulas,
} from "../../../web/src/features/step_by_step/formulas.ts";
import { lossFormulas } from "../../../web/src/features/step_by_step/loss_formulas.ts";
import { MaskedFormat } from "../../../web/src/features/step_by_step/masked_format.ts";
import { microscope } from "../../../web/src/features/step_by_step/microscope.ts";
import { updateFormulas } from "../../../web/src/features/step_by_step/optimizer_formulas.ts";
import { formatOf } from "../../../web/src/locales/format.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

interface Case {
  readonly document: ExperimentDocument;
  readonly layer?: number;
  readonly unit?: number;
  readonly sample?: number;
  readonly weight?: number;
  /** Weights of the first layer, set by hand before it is looked at. */
  readonly set?: readonly number[];
}

/** One update of a real run, and what can be asked of it. */
async function look({ document, layer = 0, unit = 0, sample = 0, weight = 0, set }: Case) {
  const run = await engine.open(document);
  if (set !== undefined) await run.setParameters("layers[0].weight", new Float32Array(set));
  const answer = await run.probe({ type: "update", sample });
  const { description } = run;
  await run.close();
  const scope = microscope(answer, description, { layer, unit }) ?? expect.fail();
  const all = candidates(answer, scope, description.experiment, weight);
  const ask = (kind: Kind): Asked => all.find((one) => one.kind === kind) ?? expect.fail(kind);
  return { answer, scope, description, all, ask };
}

const slipOf = (asked: Asked, typed: number): SlipName | "right" | "off" => {
  const verdict = judge(asked, typed);
  if (verdict.right) return "right";
  return "slip" in verdict ? verdict.slip : "off";
};

const ROWS: ExperimentDocument = {
  data: {
    type: "rows",
    features: [[1], [2], [-1.5]],
    targets: [[3], [4.5], [-2]],
    split: { train: 1, validation: 0, test: 0 },
    standardize: false,
  },
  model: { layers: [{ type: "dense" }] },
  loss: "mse",
  batch_size: "full",
  optimizer: { type: "sgd", learning_rate: 0.1 },
};

describe("a line through three points", () => {
  const X = [1, 2, -1.5];
  const Y = [3, 4.5, -2];

  it("asks for gradient and updated weight as one works them out by hand, with the slips on the way", async () => {
    const { answer, ask, scope } = await look({ document: ROWS });
    const [{ weight: w = 0 } = { weight: 0 }] = scope.incoming;
    const b = scope.bias?.weight ?? 0;
    // The order of the batch is the run's own.
    const at = X.findIndex((x) => Math.abs(x - (answer.inputs[0] ?? 0)) < 1e-6);
    const errors = X.map((x, n) => w * x + b - (Y[n] ?? 0));
    const shares = X.map((x, n) => (2 * (errors[n] ?? 0) * x) / 3);
    const mean = shares.reduce((sum, one) => sum + one, 0);
    const [x = 0, error = 0, share = 0] = [X[at], errors[at], shares[at]];

    const gradient = ask("gradient");
    expect(slipOf(gradient, share)).toBe("right");
    expect(slipOf(gradient, -share)).toBe("sign");
    expect(slipOf(gradient, 3 * share)).toBe("no_mean");
    expect(slipOf(gradient, share / 2)).toBe("half");
    expect(slipOf(gradient, 2 * share)).toBe("double");
    if (Math.abs(x) !== 1) expect(slipOf(gradient, (2 * error) / 3)).toBe("no_input");

    const batch = ask("batch_gradient");
    expect(slipOf(batch, mean)).toBe("right");
    expect(slipOf(batch, 3 * mean)).toBe("no_mean");
    expect(slipOf(batch, -mean)).toBe("sign");
    expect(slipOf(batch, share)).toBe("one_sample");

    const after = ask("weight");
    expect(slipOf(after, w - 0.1 * mean)).toBe("right");
    expect(slipOf(after, w)).toBe("old_weight");
    expect(slipOf(after, w + 0.1 * mean)).toBe("uphill");
    expect(slipOf(after, -0.1 * mean)).toBe("step_alone");
    expect(slipOf(after, w - 0.1 * 3 * mean)).toBe("no_mean");
    expect(slipOf(after, w - mean)).toBe("no_rate");

    const loss = ask("loss");
    expect(slipOf(loss, error ** 2)).toBe("right");
    expect(slipOf(loss, error ** 2 / 2)).toBe("half");
    expect(slipOf(loss, Math.abs(error))).toBe("not_squared");
    const all = errors.reduce((sum, one) => sum + one ** 2, 0) / 3;
    expect(slipOf(loss, all)).toBe("batch_loss");

    const output = ask("output");
    expect(slipOf(output, w * x + b)).toBe("right");
    expect(slipOf(output, -(w * x + b))).toBe("sign");
  });

  it("asks for the half of the loss where that is how the book has it", async () => {
    const { answer, ask } = await look({
      document: { ...ROWS, loss: { type: "mse", half: true } },
    });
    const error = (answer.outputs[0] ?? 0) - (answer.targets[0] ?? 0);
    expect(slipOf(ask("loss"), error ** 2 / 2)).toBe("right");
    expect(slipOf(ask("loss"), error ** 2)).toBe("double");
  });

  it("is told how far a number is off that no slip leads to", async () => {
    const { ask } = await look({ document: ROWS });
    const loss = ask("loss");
    expect(judge(loss, loss.value + 123.5)).toEqual({ right: false, off: 123.5 });
  });

  it("is right within a thousandth, and not beyond", async () => {
    const { ask } = await look({ document: ROWS });
    for (const asked of [ask("gradient"), ask("weight"), ask("loss")]) {
      const { value } = asked;
      expect(judge(asked, value + 0.99 * tolerance(value)).right).toBe(true);
      expect(judge(asked, value - 1.01 * tolerance(value)).right).toBe(false);
    }
    expect(tolerance(0.01)).toBe(1e-3);
    expect(tolerance(-40)).toBe(0.04);
  });
});

const classes = (loss: string): ExperimentDocument => ({
  data: { type: "moons", samples: 60 },
  model: {
    layers: [
      { type: "dense", units: 3, activation: "tanh" },
      { type: "dense", activation: loss === "bce" ? "sigmoid" : "linear" },
    ],
  },
  loss,
  batch_size: 8,
  optimizer: { type: "sgd", learning_rate: 0.5 },
});

describe("two classes", () => {
  it.each(["bce_logits", "bce"])(
    "%s knows the other logarithm and the other class",
    async (loss) => {
      const { answer, ask } = await look({ document: classes(loss), layer: 1 });
      const [o = 0] = answer.outputs;
      const p = loss === "bce" ? o : 1 / (1 + Math.exp(-o));
      const isOne = (answer.targets[0] ?? 0) > 0.5;
      const right = -Math.log(isOne ? p : 1 - p);
      expect(slipOf(ask("loss"), right)).toBe("right");
      expect(slipOf(ask("loss"), -Math.log10(isOne ? p : 1 - p))).toBe("decimal_logarithm");
      expect(slipOf(ask("loss"), -Math.log(isOne ? 1 - p : p))).toBe("other_class");
    },
  );

  it("knows a hidden unit without its activation or its bias", async () => {
    const { scope, ask } = await look({ document: classes("bce_logits"), unit: 1, sample: 2 });
    const z = scope.incoming.reduce((sum, { input, weight }) => sum + input * weight, 0);
    const b = scope.bias?.weight ?? 0;
    expect(slipOf(ask("output"), Math.tanh(z + b))).toBe("right");
    expect(slipOf(ask("output"), z + b)).toBe("no_activation");
  });
});

it.each([
  ["mae", (o: number, y: number) => Math.abs(o - y)],
  ["mse", (o: number, y: number) => (o - y) ** 2],
] as const)("%s is asked as its formula has it", async (loss, value) => {
  const { answer, ask } = await look({ document: { ...ROWS, loss } });
  expect(slipOf(ask("loss"), value(answer.outputs[0] ?? 0, answer.targets[0] ?? 0))).toBe("right");
});

it("a network of several outputs without a short formula is not asked for its loss", async () => {
  const document = {
    data: { type: "blobs" },
    loss: { type: "cross_entropy", label_smoothing: 0.1 },
  };
  const { all } = await look({ document, layer: 1 });
  expect(all.map(({ kind }) => kind)).not.toContain("loss");
});

it.each(["momentum", "adam", "rmsprop"])(
  "the weight after a step of %s is the one that the trainer reaches",
  async (type) => {
    const document = { ...ROWS, optimizer: { type, learning_rate: 0.1 } };
    const { ask, scope } = await look({ document });
    const run = await engine.open(document);
    await run.step();
    const [after = 0] = await run.parameters();
    await run.close();
    const asked = ask("weight");
    expect(slipOf(asked, after)).toBe("right");
    expect(slipOf(asked, scope.incoming[0]?.weight ?? 0)).toBe("old_weight");
    // What the step is made of stands there; where it is more than a product, the step does, too.
    expect(asked.hidden.includes(scope.incoming[0]?.update ?? 0)).toBe(type === "momentum");
  },
);

it("nothing is asked whose slips lie within the tolerance", async () => {
  const document = { ...ROWS, optimizer: { type: "sgd", learning_rate: 1e-6 } };
  const { all } = await look({ document });
  expect(all.map(({ kind }) => kind)).not.toContain("weight");
  for (const { value, slips } of all) {
    for (const slip of slips)
      expect(Math.abs(slip.value - value)).toBeGreaterThan(2 * tolerance(value));
  }
});

describe("what is hidden", () => {
  it("stands nowhere in the formulas, nor what follows from it at once", async () => {
    const seen = await look({ document: { ...ROWS, batch_size: 1 } });
    const { answer, scope, description, all } = seen;
    const { experiment } = description;
    for (const asked of all) {
      const writing = { format: new MaskedFormat("en", asked.hidden), chosen: 0 };
      const formulas = [
        ...forwardFormulas(scope, writing),
        ...lossFormulas(answer, experiment, writing.format),
        ...backwardFormulas(scope, answer, description, writing),
        ...updateFormulas(scope, answer, experiment.optimizer, writing),
      ].join("\n");
      const plain = formatOf("en");
      for (const number of asked.hidden) {
        const text = plain.real(Math.abs(number)).split("e")[0] ?? "";
        if (text.length > 3) expect(formulas, asked.kind).not.toContain(text);
      }
      expect(formulas).toContain("\\boxed{?}");
    }
  });

  it("is known by its value and either sign, and nothing else is", () => {
    const format = new MaskedFormat("en", [0.5]);
    expect([0.5, -0.5, 0.500001, 0.51, 0].map((one) => format.real(one))).toEqual([
      "?",
      "?",
      "?",
      "0.51",
      "0",
    ]);
    expect(new MaskedFormat("zh", [3]).integer(3)).toBe("?");
  });
});

describe("the questions", () => {
  it("are the same for a whole class, and others at the next update", async () => {
    const { answer, scope, description } = await look({
      document: classes("bce_logits"),
      layer: 1,
    });
    const rounds = (of: typeof answer) =>
      Array.from({ length: 8 }, (_, round) => {
        const { kind, weight } = questionOf({ description, answer: of, scope }, round) ?? {};
        return `${kind} ${weight}`;
      });
    expect(rounds(answer)).toEqual(rounds(answer));
    expect(new Set(rounds(answer)).size).toBeGreaterThan(2);
    expect(seedOf(description, 1)).not.toBe(seedOf(description, 2));
  });

  it("count what is right in a row, and a slip or a look begins anew", async () => {
    const { answer, scope, description } = await look({ document: ROWS });
    const fill = new FillIn();
    const at = { description, answer, scope };
    fill.begin(at);
    const solve = () => {
      fill.typed.value = String(fill.question?.value);
      fill.check();
    };
    solve();
    expect([fill.solved, fill.row]).toEqual([true, 1]);
    // Once it is solved, nothing is counted twice.
    fill.check();
    fill.next(at);
    expect(fill.typed.value).toBe("");
    solve();
    expect(fill.row).toBe(2);
    fill.next(at);
    fill.typed.value = "x";
    fill.check();
    expect([fill.verdict, fill.row]).toEqual(["no_number", 2]);
    fill.typed.value = String(1e6);
    fill.check();
    expect([fill.solved, fill.row]).toEqual([false, 0]);
    expect(fill.format("en").real(fill.question?.value)).toBe("?");
    fill.show();
    expect(fill.format("en").real(fill.question?.value)).not.toBe("?");
  });

  it("are asked anew when an update was made", async () => {
    const { answer, scope, description } = await look({ document: ROWS });
    const fill = new FillIn();
    fill.begin({ description, answer, scope });
    fill.typed.value = "1";
    fill.follow({ description, answer, scope });
    expect(fill.typed.value).toBe("1");
    fill.follow({ description, answer: { ...answer, step: 2 }, scope });
    expect([fill.typed.value, fill.question?.step]).toEqual(["", 2]);
    fill.end();
    expect(fill.question).toBeUndefined();
  });

  it("are asked anew of another experiment, and of weights set by hand, at the same step", async () => {
    const first = await look({ document: ROWS });
    const rate = { ...ROWS, optimizer: { type: "sgd", learning_rate: 0.5 } };
    const other = await look({ document: rate });
    const fill = new FillIn();
    fill.begin(first);
    fill.typed.value = "1";
    fill.follow(other);
    expect([fill.typed.value, fill.question?.description]).toEqual(["", other.description]);
    fill.typed.value = "1";
    const value = fill.question?.value;
    const moved = await look({ document: rate, set: [7] });
    fill.follow({ ...moved, description: other.description });
    expect(fill.typed.value).toBe("");
    expect(fill.question?.value).not.toBe(value);
  });
});
