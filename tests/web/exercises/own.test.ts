// SPDX-License-Identifier: Apache-2.0
/** Every exercise of ours: its start fails, its solution passes, both with the digits that every machine gives. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { checkWork } from "../../../web/src/exercises/check.ts";
import { examineExercise } from "../../../web/src/exercises/examine.ts";
import { METRICS } from "../../../web/src/exercises/metrics.ts";
import { outcomeOf } from "../../../web/src/exercises/prediction.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { solved, untouched } from "../../../web/src/exercises/solution.ts";
import type { Predicted } from "../../../web/src/exercises/work.ts";
import { OWN, textOfOwn } from "./own.ts";

const CHINESE = /[\u4e00-\u9fff]/;

/** Every {en, zh} in it, with its place. */
function texts(value: unknown, path = ""): { path: string; en: unknown; zh: unknown }[] {
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value && "zh" in value) return [{ path, en: value.en, zh: value.zh }];
  return Object.entries(value).flatMap(([key, item]) => texts(item, `${path}.${key}`));
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
    const before = await checkWork(exercise, untouched(exercise), engine);
    expect(before.passed, "the start").toBe(false);
    const after = await checkWork(exercise, await solved(exercise, engine), engine);
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
        const answers = { [only.answer]: only.value };
        const { results } = await checkWork(exercise, { ...untouched(exercise), answers }, engine);
        expect(results[index]).toMatchObject({ passed: false, miss: message });
      }
    }
  });

  it.each(OWN)("%s asks for a prediction that has an outcome", async (name) => {
    const exercise = readExercise(textOfOwn(name));
    const { prediction } = exercise;
    const foretold = (predicted: Predicted) => outcomeOf(exercise, predicted, engine);
    switch (prediction?.kind) {
      case "choice": {
        const ids = prediction.options.map(({ id }) => id);
        const outcomes = await Promise.all(
          ids.map((option) => foretold({ kind: "choice", option })),
        );
        expect(outcomes.map(({ right }) => right)).toEqual(
          ids.map((id) => id === prediction.right),
        );
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
        const exact = await foretold({ kind: "curve", points: came.slice(0, 50) });
        expect(exact).toMatchObject({ right: true, distance: 0 });
        break;
      }
      case "point": {
        const { came } = await foretold({ kind: "point", at: [0] });
        expect(await foretold({ kind: "point", at: came[0] ?? [] })).toMatchObject({ right: true });
      }
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
