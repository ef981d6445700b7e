// SPDX-License-Identifier: Apache-2.0
/** Code of students: what it may, what is said of its mistakes, and that nothing in it reaches the page. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { LIMITS } from "../../../web/src/sandbox/limits.ts";
import { mistakeText, StudentError } from "../../../web/src/sandbox/mistake.ts";
import { answerOf, open, room, SHORT } from "./room.ts";

const step = (body: string) => `function step(x) {\n${body}\n}`;

describe("code that runs", () => {
  it("takes numbers and lists, and answers with all their digits", async () => {
    const program = await open("const both = (list, x) => list.map((y) => y * x);");
    program.find("both", "both(list, x)");
    const given = [0.1, 1 / 3, 5e-324, 1.7976931348623157e308];
    const answer = program.call("both", [given, 1], { what: "numbers", count: 4 });
    expect([...answer]).toEqual(given);
  });

  it("has a state that lasts from call to call, and not into the next program", async () => {
    const code = "function count(state) { state.n = (state.n ?? 0) + 1; return state.n; }";
    for (let time = 0; time < 2; time += 1) {
      const program = await open(code);
      program.find("count", "count(state)");
      expect(program.number("count", ["state"])).toBe(1);
      expect(program.number("count", ["state"])).toBe(2);
    }
  });

  it("draws the same random numbers from the same seed, and has no date", async () => {
    const code = step("return Math.random() + (typeof Date === 'undefined' ? 1 : 5);");
    const first = await answerOf(code);
    expect(first).toBeGreaterThan(1);
    expect(first).toBeLessThan(2);
    expect(await answerOf(code)).toBe(first);
  });

  it("logs what it says", async () => {
    const program = await open("console.log('v', [1, 2.5], { a: undefined }, null);");
    expect(program.logged()).toEqual(["v [1,2.5] {} null"]);
  });

  it("may answer with a typed array", async () => {
    const program = await open("const twice = (list) => Float64Array.from(list, (x) => 2 * x);");
    program.find("twice", "twice(list)");
    expect([...program.call("twice", [[1, 2]], { what: "numbers", count: 2 })]).toEqual([2, 4]);
  });
});

describe("code that takes its time", () => {
  /** A machine on which each look at the clock finds it so many milliseconds later. */
  const onMachine = (milliseconds: number) => {
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => {
      now += milliseconds;
      return now;
    });
  };
  afterEach(() => vi.restoreAllMocks());
  const LIMITED = { ...SHORT, time: 1_000 };
  const someTurns = async () => {
    const program = await open(
      step("for (let i = 0; i < 3e5; i += 1) x += 1;\nreturn x;"),
      LIMITED,
    );
    program.find("step", "step(x)");
    return program;
  };

  it("comes to its end on a machine that is slow between its turns", async () => {
    const program = await someTurns();
    onMachine(900);
    expect(program.number("step", [1])).toBe(3e5 + 1);
  });

  it("is stopped where one turn takes longer than there is time for one", async () => {
    const program = await someTurns();
    onMachine(1_100);
    expect(() => program.number("step", [1])).toThrow("did not come to an end");
  });
});

