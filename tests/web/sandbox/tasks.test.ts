// SPDX-License-Identifier: Apache-2.0
/** Code that is right agrees with the trainer on every task, and the first difference of code that is wrong is found. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Catalog, Engine } from "../../../web/src/engine/api.ts";
import type { CurveAnswer } from "../../../web/src/sandbox/curve_tasks.ts";
import { LIMITS } from "../../../web/src/sandbox/limits.ts";
import type { OptimizerAnswer, OptimizerTask } from "../../../web/src/sandbox/optimizer_task.ts";
import { type Answer, perform, type Task } from "../../../web/src/sandbox/perform.ts";
import {
  ACTIVATION_POINTS,
  activationOf,
  COMPARED_LOSSES,
  COMPARED_OPTIMIZERS,
  COMPARED_SCHEDULES,
  descentOf,
  lossOf,
  SCHEDULE_STEPS,
  scheduleOf,
} from "../../../web/src/sandbox/reference.ts";
import { testFunction } from "../../../web/src/sandbox/test_functions.ts";
import { room } from "./room.ts";
import { ACTIVATIONS, LOSSES, OPTIMIZERS, SCHEDULES } from "./written.ts";

let engine: Engine;
let catalog: Catalog;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
  catalog = await engine.catalog();
});
afterAll(() => engine.close());

const FUNCTIONS = ["quadratic_bowl", "ravine", "rosenbrock", "beale", "himmelblau", "saddle"];
const STEPS = 120;
/** Small enough for each function that nothing diverges. */
const RATE: Readonly<Record<string, number>> = {
  rosenbrock: 0.0002,
  beale: 0.002,
  himmelblau: 0.002,
};

const withNumbers = (type: string) => {
  const entry = catalog.kinds.test_function.find(({ id }) => id === type);
  return { type, ...Object.fromEntries(entry?.fields.map((f) => [f.id, f.default]) ?? []) };
};

async function taskOf(
  optimizer: string,
  type: string,
  rate = RATE[type] ?? 0.01,
): Promise<OptimizerTask> {
  const chosen = withNumbers(type);
  const { path } = await descentOf(engine, {
    version: 1,
    function: chosen,
    optimizer: { type: optimizer, learning_rate: rate },
    steps: STEPS,
  });
  return { type: "optimizer", function: chosen, rate, steps: STEPS, path };
}

/** However busy the machine is. */
const PATIENT = { ...LIMITS, turns: 1e6, time: 60_000 };

async function done<A extends Answer>(code: string, task: Task): Promise<A> {
  const { answer, mistake } = await perform(await room, code, task, PATIENT);
  expect(mistake).toBeUndefined();
  return answer as A;
}

describe("the test functions", () => {
  it("are all that the trainer has, with the same values along a path", async () => {
    expect(catalog.kinds.test_function.map(({ id }) => id).sort()).toEqual([...FUNCTIONS].sort());
    for (const type of FUNCTIONS) {
      const chosen = withNumbers(type);
      const { path, values } = await descentOf(engine, {
        version: 1,
        function: chosen,
        optimizer: { type: "adam", learning_rate: 0.05 },
        steps: STEPS,
      });
      const ours = testFunction(chosen);
      // The same operations in the same order on 64 bits.
      expect(path.map((point) => ours?.value(point))).toEqual(values);
    }
  });

  it("have gradients that differences confirm", () => {
    for (const type of FUNCTIONS) {
      const f = testFunction(withNumbers(type));
      if (f === undefined) throw new Error(type);
      const h = 1e-6;
      for (const [x, y] of [
        [0.3, -0.7],
        [-1.2, 1],
        [1.5, 0.25],
      ] as const) {
        const { x: dx, y: dy } = f.gradient({ x, y });
        const along = (f.value({ x: x + h, y }) - f.value({ x: x - h, y })) / (2 * h);
        const across = (f.value({ x, y: y + h }) - f.value({ x, y: y - h })) / (2 * h);
        // Rounding: 2^-52 of values up to 1000 over 1e-6.
        expect(dx).toBeCloseTo(along, 4);
        expect(dy).toBeCloseTo(across, 4);
      }
    }
  });
});

