// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { setAt } from "../../../web/src/documents/path.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { LONGEST_EXERCISE } from "../../../web/src/exercises/document.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { EXERCISE_SCHEMA_FILE, exerciseSchema } from "../../../web/src/exercises/schema.ts";
import { plain } from "./fixture.ts";
import { OWN, textOfOwn } from "./own.ts";

function refused(source: unknown): ExperimentError {
  try {
    readExercise(source);
  } catch (error) {
    if (error instanceof ExperimentError) return error;
    throw error;
  }
  throw new Error("It was read.");
}

describe("the file of an exercise", () => {
  it("is read, as text and as a value", () => {
    const read = readExercise(plain());
    expect(readExercise(JSON.stringify(plain()))).toEqual(read);
    expect(readExercise(`\uFEFF${JSON.stringify(plain())}`)).toEqual(read);
  });

  it("may say a text once, or in one language: it is meant for both", () => {
    const { task, misconception } = readExercise(plain());
    expect(task).toEqual({ en: "Fit it.", zh: "Fit it." });
    expect(misconception).toEqual({ en: "直线要很多参数。", zh: "直线要很多参数。" });
  });

  it.each([
    ["chekcs", [], "chekcs", 'Did you mean "checks"?'],
    ["title", {}, "title", "neither en nor zh"],
    ["title", { en: "", zh: "x" }, "title.en", "is empty"],
    ["title", { en: "x", fr: "x" }, "title.fr", "no such key"],
    ["title", "x".repeat(500), "title", "500 characters, and 120 is the most"],
    ["id", "Has Spaces", "id", "a name of small letters"],
    ["minutes", 0, "minutes", "from 1 to 600"],
    ["minutes", 1.5, "minutes", "a whole number"],
    ["minutes", Number.NaN, "minutes", "a whole number"],
    ["version", 2, "version", "from a newer Downhill"],
    ["version", "1", "version", "the version of such a file"],
    ["start", [], "start", "must be an object"],
    ["start.kind", "race", "start.kind", "study"],
    ["may_change", ["a..b"], "may_change[0]", "no place in an experiment"],
    ["may_change", [""], "may_change[0]", "is empty"],
    ["checks", [], "checks", "has 0 items"],
    ["checks[0].metric", "train_los", "checks[0].metric", 'Did you mean "train_loss"?'],
    ["checks[0].setting", "seed", "checks[0]", "exactly one of metric, setting, answer"],
    ["checks[0].comparison", "<=", "checks[0].comparison", "at_most"],
    ["checks[0].value", "small", "checks[0].value", "Write a number"],
    ["checks[0].value", null, "checks[0].value", "true or false"],
    ["checks[0].passing", 4, "checks[0].passing", "more than the 3 seeds"],
    ["checks[0].seeds", 1000, "checks[0].seeds", "from 1 to 20"],
    ["checks[0].within", 0.1, "checks[0].within", "Leave it out"],
    ["checks[0].misses[0].when", [], "checks[0].misses[0].when", "has 0 items"],
    ["checks[0].misses[1].when[0].value", "lost", "checks[0].misses[1].when[0].value", "finished"],
    ["checks[1].answer", "slop", "checks[1].answer", 'Did you mean "slope"?'],
    ["checks[1].value", "two", "checks[1].value", "Write a number"],
    ["checks[2].value", "smal", "checks[2].value", 'Did you mean "small"?'],
    ["checks[2].comparison", "at_most", "checks[2].comparison", "Use is"],
    ["questions[1].id", "slope", "questions[1].id", "there already"],
    ["questions[1].options[1].id", "small", "questions[1].options[1].id", "there already"],
    ["questions[0].kind", "essay", "questions[0].kind", "number, choice"],
    ["questions[0].kind", undefined, "questions[0].kind", "is missing"],
    ["solution", undefined, "solution", "is missing"],
    ["solution.answers", { slope: "two" }, "solution.answers.slope", "Write a number"],
    ["solution.answers", { none: 1 }, "solution.answers.none", "no such question"],
    ["limits", { parameters: 0 }, "limits.parameters", "from 1"],
  ])("with %s as %j is refused there", (place, value, path, words) => {
    const error = refused(setAt(plain(), place, value));
    expect(error.path).toBe(path);
    expect(error.message).toContain(words);
    expect(error.zh).toMatch(/[\u4e00-\u9fff]/);
    // What is wrong, and then what helps.
    expect(error.message).toMatch(/[.?]$/);
  });

  it("is refused where seeds are asked for of what no run decides", () => {
    const check = { metric: "parameters", comparison: "at_most", value: 3, seeds: 2 };
    expect(refused(setAt(plain(), "checks[0]", check)).path).toBe("checks[0].seeds");
  });

  it("is refused where it is no JSON, too long, too deep or no object", () => {
    expect(refused("{").message).toContain("no JSON");
    expect(refused(" ".repeat(LONGEST_EXERCISE + 1)).message).toContain("is the most");
    expect(refused("[".repeat(100_000)).message).toContain("no JSON");
    expect(refused("null").message).toContain("an object");
    let deep: unknown = 1;
    for (let i = 0; i < 100; i += 1) deep = [deep];
    expect(refused(setAt(plain(), "start", { data: deep })).path).toBe("start");
    const poisoned = JSON.stringify(plain()).replace('"data"', '"__proto__":{},"data"');
    expect(refused(poisoned).path).toBe("start");
  });

  it("of anybody is read or refused in words, whatever stands in it", () => {
    const places = fc.constantFrom(
      ...Object.keys(plain()),
      "checks[0]",
      "checks[0].misses",
      "checks[1].value",
      "questions[1].options",
      "title.en",
      "solution.answers",
    );
    fc.assert(
      fc.property(
        places,
        fc.anything({ withBigInt: true, withNullPrototype: true }),
        (place, value) => {
          try {
            readExercise(setAt(plain(), place, value));
          } catch (error) {
            expect(error).toBeInstanceOf(ExperimentError);
            expect((error as ExperimentError).zh.length).toBeLessThan(2_000);
          }
        },
      ),
      { numRuns: 3_000, seed: 1 },
    );
  });
});

describe("the schema of exercises", () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(exerciseSchema());

  it("is published as it is declared", async () => {
    const file = join(import.meta.dirname, "../../../exercises/schema", EXERCISE_SCHEMA_FILE);
    await expect(`${JSON.stringify(exerciseSchema(), null, 2)}\n`).toMatchFileSnapshot(file);
  });

  it.each(OWN)("takes %s", (name) => {
    expect(validate(JSON.parse(textOfOwn(name))), JSON.stringify(validate.errors)).toBe(true);
  });

  it("refuses what the reader refuses for its form", () => {
    const wrong: [string, unknown][] = [
      ["chekcs", []],
      ["title", {}],
      ["minutes", 1.5],
      ["checks[0].metric", "loss"],
      ["checks[0].setting", "seed"],
      ["questions[0].kind", "essay"],
      ["id", "Has Spaces"],
    ];
    expect(validate(plain())).toBe(true);
    for (const [place, value] of wrong) {
      const changed = setAt(plain(), place, value);
      expect(validate(changed), place).toBe(false);
      expect(() => readExercise(changed), place).toThrow(ExperimentError);
    }
  });
});
