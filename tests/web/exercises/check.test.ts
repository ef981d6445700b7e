// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { changedPlaces } from "../../../web/src/documents/changed_places.ts";
import { setAt } from "../../../web/src/documents/path.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { checkWork, verdictSentence } from "../../../web/src/exercises/check.ts";
import { holds, sentenceOf, shortfall } from "../../../web/src/exercises/condition.ts";
import type { Condition, Exercise } from "../../../web/src/exercises/document.ts";
import { examineExercise } from "../../../web/src/exercises/examine.ts";
import { measured } from "../../../web/src/exercises/measure.ts";
import { mayChange } from "../../../web/src/exercises/permission.ts";
import { outcomeOf } from "../../../web/src/exercises/prediction.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { solved, untouched } from "../../../web/src/exercises/solution.ts";
import { PREDICTED, type Predicted, type Work } from "../../../web/src/exercises/work.ts";
import { plain } from "./fixture.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

const exercise = readExercise(plain());
const withStart = (place: string, value: unknown, base: Exercise = exercise): Work => ({
  ...untouched(base),
  document: setAt(base.start, place, value),
});
const check = (work: Work, base: Exercise = exercise) => checkWork(base, work, engine);

async function refusal(work: Work, base: Exercise = exercise): Promise<ExperimentError> {
  const error = await check(work, base).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ExperimentError);
  return error as ExperimentError;
}