describe("an optimizer that is written by hand", () => {
  it("is one of the compared ones, and each of these is written", () => {
    expect(Object.keys(OPTIMIZERS)).toEqual(COMPARED_OPTIMIZERS);
  });

  it.each(COMPARED_OPTIMIZERS)("%s agrees with the trainer's on every function", async (id) => {
    for (const type of FUNCTIONS) {
      const task = await taskOf(id, type);
      const answer = await done<OptimizerAnswer>(OPTIMIZERS[id] ?? "", task);
      expect(answer, type).toMatchObject({ first: undefined, compared: task.path.length - 1 });
    }
  });

  it.each([
    ["the bias correction is forgotten", "adam", /\/ \(1 - 0\.9 \*\* t\)/, "", 1],
    [
      "the gradient is added with a share",
      "momentum",
      "* state.v[i] + g",
      "* state.v[i] + 0.1 * g",
      1,
    ],
    ["the memory is never used", "momentum", "0.9 * state.v[i] + g", "g", 2],
    ["the sign is wrong", "sgd", "w - rate", "w + rate", 1],
    ["a constant is a little off", "rmsprop", "0.99 *", "0.989 *", 2],
    [
      "the root is taken of one step before",
      "adagrad",
      "state.a[i] += g * g; return w - rate * g / (Math.sqrt(state.a[i])",
      "const a = state.a[i]; state.a[i] += g * g; return w - rate * g / (Math.sqrt(t > 1 ? a : g * g)",
      2,
    ],
  ])("differs where %s, and the first differing number is told", async (_, id, from, to, step) => {
    const task = await taskOf(id, "ravine");
    const slip = (OPTIMIZERS[id] ?? "").replace(from, to);
    expect(slip).not.toBe(OPTIMIZERS[id]);
    const { first, path } = await done<OptimizerAnswer>(slip, task);
    expect(first).toMatchObject({ step, parameter: 0 });
    expect(first?.before[0]).toBe(task.path[step - 1]?.x);
    expect(first?.ours[0]).toBe(task.path[step]?.x);
    expect(first?.yours[0]).not.toBe(first?.ours[0]);
    expect(path.length).toBeGreaterThan(1);
  });

  it("is raced from the same start by its own steps alone", async () => {
    const task = await taskOf("sgd", "ravine");
    const { path, values } = await done<OptimizerAnswer>(OPTIMIZERS.sgd ?? "", task);
    expect(path).toHaveLength(STEPS + 1);
    expect(path[0]).toEqual(task.path[0]);
    // 32 bits round each of the steps, and this descent contracts what was rounded before.
    expect(path.at(-1)?.x).toBeCloseTo(task.path.at(-1)?.x ?? 0, 5);
    expect(values.at(-1)).toBeLessThan(values[0] ?? 0);
  });

  it("ends its race where it leaves every bound", async () => {
    const task = await taskOf("sgd", "ravine");
    const { path, values } = await done<OptimizerAnswer>(
      (OPTIMIZERS.sgd ?? "").replace("w - rate", "w + 100 * rate"),
      task,
    );
    expect(path.length).toBeLessThan(STEPS);
    expect(values.every(Number.isFinite)).toBe(true);
  });
});

describe("an activation with its derivative", () => {
  it("is written for each of the catalog", () => {
    expect(Object.keys(ACTIVATIONS)).toEqual(catalog.kinds.activation.map(({ id }) => id));
  });

  it.each(Object.keys(ACTIVATIONS))(
    "%s agrees with the trainer's, and with its differences",
    async (id) => {
      const task = { type: "activation", ...(await activationOf(engine, { type: id })) } as const;
      const { first, values } = await done<CurveAnswer>(ACTIVATIONS[id] ?? "", task);
      expect(first).toBeUndefined();
      expect(values).toHaveLength(ACTIVATION_POINTS.length);
    },
  );

  it.each([
    ["sigmoid", "sigmoid(x) * (1 - sigmoid(x))", "sigmoid(x) * sigmoid(x)"],
    ["tanh", "1 - Math.tanh(x) ** 2", "1 - Math.tanh(x)"],
    ["relu", "x > 0 ? 1 : 0", "x > 0 ? 1 : 0.01"],
    ["elu", "x > 0 ? 1 : Math.exp(x)", "x > 0 ? 1 : Math.expm1(x)"],
  ])("%s with a wrong derivative is told where it differs first", async (id, right, wrong) => {
    const code = (ACTIVATIONS[id] ?? "").replace(
      `derivative = (x) => ${right}`,
      `derivative = (x) => ${wrong}`,
    );
    const task = { type: "activation", ...(await activationOf(engine, { type: id })) } as const;
    expect((await done<CurveAnswer>(code, task)).first).toMatchObject({ what: "derivative" });
  });

  it("of another function than the built-in one differs by its value", async () => {
    const { points, ours } = await activationOf(engine, { type: "gelu" });
    const task = { type: "activation", points, ours } as const;
    const { first } = await done<CurveAnswer>(ACTIVATIONS.gelu_tanh ?? "", task);
    expect(first).toMatchObject({ what: "value" });
  });

  it("that overflows is a mistake, with the place", async () => {
    const code =
      "const activation = (x) => Math.log(1 + Math.exp(x));\nconst derivative = (x) => 1;";
    const points = ACTIVATION_POINTS.map((x) => ({ x }));
    const { mistake } = await perform(
      await room,
      code,
      { type: "activation", points, ours: undefined },
      PATIENT,
    );
    expect(mistake).toMatchObject({
      fault: { kind: "not_finite", value: Number.POSITIVE_INFINITY },
      line: 1,
      at: { name: "x", value: 1000 },
    });
  });
});

