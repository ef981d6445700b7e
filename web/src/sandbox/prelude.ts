// SPDX-License-Identifier: Apache-2.0
/**
 * What is run in the interpreter before the student's code. It keeps the built-in functions as they were, so that what the student makes of
 * them later (another `JSON`, setters on `Array.prototype`) misleads nobody but himself: what leaves is memory of numbers, or one text, and
 * the host looks at both again.
 *
 * There is no Date, no page and no network in there to begin with. Random numbers follow the seed, and what is logged is bounded.
 */

/** Of the log, in lines and in signs a line. */
export const LOGGED_LINES = 100;
export const LOGGED_SIGNS = 200;

export const PRELUDE = `(() => {
  "use strict";
  const { apply } = Reflect;
  const { isArray } = Array;
  const { isView } = ArrayBuffer;
  const { parse, stringify } = JSON;
  const { getOwnPropertyDescriptor } = Object;
  const { slice } = String.prototype;
  const { imul } = Math;
  const [Memory, Numbers, Text, Later] = [ArrayBuffer, Float64Array, String, Promise];
  const cut = (text, most) => apply(slice, text, [0, most]);

  // mulberry32.
  let seed = 0;
  const random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  Math.random = random;

  let log = "";
  let lines = 0;
  const shown = (value) => {
    if (typeof value === "string") return cut(value, ${LOGGED_SIGNS});
    if (typeof value !== "object" || value === null) return cut(Text(value), ${LOGGED_SIGNS});
    try {
      return cut(Text(stringify(value)), ${LOGGED_SIGNS});
    } catch {
      return "[object]";
    }
  };
  const write = (...values) => {
    lines += 1;
    if (lines > ${LOGGED_LINES}) return;
    let line = "";
    for (let i = 0; i < values.length && line.length < ${LOGGED_SIGNS}; i += 1) {
      line += (i > 0 ? " " : "") + shown(values[i]);
    }
    log += cut(line, ${LOGGED_SIGNS}) + "\\n";
  };
  globalThis.console = { log: write, info: write, warn: write, error: write, debug: write };

  const state = {};

  const kindOf = (value) => {
    if (value === null) return "null";
    if (isArray(value)) return "list";
    if (typeof value === "object" && value instanceof Later) return "promise";
    return typeof value;
  };
  const own = (object, name) => {
    const { value } = getOwnPropertyDescriptor(object, name) ?? {};
    return typeof value === "string" ? cut(value, 2000) : "";
  };
  const thrown = (error) => {
    if (typeof error !== "object" || error === null) return stringify(["threw", "", shown(error), ""]);
    const { name } = error;
    return stringify([
      "threw",
      typeof name === "string" ? cut(name, 100) : "",
      own(error, "message"),
      own(error, "stack"),
    ]);
  };

  // Where the memory is filled nothing of the student's stands in between: a place of a typed array has no setter.
  const listed = (value, out, from, count) => {
    if (!isArray(value) && !isView(value)) return stringify(["returned", kindOf(value)]);
    const { length } = value;
    if (length !== count) return stringify(["length", Text(+length)]);
    for (let i = 0; i < count; i += 1) {
      const number = value[i];
      if (typeof number !== "number") return stringify(["element", Text(i), kindOf(number)]);
      out[from + i] = number;
    }
  };
  const rows = (value, out, count, width) => {
    if (!isArray(value)) return stringify(["returned", kindOf(value)]);
    const { length } = value;
    if (length !== count) return stringify(["length", Text(+length)]);
    for (let i = 0; i < count; i += 1) {
      const fault = listed(value[i], out, i * width, width);
      if (fault !== undefined) return stringify(["row", Text(i)]);
    }
  };
  const numbers = (value, what, count, width) => {
    if (what === "number") {
      if (typeof value !== "number") return stringify(["returned", kindOf(value)]);
      const memory = new Memory(8);
      new Numbers(memory)[0] = value;
      return memory;
    }
    const memory = new Memory(8 * count * width);
    const out = new Numbers(memory);
    const fault = what === "rows" ? rows(value, out, count, width) : listed(value, out, 0, count);
    return fault === undefined ? memory : fault;
  };

  return {
    sow: (number) => {
      seed = number | 0;
    },
    invoke: (called, given, what, count, width) => {
      try {
        const values = parse(given);
        for (let i = 0; i < values.length; i += 1) {
          if (values[i] === "state") values[i] = state;
          else if (values[i] === "random") values[i] = random;
        }
        return numbers(apply(called, undefined, values), what, count, width);
      } catch (error) {
        return thrown(error);
      }
    },
    thrown,
    logged: () => (lines > ${LOGGED_LINES} ? log + "… (" + lines + ")" : log),
  };
})()`;