describe("the checker", () => {
  it("finds the solution right, and says with how many seeds", async () => {
    const verdict = await check(await solved(exercise, engine));
    expect(verdict).toMatchObject({ passed: true, count: 3 });
    expect(verdict.results[0]).toMatchObject({
      passed: true,
      by: 0,
      seeds: { so: 3, needed: 2, of: 3 },
    });
    expect(verdict.results[0]?.text.en).toContain("So with 3 of 3 seeds; 2 are needed.");
    expect(verdictSentence(verdict).en).toBe(
      "2 of 2 visible checks passed; 1 more is looked at when it is marked.",
    );
  });

  it("says by how much it failed, and the mistake that fits", async () => {
    const { results } = await check(untouched(exercise));
    const [loss, slope, why] = results;
    expect(loss?.miss?.en).toBe("Too short.");
    expect(loss?.by).toBeCloseTo(Number(loss?.measured) - 0.1);
    expect(loss?.text.en).toMatch(/^Training loss: .*, asked for at most 0\.1; .* too high\./);
    expect(loss?.text.zh).toMatch(/^训练损失：.*，要求不超过 0\.1，多了 /);
    expect(slope?.text.en).toBe("No answer yet: “The slope”");
    expect(why).toMatchObject({ passed: false, hidden: true, by: null });
  });

  it("tells a run that has diverged from one that is slow", async () => {
    const { results } = await check(withStart("optimizer.learning_rate", 50));
    expect(results[0]?.passed).toBe(false);
    expect(results[0]?.text.en).toContain("The run diverged.");
    expect(results[0]?.text.zh).toContain("训练发散了。");
    expect(results[0]?.miss?.en).toBe("Too long.");
  });

  it("says in words what is a word", async () => {
    const ending = { metric: "status", comparison: "is", value: "diverged" };
    const { results } = await check(
      untouched(exercise),
      readExercise({ ...plain(), checks: [ending] }),
    );
    expect(results[0]?.text).toEqual({
      en: "End of the run: finished, asked for diverged.",
      zh: "训练的结局：正常结束，要求为发散。",
    });
  });

  it("does not betray the right answer by how far it is off", async () => {
    const { results } = await check({ ...untouched(exercise), answers: { slope: 3 } });
    expect(results[1]?.passed).toBe(false);
    expect(results[1]?.text.en).not.toMatch(/\d/);
  });

  it("decides by the worst of the seeds that are needed", async () => {
    const strict = readExercise(setAt(plain(), "checks[0].passing", 3));
    const one = readExercise(setAt(plain(), "checks[0].passing", 1));
    const work = withStart("optimizer.learning_rate", 0.02);
    const [worst, best] = [await check(work, strict), await check(work, one)];
    expect(Number(worst.results[0]?.measured)).toBeGreaterThan(Number(best.results[0]?.measured));
  });

  it("gives the same digits whatever arithmetic and threads were chosen", async () => {
    const threaded = await createEngine({ threads: 2 });
    const fast = withStart("arithmetic", "fast");
    const [here, there] = [
      await check(untouched(exercise)),
      await checkWork(exercise, fast, threaded),
    ];
    expect(there).toEqual(here);
    await threaded.close();
  });

  it.each([
    ["batch_size", 3, "batch_size", '"full"'],
    ["data.noise", 0.5, "data.noise", "0"],
    ["optimizer", { type: "adam", learning_rate: 0.1 }, "optimizer", '"sgd"'],
    ["stop.steps", 3000, "stop.steps", "30"],
    ["seed", 8, "seed", "7"],
    ["model.layers", [{ type: "dense", units: 3 }, { type: "dense" }], "model.layers", "[…] (1)"],
    ["model.layers[0].initializer", "he_normal", "model.layers[0].initializer", '"zeros"'],
  ])("refuses a document in which %s is another, and names it", async (place, value, path, was) => {
    const error = await refusal(withStart(place, value));
    expect(error.path).toBe(path);
    expect(error.message).toContain("may not be changed");
    expect(error.message).toContain(`what it was: ${was}.`);
    expect(error.zh).toContain("不能改动");
  });

  it("refuses what the parser refuses, what is beyond a limit, and an answer to no question", async () => {
    expect((await refusal(withStart("optimizer.learning_rate", -1))).path).toBe(
      "optimizer.learning_rate",
    );
    const wide = readExercise({
      ...plain(),
      may_change: ["model.layers", "stop"],
      limits: { parameters: 10, steps: 100, runs: 2 },
    });
    const layers = [{ type: "dense", units: 9 }, { type: "dense" }];
    expect((await refusal(withStart("model.layers", layers, wide), wide)).message).toContain(
      "28 parameters, and this exercise gives 10",
    );
    expect((await refusal(withStart("stop.steps", 101, wide), wide)).path).toBe("stop.steps");
    expect((await refusal(withStart("stop", { epochs: 2 }, wide), wide)).path).toBe("stop.steps");
    // Without a limit of the exercise too.
    const free = readExercise({ ...plain(), may_change: ["model.layers"] });
    const million = [{ type: "dense", units: 1_000_000 }, { type: "dense" }];
    expect((await refusal(withStart("model.layers", million, free), free)).path).toBe(
      "model.layers[0].units",
    );
    const often = { ...untouched(wide), runs: [{ changed: [] }, { changed: [] }, { changed: [] }] };
    expect((await refusal(often, wide)).message).toContain("3 runs, and this exercise gives 2");
    expect((await refusal({ ...untouched(exercise), answers: { none: 1 } })).path).toBe(
      "answers.none",
    );
  });

  it("tells how far it is, and stops when it is told to", async () => {
    const shares: number[] = [];
    await checkWork(exercise, untouched(exercise), engine, {
      onProgress: (share) => shares.push(share),
    });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    // As long as a run may be, half a minute for a quick machine: it ends because it is told to.
    const sampleBySample = setAt(plain(), "start.batch_size", 1);
    const long = readExercise(setAt(sampleBySample, "start.stop", { epochs: 10_000_000 }));
    const ending = new AbortController();
    const work = checkWork(long, untouched(long), engine, {
      signal: ending.signal,
      onProgress: () => ending.abort(new Error("enough")),
    });
    await expect(work).rejects.toThrow("enough");
  });

  it("counts what changed from run to run, and looks at the test set", async () => {
    const counted = readExercise({
      ...plain(),
      checks: [
        { metric: "changes", comparison: "at_most", value: 1 },
        { metric: "looks", comparison: "is", value: 1 },
        { metric: "runs", comparison: "below", value: 3 },
        { metric: "hidden_layers", comparison: "is", value: 0 },
        { setting: "optimizer.type", comparison: "is", value: "sgd" },
      ],
    });
    const work: Work = {
      ...untouched(counted),
      looks: 2,
      runs: [{ changed: [] }, { changed: ["seed", "batch_size"] }, { changed: [] }],
    };
    const { results } = await check(work, counted);
    expect(results.map(({ measured }) => measured)).toEqual([2, 2, 3, 0, "sgd"]);
    expect(results.map(({ passed }) => passed)).toEqual([false, false, false, true, true]);
    expect(results[2]?.text.en).toContain("exactly that is not enough");
  });
});

