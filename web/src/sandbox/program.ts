// SPDX-License-Identifier: Apache-2.0
/**
 * Code of a student, ready to be called. What goes in are numbers, as JSON; what comes out are numbers that were looked at, or a
 * `StudentError` that says what is wrong with the code, and where.
 */
import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";
import { LIMITS, type Limits } from "./limits.ts";
import type { MachineRoom } from "./machine.ts";
import {
  type Fault,
  GOT,
  type Got,
  type Mistake,
  type Place,
  StudentError,
  type Wanted,
} from "./mistake.ts";
import { PRELUDE } from "./prelude.ts";

/** `state`: an object that lasts from call to call; `random`: a function, which follows the seed. */
export type Argument = number | readonly number[] | "state" | "random";

const FILE = "code.js";
const LONGEST_PROGRAM = 100_000;
const LONGEST_ANSWER = 10_000;

interface Called {
  readonly handle: QuickJSHandle;
  readonly line: number | undefined;
}

export class Program {
  readonly #called = new Map<string, Called>();
  /** Of the interpreter there is nothing left to be asked. */
  #broken = false;

  private constructor(
    private readonly code: string,
    private readonly context: QuickJSContext,
    private readonly stopped: () => boolean,
    private readonly inside: QuickJSHandle,
  ) {}

  /** @throws StudentError where the code cannot be read, or fails before anything is called */
  static async open(
    room: MachineRoom,
    code: string,
    seed = 1,
    limits: Limits = LIMITS,
  ): Promise<Program> {
    const { context, stopped } = await room.machine(limits);
    const inside = context.unwrapResult(context.evalCode(PRELUDE, "downhill.js"));
    const program = new Program(code, context, stopped, inside);
    program.#enter(seed);
    return program;
  }

