// SPDX-License-Identifier: Apache-2.0
/** Code that an exercise asks for: run beside the trainer's, told by its first difference, and by the mistake behind that. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { checkWork } from "../../../web/src/exercises/check.ts";
import { examineExercise } from "../../../web/src/exercises/examine.ts";
import { LONGEST_CODE } from "../../../web/src/exercises/question.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import {
  LONGEST_RECEIPT,
  readReceipt,
  workOfReceipt,
  writeReceipt,
} from "../../../web/src/exercises/receipt.ts";
import { untouched } from "../../../web/src/exercises/solution.ts";
import { verifyReceipt } from "../../../web/src/exercises/verify.ts";
import { performCode } from "../sandbox/room.ts";
import { plain } from "./fixture.ts";
import { textOfOwn } from "./own.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

const CODE = { perform: performCode };
const momentum = readExercise(textOfOwn("write_momentum"));

/** The line of the fixture, which asks for code alone. */
const asking = (question: Readonly<Record<string, unknown>>, value = "agrees") =>
  readExercise({
    ...plain(),
    questions: [{ kind: "code", id: "code", ask: "Write it.", ...question }],
    checks: [{ answer: "code", comparison: "is", value }],
    solution: {},
  });

const comesTo = async (question: Readonly<Record<string, unknown>>, code: string) => {
  const exercise = asking({ begin: "//", ...question });
  const work = { ...untouched(exercise), answers: { code } };
  const [result] = (await checkWork(exercise, work, engine, CODE)).results;
  return result;
};