describe("the places that differ from the start", () => {
  const counted = readExercise({
    ...plain(),
    may_change: ["optimizer", "batch_size", "model.layers"],
    checks: [{ metric: "places_changed", comparison: "at_most", value: 1 }],
  });
  const changed = async (document: Work["document"], runs: Work["runs"] = []) =>
    (await check({ ...untouched(counted), document, runs }, counted)).results[0];

  it("are counted in what is handed in, however many runs they took", async () => {
    const once = setAt(counted.start, "optimizer.learning_rate", 0.5);
    const twice = setAt(once, "batch_size", 2);
    const one = { changed: ["optimizer.learning_rate"] };
    expect(await changed(counted.start)).toMatchObject({ measured: 0, passed: true });
    expect(await changed(twice, [one, { changed: ["batch_size"] }])).toMatchObject({
      measured: 2,
      passed: false,
    });
    // Too many once, and taken back.
    const both = { changed: ["optimizer.learning_rate", "batch_size"] };
    expect(await changed(once, [both, { changed: ["batch_size"] }])).toMatchObject({
      measured: 1,
      passed: true,
    });
  });

  it("are one for another component, and none for another arithmetic", async () => {
    const adam = setAt(counted.start, "optimizer", { type: "adam", learning_rate: 0.5 });
    expect(await changed(adam)).toMatchObject({ measured: 1 });
    expect(await changed(setAt(adam, "arithmetic", "fast"))).toMatchObject({ measured: 1 });
  });
});

it("hidden layers and units are counted within residual blocks, and of convolutions", async () => {
  const dense = (units: number) => ({ type: "dense", units });
  const deep = [
    dense(6),
    { type: "residual", layers: [dense(30), { type: "residual", layers: [dense(30)] }, dense(6)] },
    { type: "dense" },
  ];
  const image = {
    data: { type: "digits" },
    model: {
      layers: [{ type: "conv2d", out_channels: 5 }, { type: "flatten" }, dense(7), "dense"],
    },
  };
  const start = { ...plain().start, model: { layers: deep } };
  for (const [document, layers, units] of [
    [start, 4, 72],
    [{ ...image, stop: { steps: 1 } }, 2, 12],
  ] as const) {
    const description = await engine.validate(document);
    const facts = { start: description, description, work: untouched(exercise) };
    expect(measured("hidden_layers", facts)).toBe(layers);
    expect(measured("hidden_units", facts)).toBe(units);
  }
});

describe("a condition", () => {
  it.each([
    ["at_most", 2, 2, 0],
    ["at_most", 2, 3, 1],
    ["at_least", 2, 2, 0],
    ["at_least", 2, 0.5, 1.5],
    ["below", 2, 2, Number.MIN_VALUE],
    ["below", 2, 1, 0],
    ["above", 2, 2, Number.MIN_VALUE],
    ["is", 2, 2.5, 0.5],
    ["is", "adam", "adam", 0],
    ["is", true, false, Number.POSITIVE_INFINITY],
    ["at_most", 2, null, Number.POSITIVE_INFINITY],
  ] as const)("%s %s lacks of %s: %s", (comparison, value, found, lacks) => {
    expect(shortfall({ setting: "seed", comparison, value }, found)).toBe(lacks);
  });

  it("of a tolerance is told with it, and counts from its edge", () => {
    const near: Condition = { setting: "seed", comparison: "is", value: 2, within: 0.5 };
    expect(shortfall(near, 2.5)).toBe(0);
    expect(shortfall(near, 3)).toBe(0.5);
    expect(shortfall(near, 1)).toBe(0.5);
    // A place is told as it is written in the document.
    expect(sentenceOf(near, 3, exercise)).toEqual({
      en: '"seed": 3, asked for 2 ± 0.5; 0.5 too high.',
      zh: '"seed"：3，要求为 2 ± 0.5，多了 0.5。',
    });
  });

  it("of a very large or small number is told by its size", () => {
    const below: Condition = { metric: "train_loss", comparison: "at_most", value: 0.5 };
    expect(sentenceOf(below, 1_310_000, exercise).en).toBe(
      "Training loss: 1.31 × 10⁶, asked for at most 0.5; 1.31 × 10⁶ too high.",
    );
    expect(sentenceOf(below, 4.149e-18, exercise).zh).toContain("：4.15 × 10⁻¹⁸，");
    expect(sentenceOf(below, 0.00123, exercise).en).toContain(": 0.00123,");
    expect(sentenceOf(below, 0, exercise).en).toContain(": 0,");
  });

  it("takes an answer within a tolerance", async () => {
    const description = await engine.validate(exercise.start);
    const near: Condition = { answer: "slope", comparison: "is", value: 2, within: 0.1 };
    const of = (slope: number) =>
      holds(near, {
        start: description,
        description,
        work: { ...untouched(exercise), answers: { slope } },
      });
    expect([of(2.1), of(2.11), of(1.9)]).toEqual([true, false, true]);
  });
});

