// SPDX-License-Identifier: Apache-2.0
/** Every exercise of ours: its start fails, its solution passes, both with the digits that every machine gives. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { patched } from "../../../web/src/documents/patch.ts";
import { setAt } from "../../../web/src/documents/path.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { checkWork } from "../../../web/src/exercises/check.ts";
import type { Check, Comparison, Condition } from "../../../web/src/exercises/document.ts";
import { examineExercise } from "../../../web/src/exercises/examine.ts";
import { METRICS, type MetricId } from "../../../web/src/exercises/metrics.ts";
import { outcomeOf } from "../../../web/src/exercises/prediction.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { solved, untouched } from "../../../web/src/exercises/solution.ts";
import type { Predicted } from "../../../web/src/exercises/work.ts";
import { performCode } from "../sandbox/room.ts";
import { OWN, textOfOwn } from "./own.ts";

const CHINESE = /[\u4e00-\u9fff]/;

/** Every {en, zh} in it, with its place. */
function texts(value: unknown, path = ""): { path: string; en: unknown; zh: unknown }[] {
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value && "zh" in value) return [{ path, en: value.en, zh: value.zh }];
  return Object.entries(value).flatMap(([key, item]) => texts(item, `${path}.${key}`));
}

const metric = (metric: MetricId, comparison: Comparison, value: number, seeds = 1): Check => ({
  metric,
  comparison,
  value,
  seeds,
});

/** What comes of the run in the case of each option. Of the others the outcome is of more than one run, or of more than is measured. */
const COMES: Readonly<Record<string, Readonly<Record<string, readonly Check[]>>>> = {
  batch_size: {
    bottom: [metric("train_loss", "below", 5)],
    above_thirty: [{ ...metric("train_loss", "is", 40), within: 9 }],
    unmoved: [metric("train_loss", "above", 49)],
  },
  largest_rate: {
    at_once: [metric("train_loss", "is", 0)],
    slowly: [metric("train_loss", "below", 99)],
    jumps: [metric("train_loss", "is", 100)],
    away: [metric("train_loss", "above", 101)],
  },
  ravine_momentum: {
    worse: [metric("train_loss", "above", 18)],
    same: [metric("train_loss", "above", 18)],
    cured: [metric("train_loss", "below", 0.01)],
  },
  too_much_regularization: {
    none: [metric("generalization_gap", "is", 0)].map((one) => ({ ...one, within: 0.03 })),
    large: [metric("generalization_gap", "above", 0.1)],
  },
  vanishing_gradient: {
    first: [metric("gradient_ratio", "below", 0.5)],
    last: [metric("gradient_ratio", "above", 2)],
    same: [metric("gradient_ratio", "is", 1)].map((one) => ({ ...one, within: 0.5 })),
  },
  xor_by_product: {
    half: [metric("train_accuracy", "below", 0.68)],
    three_quarters: [metric("train_accuracy", "is", 0.75)].map((one) => ({ ...one, within: 0.07 })),
    all: [metric("train_accuracy", "at_least", 0.95)],
  },
  xor_seeds: {
    all: [metric("train_accuracy", "at_least", 0.95, 5)],
    most: [{ ...metric("train_accuracy", "at_least", 0.95, 5), passing: 3 }],
    none: [metric("train_accuracy", "below", 0.95, 5)],
  },
};

const CODE = { perform: performCode };

/** Some of which it is so, the nearest first. */
function valuesOf({ comparison, value }: Condition): unknown[] {
  if (typeof value !== "number") return [value];
  switch (comparison) {
    case "is":
      return [value];
    case "at_least":
    case "above":
      return Number.isInteger(value) ? [value + 1, 3 * value] : [1.01 * value, 3 * value];
    case "at_most":
    case "below":
      return Number.isInteger(value) ? [value - 1] : [0.99 * value, value / 10, value / 1_000];
  }
}