  #enter(seed: number): void {
    const { context, code } = this;
    const sow = context.getProp(this.inside, "sow");
    context.unwrapResult(context.callFunction(sow, context.undefined, context.newNumber(seed)));
    if (code.length > LONGEST_PROGRAM)
      throw new StudentError({ fault: { kind: "long", most: LONGEST_PROGRAM } });
    this.#evaluate(code, FILE);
  }

  /** A question of ours has no place in the student's code. */
  #evaluate(code: string, file = "question.js"): QuickJSHandle {
    const result = this.#guarded(() => this.context.evalCode(code, file, { strict: true }));
    if (result.error === undefined) return result.value;
    throw new StudentError(this.#thrown(result.error));
  }

  /** @throws StudentError where there is no function of that name */
  find(name: string, call: string): void {
    const { context } = this;
    // Also those that are declared with const, which are no properties of anything.
    const handle = this.#evaluate(`typeof ${name} === "function" ? ${name} : undefined`);
    if (context.typeof(handle) !== "function") {
      throw new StudentError({ fault: { kind: "missing", name, call } });
    }
    this.#called.set(name, { handle, line: this.#lineOf(name) });
  }

  #lineOf(name: string): number | undefined {
    const line = this.#evaluate(`Number(${name}.lineNumber)`);
    return this.#line(this.context.typeof(line) === "number" ? this.context.getNumber(line) : 0);
  }

  /** @throws StudentError where the call fails, or its answer is not what is wanted; finite numbers alone come back */
  call(name: string, given: readonly Argument[], wanted: Wanted, at?: Place): Float64Array {
    const { context } = this;
    const called = this.#called.get(name);
    if (called === undefined) throw new Error(`${name} was not looked for.`);
    const count = wanted.what === "number" ? 1 : wanted.count;
    const width = wanted.what === "rows" ? wanted.width : 1;
    const result = this.#guarded(() =>
      context.callFunction(context.getProp(this.inside, "invoke"), context.undefined, [
        called.handle,
        context.newString(JSON.stringify(given)),
        context.newString(wanted.what),
        context.newNumber(count),
        context.newNumber(width),
      ]),
    );
    const wrong = (mistake: Mistake) =>
      new StudentError({ line: called.line, ...mistake, at: mistake.at ?? at });
    if (result.error !== undefined) throw wrong(this.#thrown(result.error));
    if (context.typeof(result.value) === "string") {
      throw wrong(this.#told(context.getString(result.value), name, wanted));
    }
    const numbers = this.#numbers(result.value);
    result.value.dispose();
    if (numbers?.length !== count * width) {
      throw wrong({ fault: { kind: "returned", name, got: "object", wanted: wanted.what } });
    }
    const index = numbers.findIndex((number) => !Number.isFinite(number));
    if (index < 0) return numbers;
    const value = numbers[index] ?? Number.NaN;
    const which = wanted.what === "number" ? {} : { number: Math.floor(index / width) + 1 };
    throw wrong({ fault: { kind: "not_finite", name, ...which, value } });
  }

  /** One number. */
  number(name: string, given: readonly Argument[], at?: Place): number {
    return this.call(name, given, { what: "number" }, at)[0] ?? Number.NaN;
  }

  /** What the code has logged, line by line, and within bounds. */
  logged(): readonly string[] {
    if (this.#broken) return [];
    const { context } = this;
    const result = this.#guarded(() =>
      context.callFunction(context.getProp(this.inside, "logged"), context.undefined),
    );
    if (result.error !== undefined || context.typeof(result.value) !== "string") return [];
    const lines = context.getString(result.value).slice(0, 30_000).split("\n");
    return lines.filter((line) => line !== "").slice(0, 101);
  }

  #numbers(handle: QuickJSHandle): Float64Array | undefined {
    try {
      const bytes = this.context.getArrayBuffer(handle);
      const copy = bytes.value.slice();
      bytes.dispose();
      return copy.byteLength % 8 === 0 ? new Float64Array(copy.buffer) : undefined;
    } catch {
      return undefined;
    }
  }

  /** A trap of the interpreter itself is the end of it: such are what is left of a lack of memory. */
  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch {
      this.#broken = true;
      throw new StudentError({ fault: { kind: this.stopped() ? "endless" : "memory" } });
    }
  }

  /** What reached the host as an exception: of code that is no JavaScript, that failed while it was read, or that was stopped. */
  #thrown(error: QuickJSHandle): Mistake {
    const { context } = this;
    if (this.stopped()) {
      this.#broken = true;
      const { line } = this.#placeIn(this.#text(error, "stack"));
      return { fault: { kind: "endless" }, line: this.#loopFrom(line) };
    }
    const said = this.#guarded(() =>
      context.callFunction(context.getProp(this.inside, "thrown"), context.undefined, error),
    );
    if (said.error !== undefined || context.typeof(said.value) !== "string") {
      return { fault: { kind: this.stopped() ? "endless" : "memory" } };
    }
    return this.#told(context.getString(said.value), "", { what: "number" });
  }

  /** Of an error that the interpreter itself has made, and that no code of the student's has seen. */
  #text(error: QuickJSHandle, name: string): string {
    try {
      const handle = this.context.getProp(error, name);
      return this.context.typeof(handle) === "string" ? this.context.getString(handle) : "";
    } catch {
      return "";
    }
  }

  /** What the inside says; whoever has tampered with it gets a sentence about nothing in particular. */
  #told(text: string, name: string, wanted: Wanted): Mistake {
    const [kind, ...parts] = readTold(text);
    const [first = "", second = "", third = ""] = parts;
    const returned = (got: Got): Mistake => ({
      fault: { kind: "returned", name, got, wanted: wanted.what },
    });
    switch (kind) {
      case "threw":
        return this.#failed(first, second, third);
      case "length":
        return {
          fault: {
            kind: "length",
            name,
            got: Number(first),
            wanted: wanted.what === "number" ? 1 : wanted.count,
          },
        };
      case "element":
        return { fault: { kind: "element", name, number: Number(first) + 1, got: gotOf(second) } };
      case "row":
        return { fault: { kind: "element", name, number: Number(first) + 1, got: "object" } };
      default:
        return returned(gotOf(first));
    }
  }

  #failed(error: string, detail: string, stack: string): Mistake {
    const place = this.#placeIn(stack);
    const fault = ((): Fault => {
      if (/^out of memory|string too long|invalid array (buffer )?length/i.test(detail)) {
        return { kind: "memory" };
      }
      if (/stack overflow/.test(detail)) return { kind: "recursion" };
      // What is evaluated by the code itself has no place in it.
      if (error === "SyntaxError" && /^\s*at code\.js:/.test(stack))
        return { kind: "syntax", detail };
      return { kind: "threw", error, detail };
    })();
    return { fault, ...place };
  }

  /** The first place of a stack that lies in the student's code. */
  #placeIn(stack: string): Pick<Mistake, "line" | "column"> {
    const [, line, column] = /\bcode\.js:(\d{1,6}):(\d{1,6})/.exec(stack) ?? [];
    const known = this.#line(Number(line));
    return known === undefined ? {} : { line: known, column: Number(column) };
  }

  #line(line: number): number | undefined {
    const isLine = Number.isInteger(line) && line >= 1 && line <= this.code.split("\n").length;
    return isLine ? line : undefined;
  }

  /** The interpreter knows the function that it was stopped in: the next loop from there on. */
  #loopFrom(line = 1): number | undefined {
    const lines = this.code.split("\n");
    const loop = lines.findIndex(
      (text, index) => index >= line - 1 && /^(?!\s*(\/\/|\*)).*\b(while|for|do)\b/.test(text),
    );
    return loop < 0 ? this.#line(line) : loop + 1;
  }
}

const gotOf = (text: string): Got => GOT.find((one) => one === text) ?? "object";

function readTold(text: string): readonly string[] {
  try {
    const told: unknown = JSON.parse(text.slice(0, LONGEST_ANSWER));
    if (Array.isArray(told) && told.every((part) => typeof part === "string")) return told;
  } catch {
    // Tampered with.
  }
  return [];
}