describe("code that an exercise asks for", () => {
  it("is what stood in the editor where nothing was written: its first difference is told, and what it is", async () => {
    const [result] = (await checkWork(momentum, untouched(momentum), engine, CODE)).results;
    expect(result).toMatchObject({ passed: false, measured: "no_memory" });
    expect(result?.text.en).toMatch(/^Step 2, parameter x, differs first: yours -?[\d.]+, the /);
    expect(result?.text.zh).toMatch(/^最先不同的是第 2 步的参数 x：你的是 /);
    expect(result?.miss?.en).toContain("plain gradient descent");
  });

  it("is known by its mistake however that is written", async () => {
    const code = `const step = (p, g, memory, t, rate) => {
      const v = memory.v || g.map(() => 0);
      memory.v = v.map((one, i) => g[i] + one * 0.9);
      return p.map((w, i) => w + memory.v[i] * rate);
    };`;
    const work = { ...untouched(momentum), answers: { momentum: code } };
    const [result] = (await checkWork(momentum, work, engine, CODE)).results;
    expect(result).toMatchObject({ passed: false, measured: "uphill" });
  });

  it("that fails is told with its line", async () => {
    const code = "function step(parameters) {\n  return parameters.map((w) => w - speed);\n}";
    expect(await comesTo({ write: "optimizer" }, code)).toMatchObject({
      passed: false,
      measured: "fails",
      text: { en: expect.stringContaining("Line 2") },
    });
  });

  it.each([
    [
      { write: "schedule", like: { type: "constant" } },
      "const schedule = (t, n, r) => r;",
      "agrees",
    ],
    [{ write: "schedule" }, "const schedule = (t, n, r) => r;", "differs"],
    [
      { write: "activation" },
      "const activation = (x) => Math.max(x, 0); const derivative = (x) => (x > 0 ? 1 : 0);",
      "agrees",
    ],
    [
      { write: "loss", like: { type: "mse" } },
      "const loss = (o, y) => (o - y) ** 2; const gradient = (o, y) => o - y;",
      "differs",
    ],
    [
      { write: "dataset" },
      "const generate = (n, r) => Array.from({ length: n }, (_, i) => [r(), r(), i % 2]);",
      "agrees",
    ],
    [
      { write: "dataset" },
      "const generate = (n, r) => Array.from({ length: n }, () => [r(), r(), 0]);",
      "differs",
    ],
  ])("of %o is compared with the trainer's", async (question, code, is) => {
    expect(await comesTo(question, code)).toMatchObject({ measured: is, passed: is === "agrees" });
  });

  it("may have the name of what every object has", async () => {
    const question = { kind: "code", write: "dataset", ask: "Write it.", begin: "//" };
    const exercise = readExercise({
      ...plain(),
      questions: [{ ...question, id: "constructor" }],
      checks: [{ answer: "constructor", comparison: "is", value: "agrees" }],
      solution: {},
    });
    const [result] = (await checkWork(exercise, untouched(exercise), engine, CODE)).results;
    expect(result).toMatchObject({ passed: false, measured: "fails" });
    const number = readExercise({
      ...plain(),
      questions: [
        { ...question, id: "code" },
        { kind: "number", id: "constructor", ask: "?" },
      ],
      checks: [{ answer: "constructor", comparison: "is", value: 1 }],
      solution: {},
    });
    const [other] = (await checkWork(number, untouched(number), engine, CODE)).results;
    expect(other).toMatchObject({ passed: false, measured: null });
  });

  it("of data of one class says so", async () => {
    const code = "const generate = (n, r) => Array.from({ length: n }, () => [r(), r(), 0]);";
    const result = await comesTo({ write: "dataset" }, code);
    expect(result?.text.en).toContain("200 points of 1 class.");
  });

  it("is run no further once nobody waits for it: of its mistakes none is tried", async () => {
    const abort = new AbortController();
    let asked = 0;
    const perform: typeof performCode = async (code, task) => {
      asked += 1;
      abort.abort(new Error("Cancelled"));
      return performCode(code, task);
    };
    const options = { perform, signal: abort.signal };
    const checked = checkWork(momentum, untouched(momentum), engine, options);
    await expect(checked).rejects.toThrow("Cancelled");
    expect(asked).toBe(1);
  });

  it("goes into the receipt, and runs again from it; another code does not reproduce", async () => {
    const answers = { momentum: momentum.solution.answers?.momentum ?? "" };
    const work = { ...untouched(momentum), answers };
    const verdict = await checkWork(momentum, work, engine, CODE);
    const { minimal } = await engine.validate(work.document);
    const receipt = readReceipt(writeReceipt(momentum, work, { minimal, name: "李明", verdict }));
    expect(workOfReceipt(momentum, receipt).answers).toEqual(answers);
    expect((await verifyReceipt(momentum, receipt, engine, CODE)).reproduces).toBe(true);
    const other = { ...receipt, answers: { momentum: "function step(p) { return p; }" } };
    const { reproduces, faults } = await verifyReceipt(momentum, other, engine, CODE);
    expect(reproduces).toBe(false);
    expect(faults[0]?.en).toContain('it says "agrees", passed; run again it is');
  });

  it("fits a receipt also where it is as long as it may be, and no two letters are alike", async () => {
    const letters = Array.from({ length: LONGEST_CODE - 3 }, (_, i) =>
      String.fromCharCode(33 + ((i * 7919 + i * i * 31) % 90)),
    );
    const work = { ...untouched(momentum), answers: { momentum: `// ${letters.join("")}` } };
    const verdict = await checkWork(momentum, work, engine, CODE);
    const { minimal } = await engine.validate(work.document);
    const receipt = writeReceipt(momentum, work, { minimal, name: "", verdict });
    expect(receipt.length).toBeLessThanOrEqual(LONGEST_RECEIPT);
  });
});

describe("a question for code is refused", () => {
  const fault = async (question: Readonly<Record<string, unknown>>, value?: string) => {
    try {
      await examineExercise(
        asking({ write: "optimizer", begin: "//", ...question }, value),
        engine,
      );
      return undefined;
    } catch (error) {
      return String(error);
    }
  };

  it.each([
    ["like something that is not compared", { like: { type: "lion" } }, "questions[0].like.type"],
    ["like nothing that there is", { like: { type: "momentun" } }, 'mean "momentum"'],
    [
      "with a number that is none",
      { like: { type: "sgd", learning_rate: -1 } },
      "questions[0].like",
    ],
    [
      "with a rate at which its path ends before all steps are compared",
      { like: { type: "sgd", learning_rate: 0.1 }, on: "rosenbrock" },
      "questions[0].like.learning_rate",
    ],
    ["on a function that is not there", { on: "beach" }, "questions[0].on"],
    [
      "with a mistake that is called as an end",
      { slips: [{ id: "fails", code: "1" }] },
      "slips[0].id",
    ],
    ["that is too long", { begin: "x".repeat(LONGEST_CODE + 1) }, "questions[0].begin"],
  ])("%s", async (_, question, told) => {
    expect(await fault(question)).toContain(told);
  });

  it("where a check asks for what never comes of it", async () => {
    expect(await fault({}, "rite")).toContain("checks[0].value");
    expect(await fault({})).toBeUndefined();
  });
});