describe("a mistake", () => {
  it.each([
    ["of grammar", "function step(x) {\n  return 1 +\n  ;\n}", { kind: "syntax" }, 3],
    ["of a missing function", "const other = 1;", { kind: "missing", name: "step" }, undefined],
    ["of a name", step("  const y = x;\n  return x - z;"), { detail: "'z' is not defined" }, 3],
    [
      "of a name, called by a built-in",
      step("return [x].map((y) =>\n y * z)[0]"),
      { kind: "threw" },
      3,
    ],
    ["of a variable without let", step("v = x;\nreturn v;"), { kind: "threw" }, 2],
    ["of an endless loop", step("let v = 0;\nwhile (true) v += 1;"), { kind: "endless" }, 3],
    ["of recursion", step("return step(x) + 1;"), { kind: "recursion" }, 2],
    [
      "of a list without end",
      step("const a = [];\nfor (;;) a.push(new Float64Array(1e5));"),
      { kind: "memory" },
      3,
    ],
    ["of a text without end", step("let s = 'x';\nfor (;;) s += s;"), { kind: "memory" }, 3],
    ["of a missing return", step("x + 1;"), { kind: "returned", got: "undefined" }, 1],
    ["of async", `async ${step("return x;")}`, { kind: "returned", got: "promise" }, 1],
    ["of NaN", step("return 0 / 0;"), { kind: "not_finite" }, 1],
    ["that is thrown", step("throw new Error('I give up');"), { detail: "I give up" }, 2],
    ["that is no error", step("throw 'a text';"), { detail: "a text" }, undefined],
  ])("%s is told with its line and a cure", async (_, code, fault, line) => {
    const mistake = await answerOf(code);
    expect(mistake).toMatchObject({ fault });
    if (typeof mistake === "number") return;
    // What has no stack of its own has the line of the function that was called.
    expect(mistake.line).toBe(line ?? (mistake.fault.kind === "missing" ? undefined : 1));
    const { en, zh } = mistakeText(mistake);
    expect(en).toMatch(mistake.line === undefined ? /^There/ : /^Line \d: /);
    expect(zh).toMatch(mistake.line === undefined ? /^没有/ : /^第 \d 行：/);
  });

  it("of a list says how long it should have been, or what is no number", async () => {
    const call = async (code: string) => {
      const program = await open(code);
      program.find("step", "step(list)");
      return () => program.call("step", [[1, 2]], { what: "numbers", count: 2 });
    };
    expect(await call("function step(list) { return [1]; }")).toThrow(
      "Line 1: step returned 1 instead of 2 of them.",
    );
    expect(await call("function step(list) { return [1, list.x]; }")).toThrow(
      "Line 1: Number 2 of what step returned is nothing (undefined) instead of a number.",
    );
    expect(await call("function step(list) { return [1, Infinity]; }")).toThrow(/Number 2 of step/);
  });
});