describe("a loss with its gradient", () => {
  it.each(COMPARED_LOSSES)("%s agrees with the trainer's, and with its differences", async (id) => {
    const task = { type: "loss", ...(await lossOf(engine, { type: id })) } as const;
    const { first } = await done<CurveAnswer>(LOSSES[id] ?? "", task);
    expect(first).toBeUndefined();
  });

  it("without the factor two in its gradient, or with a half in its value, differs", async () => {
    const task = { type: "loss", ...(await lossOf(engine, { type: "mse" })) } as const;
    const slope = (LOSSES.mse ?? "").replace("2 * (o - y)", "o - y");
    expect((await done<CurveAnswer>(slope, task)).first).toMatchObject({ what: "derivative" });
    const half = "const loss = (o, y) => (o - y) ** 2 / 2;\nconst gradient = (o, y) => o - y;";
    expect((await done<CurveAnswer>(half, task)).first).toMatchObject({ what: "value" });
  });
});

describe("a schedule", () => {
  it.each(Object.entries(SCHEDULES))(
    "%s agrees with the trainer's",
    async (type, { given, code }) => {
      expect(COMPARED_SCHEDULES).toContain(type);
      const ours = await scheduleOf(engine, { type, ...given }, 0.1);
      expect(ours).toHaveLength(SCHEDULE_STEPS);
      expect(await done(code, { type: "schedule", rate: 0.1, ours })).toMatchObject({
        first: undefined,
      });
    },
  );

  it("that counts from 1 differs at once", async () => {
    const ours = await scheduleOf(engine, { type: "cosine" }, 0.1);
    const code = (SCHEDULES.cosine?.code ?? "").replace("* t /", "* (t + 1) /");
    const { first } = (await done(code, { type: "schedule", rate: 0.1, ours })) as never;
    expect(first).toMatchObject({ step: 0, ours: 0.1 });
  });
});

describe("a dataset", () => {
  const code = (row: string) =>
    `function generate(n, random) { return Array.from({ length: n }, (_, i) => ${row}); }`;
  const mistake = async (row: string) =>
    (await perform(await room, code(row), { type: "dataset", count: 10 }, PATIENT)).mistake;

  it("is points with classes, the same at each run", async () => {
    const task = { type: "dataset", count: 50 } as const;
    const answer = await done(code("[random(), random(), i % 2]"), task);
    expect(answer).toMatchObject({ type: "dataset" });
    expect(await done(code("[random(), random(), i % 2]"), task)).toEqual(answer);
  });

  it("with a class that is none, a point too far away, or a row that is none is a mistake", async () => {
    expect(await mistake("[0, 0, 0.5]")).toMatchObject({
      fault: { kind: "row", row: 1, why: "class" },
    });
    expect(await mistake("[0, i * 200, 1]")).toMatchObject({
      fault: { kind: "row", row: 7, why: "far" },
    });
    expect(await mistake("i > 3 ? 1 : [0, 0, 1]")).toMatchObject({
      fault: { kind: "element", number: 5 },
    });
    expect(await mistake("[0, 0 / 0, 1]")).toMatchObject({
      fault: { kind: "not_finite", number: 1 },
    });
  });
});