describe("what may be changed", () => {
  it("is told place by place", () => {
    expect(changedPlaces({ a: 1, b: [{ c: 1 }, 2] }, { a: 1, b: [{ c: 3 }, 2] })).toEqual([
      "b[0].c",
    ]);
    expect(changedPlaces({ b: [1] }, { b: [1, 2] })).toEqual(["b"]);
    expect(changedPlaces({ o: { type: "a", x: 1 } }, { o: { type: "b", x: 2 } })).toEqual(["o"]);
    expect(changedPlaces({ a: { b: 1 } }, { a: { b: 1 } })).toEqual([]);
  });

  it("is told to a form, for the place itself and for what holds it", () => {
    expect(mayChange(exercise, "optimizer.learning_rate")).toBe(true);
    expect(mayChange(exercise, "optimizer")).toBe(true);
    expect(mayChange(exercise, "optimizer.momentum")).toBe(false);
    expect(mayChange(exercise, "opti")).toBe(false);
  });
});

describe("examining an exercise", () => {
  const fault = async (source: unknown) => {
    const error = await examineExercise(readExercise(source), engine).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ExperimentError);
    return (error as ExperimentError).toString();
  };

  it("finds nothing where nothing is wrong", async () => {
    await examineExercise(exercise, engine);
  });

  it.each([
    ["start.optimizer.learning_rate", -1, "start.optimizer.learning_rate: -1 is"],
    ["start.data.type", "lin", 'start.data.type: "lin" is not known. Did you mean "line"?'],
    ["start.stop", { epochs: null, steps: null }, "start.stop: this run would never end"],
    ["solution.change", { loss: "mze" }, "solution.change.loss: "],
    [
      "may_change[0]",
      "optimizer.rate",
      "may_change[0]: there is no optimizer.rate in the experiment. Choose one of: type",
    ],
    [
      "may_change[0]",
      "optimiser",
      'may_change[0]: there is no optimiser in the experiment. Did you mean "optimizer"?',
    ],
    [
      "may_change[0]",
      "model.layers[3].units",
      "may_change[0]: there is no model.layers[3] in the experiment. Choose one of: [0].",
    ],
    [
      "checks[0]",
      { setting: "stop.epoch", comparison: "is", value: 1 },
      'checks[0].setting: there is no stop.epoch in the experiment. Did you mean "epochs"?',
    ],
    [
      "checks[0].misses[0].when[0].setting",
      "optimzer.momentum",
      'checks[0].misses[0].when[0].setting: there is no optimzer in the experiment. Did you mean "optimizer"?',
    ],
  ])("with %s as %j says so there", async (place, value, words) => {
    expect(await fault(setAt(plain(), place, value))).toContain(words);
  });

  it("with a prediction that cannot come says so", async () => {
    const prediction = {
      kind: "choice",
      ask: "?",
      options: [
        { id: "a", text: "a" },
        { id: "b", text: "b" },
      ],
      right: "a",
    };
    const wild = { ...prediction, change: { optimizer: { learning_rate: 0 } } };
    expect(await fault({ ...plain(), prediction: wild })).toContain(
      "prediction.change.optimizer.learning_rate",
    );
    const layers = [{ type: "dense", units: 3 }, { type: "dense" }];
    const point = { kind: "point", ask: "?", steps: 1, near: 1, change: { model: { layers } } };
    expect(await fault({ ...plain(), prediction: point })).toContain("10 parameters");
    const curve = { kind: "curve", ask: "?", near: 1 };
    const accuracy = { ...curve, metric: "train_accuracy" };
    expect(await fault({ ...plain(), prediction: accuracy })).toContain(
      "prediction.metric: is of classes",
    );
    const split = { train: 0.5, validation: 0, test: 0.5 };
    const validation = {
      ...setAt(plain(), "start.data.split", split),
      prediction: { ...curve, metric: "validation_loss" },
    };
    expect(await fault(validation)).toContain("prediction.metric: is of the validation part");
  });
});