describe("an exercise of ours", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createEngine({ threads: 1 });
  });
  afterAll(() => engine.close());

  it.each(OWN)("%s fails at its start and passes with its solution", async (name) => {
    const exercise = readExercise(textOfOwn(name));
    expect(exercise.id).toBe(name);
    await examineExercise(exercise, engine);
    const before = await checkWork(exercise, untouched(exercise), engine, CODE);
    expect(before.passed, "the start").toBe(false);
    const after = await checkWork(exercise, await solved(exercise, engine), engine, CODE);
    expect(after.results.filter(({ passed }) => !passed)).toEqual([]);
    expect(after.passed).toBe(true);
  });

  it.each(OWN)("%s is said in both languages", (name) => {
    const found = texts(readExercise(textOfOwn(name)));
    expect(found.length).toBeGreaterThan(4);
    for (const { path, en, zh } of found) {
      expect(en, path).not.toMatch(CHINESE);
      // A formula, a number or a name is the same in every language.
      if (/[a-z]{3}/i.test(String(en))) expect(zh, path).toMatch(CHINESE);
    }
  });

  it.each(OWN)("%s says something of every mistake that it names", (name) => {
    const { checks, hints } = readExercise(textOfOwn(name));
    expect(checks.some(({ misses }) => misses !== undefined)).toBe(true);
    expect(hints === undefined || hints.length > 0).toBe(true);
  });

  it.each(OWN)("%s tells the mistake behind each wrong answer that it names", async (name) => {
    const exercise = readExercise(textOfOwn(name));
    for (const [index, check] of exercise.checks.entries()) {
      for (const { when, message } of check.misses ?? []) {
        const [only, more] = when;
        if (only === undefined || more !== undefined || !("answer" in only)) continue;
        const { answer, value } = only;
        const question = exercise.questions?.find(({ id }) => id === answer);
        const slips = question?.kind === "code" ? (question.slips ?? []) : [];
        const slip = slips.find(({ id }) => id === value);
        // Code that says "fails" does.
        const answers = { [answer]: slip?.code ?? value };
        const work = { ...untouched(exercise), answers };
        const { results } = await checkWork(exercise, work, engine, CODE);
        expect(results[index]).toMatchObject({ passed: false, miss: message });
      }
    }
  });

  it.each(OWN)("%s tells the mistake behind each setting that it names", async (name) => {
    const exercise = readExercise(textOfOwn(name));
    for (const [index, check] of exercise.checks.entries()) {
      for (const { when, message } of check.misses ?? []) {
        const [only, more] = when;
        if (only === undefined || more !== undefined || !("setting" in only)) continue;
        const said: unknown[] = [];
        const [, holder = ""] = /^(.*)\.type$/.exec(only.setting) ?? [];
        // Some mistakes are made on the way to the solution.
        const bases = [exercise.start, (await solved(exercise, engine)).document];
        for (const base of bases) {
          for (const value of valuesOf(only)) {
            if (said.at(-1) === message) break;
            const document =
              holder === ""
                ? setAt(base, only.setting, value)
                : setAt(base, holder, { type: value, learning_rate: 0.2 });
            const work = { ...untouched(exercise), document };
            said.push((await checkWork(exercise, work, engine)).results[index]?.miss);
          }
        }
        expect(said, `${only.setting} ${only.comparison} ${only.value}`).toContain(message);
      }
    }
  });

  it.each(OWN)("%s asks for a prediction that has an outcome", async (name) => {
    const exercise = readExercise(textOfOwn(name));
    const { prediction } = exercise;
    const foretold = (predicted: Predicted) => outcomeOf(exercise, predicted, engine);
    switch (prediction?.kind) {
      case "choice": {
        const start = patched(exercise.start, prediction.change ?? {});
        for (const [option, checks] of Object.entries(COMES[name] ?? {})) {
          const { results } = await checkWork(
            { ...exercise, start, checks },
            untouched({ ...exercise, start }),
            engine,
          );
          const isSo = results.every(({ passed }) => passed);
          expect(isSo, `${option}: ${results.map(({ text }) => text.en)}`).toBe(
            option === prediction.right,
          );
          expect(await foretold({ kind: "choice", option })).toMatchObject({ right: isSo });
        }
        break;
      }
      case "curve": {
        const { came } = await foretold({
          kind: "curve",
          points: [
            [0, 0],
            [1, 0],
          ],
        });
        // As many points as a drawing has, over the whole run.
        const every = Math.ceil(came.length / 50);
        const points = came.filter((_, index) => index % every === 0);
        expect(await foretold({ kind: "curve", points })).toMatchObject({ right: true });
        break;
      }
      case "point": {
        const { came } = await foretold({ kind: "point", at: [0] });
        expect(await foretold({ kind: "point", at: came[0] ?? [] })).toMatchObject({ right: true });
      }
    }
  });

  it("largest_rate finds the largest of a rate that arrives alone", async () => {
    const exercise = readExercise(textOfOwn("largest_rate"));
    for (const [rate, passes] of [
      [0.8, [true, false]],
      [0.9, [true, true]],
      [1, [false, false]],
      [1.1, [false, false]],
    ] as const) {
      const document = setAt(exercise.start, "optimizer.learning_rate", rate);
      const { results } = await checkWork(exercise, { ...untouched(exercise), document }, engine);
      expect(results.map(({ passed }) => passed)).toEqual(passes);
    }
  });

  it("ask for metrics of all three kinds, settings and answers", () => {
    const checks = OWN.flatMap((name) => readExercise(textOfOwn(name)).checks);
    const kinds = checks.map((check) =>
      "metric" in check ? METRICS[check.metric].from : "setting" in check ? "setting" : "answer",
    );
    expect(new Set(kinds)).toEqual(new Set(["run", "document", "work", "setting", "answer"]));
  });
});