describe("hostile code", () => {
  const TAMPERED = `
    for (const key of Object.getOwnPropertyNames(Array.prototype)) {
      if (typeof Array.prototype[key] === "function") Array.prototype[key] = () => "mine";
    }
    Object.defineProperty(Array.prototype, 0, { set() { throw 1; }, get() { return "mine"; } });
    Object.prototype.toJSON = Array.prototype.toJSON = String.prototype.toJSON = () => "mine";
    JSON.parse = JSON.stringify = () => "mine";
    Math.imul = Math.floor = () => NaN;
    Float64Array.prototype.set = ArrayBuffer.prototype.slice = () => "mine";
    Reflect.apply = Object.getOwnPropertyDescriptor = () => ({ value: "mine" });
    globalThis.Float64Array = globalThis.ArrayBuffer = globalThis.String = () => "mine";
    Function.prototype.call = Function.prototype.apply = () => "mine";
    console = undefined;`;

  it.each([
    ["a getter for its length", "return { get length() { while (1); } };"],
    [
      "a list whose numbers are getters",
      "const a = [1]; Object.defineProperty(a, 0, { get() { while (1); } }); return a;",
    ],
    ["a proxy", "return new Proxy([1], { get: () => ({}), getPrototypeOf() { while (1); } });"],
    ["a proxy of functions", "return new Proxy(() => 1, {});"],
    ["a thenable", "return { then(f) { f(1); } };"],
    ["an object with valueOf", "return { valueOf: () => 1, [Symbol.toPrimitive]: () => 1 };"],
    ["a huge text", "return 'x'.repeat(2e7);"],
    ["a huge list", "return new Array(1e6).fill(1);"],
    ["a list of 2**32 places", "const a = []; a.length = 2 ** 32 - 1; return a;"],
    ["a text of what the host is told", 'return \'["element","0","number"]\';'],
    ["an error whose message is a getter", "throw { get message() { while (1); } };"],
    [
      "an error of 20 MB",
      "const e = new Error('x'.repeat(2e7)); e.stack = 'code.js:999999:1'.repeat(1e6); throw e;",
    ],
    [
      "an error that is a proxy",
      "throw new Proxy({}, { get() { throw 1; }, getOwnPropertyDescriptor() { throw 2; } });",
    ],
    ["the global of Function", "return constructor.constructor('return this')();"],
    [
      "what lies behind __proto__",
      "return ({}).__proto__.constructor.constructor('return process')();",
    ],
    [
      "an endless loop within try and finally",
      "try { while (1); } catch { return 1; } finally { return 1; }",
    ],
    ["an endless regular expression", "return /^(a+)+$/.test('a'.repeat(50) + 'b') ? 1 : 0;"],
    ["an endless generator", "return [...(function* () { for (;;) yield 1; })()];"],
    ["a bomb of arrays", "return new Uint8Array(2e9).length;"],
    ["import", "return import('fs');"],
  ])("that answers with %s is a mistake, and the next run works", async (_, body) => {
    expect(await answerOf(step(body))).toHaveProperty("fault");
    expect(await answerOf(step("return x + 1;"))).toBe(2);
  });

  it("that changes what is built in misleads nobody: a number or a mistake comes out", async () => {
    expect(await answerOf(`${TAMPERED}\nfunction step(x) { return 7; }`)).toBe(7);
    for (const body of [
      "return 'text';",
      "throw new Error('x');",
      "return [1];",
      "return undefined;",
    ]) {
      expect(await answerOf(`${TAMPERED}\n${step(body)}`)).toHaveProperty("fault");
    }
    expect(await answerOf(step("return JSON.parse('[3]')[0];"))).toBe(3);
  });

  it("has nothing of the host: no page, no network, no process, no modules", async () => {
    const names =
      "window self document fetch XMLHttpRequest WebSocket process require importScripts postMessage localStorage setTimeout WebAssembly";
    const code = step(
      `return ${JSON.stringify(names)}.split(" ").filter((n) => n in globalThis).length;`,
    );
    expect(await answerOf(code)).toBe(0);
  });

  it("that logs 10 MB is heard for a few lines", async () => {
    const program = await open("for (let i = 0; i < 1000; i += 1) console.log('x'.repeat(10000));");
    const logged = program.logged();
    expect(logged).toHaveLength(101);
    expect(Math.max(...logged.map(({ length }) => length))).toBe(200);
    expect(logged.at(-1)).toBe("… (1000)");
  });

  it("takes no more memory than it may, whatever the pieces", async () => {
    for (const piece of [
      "new Float64Array(1e5)",
      "[1, 2, 3]",
      "'x'.repeat(1e5) + i",
      "new Map([[{}, i]])",
    ]) {
      const machine = await (await room).machine({ ...LIMITS, turns: 1e6, time: 60_000 });
      const bomb = `const all = []; for (let i = 0; ; i += 1) all.push(${piece});`;
      const result = machine.context.evalCode(bomb);
      expect(result.error, piece).toBeDefined();
      expect(machine.stopped(), piece).toBe(false);
      expect(machine.size(), piece).toBeLessThanOrEqual(LIMITS.memory);
    }
  });

  it("that defines what it is asked for as a getter is stopped too", async () => {
    const code = "Object.defineProperty(globalThis, 'step', { get() { while (1); } });";
    expect(await answerOf(code)).toMatchObject({ fault: { kind: "endless" } });
  });

  it("of a megabyte is refused before it is read", async () => {
    expect(await answerOf(`//${"x".repeat(1e6)}`)).toMatchObject({ fault: { kind: "long" } });
  });

  it("leaves no mistake unsaid: what is thrown has a sentence", async () => {
    await expect(open("let a = ;", SHORT)).rejects.toThrow(StudentError);
    await expect(open("let a = ;", SHORT)).rejects.toThrow(/Line 1: This is no JavaScript yet/);
  });
});