describe("a prediction", () => {
  const asking = (prediction: unknown) => readExercise({ ...plain(), prediction });
  const outcome = (asked: Exercise, predicted: Predicted) => outcomeOf(asked, predicted, engine);
  const near = { ask: "Where?", near: 0.5, change: { optimizer: { learning_rate: 0.05 } } };

  it("of a point is as far off as the point is", async () => {
    const asked = asking({ kind: "point", steps: 30, ...near });
    const far = await outcome(asked, { kind: "point", at: [0, 0] });
    const [came = []] = far.came;
    expect(far.right).toBe(false);
    expect(far.distance).toBeCloseTo(Math.hypot(...came));
    expect((await outcome(asked, { kind: "point", at: [...came] })).text.en).toBe(
      "Near: off by 0.",
    );
    // One number for two parameters.
    const short = await outcome(asked, { kind: "point", at: [1] });
    expect(short.distance).toBeNull();
    expect(short.text.en).toContain("The point is given by 1 number, and the model has 2");
  });

  it("of a curve is as far off as what was drawn is from what came", async () => {
    const asked = asking({ kind: "curve", metric: "train_loss", ...near });
    const { came } = await outcome(asked, {
      kind: "curve",
      points: [
        [0, 0],
        [30, 0],
      ],
    });
    expect(came.length).toBeGreaterThan(2);
    const half = came.map(([x = 0, y = 0]) => [x, y + 0.25]).slice(0, 60);
    const drawn = await outcome(asked, { kind: "curve", points: half });
    expect(drawn.distance).toBeCloseTo(0.25);
    expect(drawn.right).toBe(true);
  });

  it("of a curve is judged over the whole run, however little of it was drawn", async () => {
    const asked = asking({ kind: "curve", metric: "train_loss", ...near });
    const whole = [
      [0, 0],
      [30, 0],
    ];
    const { came } = await outcome(asked, { kind: "curve", points: whole });
    const [first = []] = came;
    const beginning = [first, first].map((point) => [...point]);
    const mean = came.reduce((sum, [, y = 0]) => sum + Math.abs(y - (first[1] ?? 0)), 0);
    const { distance } = await outcome(asked, { kind: "curve", points: beginning });
    expect(distance).toBeGreaterThan(0);
    expect(distance).toBeCloseTo(mean / came.length);
  });

  it("of a curve goes from left to right", () => {
    const curve = (...points: number[][]) => PREDICTED.read({ kind: "curve", points }, "p");
    expect(() => curve([0, 1], [2, 1], [1, 1])).toThrow("from left to right");
    expect(() => curve([0, 1], [1, 1], [1, 2])).not.toThrow();
  });

  it("of a curve that the run has not is not called divergence", async () => {
    const asked = asking({ kind: "curve", metric: "train_accuracy", ...near });
    const points = [
      [0, 1],
      [3, 1],
    ];
    const { distance, text } = await outcome(asked, { kind: "curve", points });
    expect(distance).toBeNull();
    expect(text.en).toContain("The run has no values of what was drawn");
  });

  it("of what diverges has nothing to be compared with", async () => {
    const wild = { ...near, change: { optimizer: { learning_rate: 90 } } };
    const asked = asking({ kind: "curve", metric: "train_loss", ...wild });
    const { right, distance, text } = await outcome(asked, {
      kind: "curve",
      points: [
        [0, 1],
        [3, 1],
      ],
    });
    expect([right, distance]).toEqual([false, null]);
    expect(text.en).toContain("It diverged");
  });

  it("of another kind, or of no option, is refused", async () => {
    const options = [
      { id: "up", text: "It rises." },
      { id: "down", text: "It falls." },
    ];
    const asked = asking({ kind: "choice", ask: "What?", options, right: "down" });
    const down = await outcome(asked, { kind: "choice", option: "down" });
    expect(down.text.en).toBe("As predicted: It falls.");
    const up = await outcome(asked, { kind: "choice", option: "up" });
    expect(up).toMatchObject({
      right: false,
      text: { en: "Predicted: It rises. Result: It falls." },
    });
    await expect(outcome(asked, { kind: "choice", option: "dwn" })).rejects.toThrow(
      'Did you mean "down"?',
    );
    await expect(outcome(asked, { kind: "point", at: [1] })).rejects.toThrow("Predict anew");
    await expect(outcome(exercise, { kind: "point", at: [1] })).rejects.toThrow("Predict anew");
  });
});
