// SPDX-License-Identifier: Apache-2.0
/** What a frame takes for a message is what the published schema says, and everything else is nothing. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asJson, measureJson } from "../../../web/src/embed/plain_json.ts";
import {
  EVENTS,
  LONGEST_RUN,
  MESSAGE_LIMITS,
  METHODS,
  MOST_STEPS,
  STATE_FORMAT,
} from "../../../web/src/embed/protocol.ts";
import { readMessage } from "../../../web/src/embed/read_call.ts";

const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../../dist/downhill.protocol.schema.json"), "utf8"),
);
// The generator writes a text beside "const", and a limit beside a reference.
const ajv = new Ajv({ strict: false });
const isHostMessage = ajv.compile({ ...schema, anyOf: [{ $ref: "#/definitions/HostMessage" }] });

const state = (more: object = {}) => ({
  format: STATE_FORMAT,
  version: 1,
  document: { data: { type: "moons" } },
  view: { lang: "zh" },
  step: 3,
  ...more,
});

const call = (method: string, ...given: unknown[]) => ({
  downhill: 1,
  type: "call",
  id: 7,
  method,
  arguments: given,
});

const GOOD: readonly unknown[] = [
  { downhill: 1, type: "hello" },
  call("getState"),
  call("setState", state()),
  call("setState", state({ run: "abc", author: "1" }), { silent: true }),
  call("setState", state(), {}),
  call("setDefaultState"),
  call("setDefaultState", state()),
  call("step"),
  call("step", MOST_STEPS),
  call("seek", 0),
  call("set", "optimizer.learning_rate", 0.1),
  call("set", "stop.epochs", null),
  call("get", "run.step"),
  call("observe", "run.step", 0),
  call("unobserve", 0),
  call("screenshot"),
  call("screenshot", { width: 320 }),
  call("submit"),
  call("flush"),
  call("destroy"),
];

const BAD: readonly unknown[] = [
  undefined,
  null,
  7,
  "play",
  [],
  {},
  { subject: "SPLICE.getState" },
  { downhill: 1 },
  { downhill: 1, type: "eval" },
  { type: "hello" },
  { ...call("play"), id: "7" },
  { ...call("play"), id: -1 },
  { ...call("play"), arguments: undefined },
  { ...call("play"), downhill: 2 },
  { ...call("play"), downhill: "1" },
  call("constructor"),
  call("play", 1),
  call("step", 0),
  call("step", 1.5),
  call("step", MOST_STEPS + 1),
  call("seek"),
  call("seek", -1),
  call("set", "a"),
  call("set", "", 1),
  call("set", "a".repeat(201), 1),
  call("get", 1),
  call("observe", "run.step"),
  call("setState"),
  call("setState", { document: {} }),
  call("setState", state({ version: 2 })),
  call("setState", state({ view: { lang: 1 } })),
  call("setState", state({ run: "a".repeat(LONGEST_RUN + 1) })),
  call("setState", state({ script: "x" })),
  call("setState", state(), { silent: "yes" }),
  call("screenshot", { width: 1e9 }),
];

/** A frame reads it as a message that it obeys. */
const isObeyed = (data: unknown): boolean => {
  const message = readMessage(data);
  return message !== undefined && message.type !== "refused";
};

describe("a message", () => {
  it.each(GOOD.map((message) => [JSON.stringify(message).slice(0, 80), message]))(
    "%s is read, and the schema agrees",
    (_, message) => {
      expect(isObeyed(message)).toBe(true);
      expect(isHostMessage(message)).toBe(true);
    },
  );

  it.each(BAD.map((message) => [String(JSON.stringify(message)).slice(0, 80), message]))(
    "%s is none, and the schema agrees",
    (_, message) => {
      expect(isObeyed(message)).toBe(false);
      expect(isHostMessage(message)).toBe(false);
    },
  );

  it("of another version, or of a wrong kind, is refused by its id where it has one", () => {
    expect(readMessage({ ...call("play"), downhill: 2 })).toMatchObject({
      type: "refused",
      id: 7,
      fault: { code: "version" },
    });
    expect(readMessage(call("eval"))).toMatchObject({ fault: { code: "unknown_method" } });
    expect(readMessage(call("play", 1))).toMatchObject({ fault: { code: "bad_arguments" } });
    expect(readMessage({ downhill: 2, type: "hello" })).toBeUndefined();
  });

  it("of whatever kind is never obeyed against the schema", () => {
    const nearly = fc.record(
      {
        downhill: fc.oneof(fc.constant(1), fc.anything()),
        type: fc.oneof(fc.constantFrom("call", "hello"), fc.anything()),
        id: fc.oneof(fc.nat(), fc.anything()),
        method: fc.oneof(fc.constantFrom(...METHODS), fc.anything()),
        arguments: fc.oneof(
          fc.array(
            fc.oneof(
              fc.nat(),
              fc.string(),
              fc.constantFrom("run.step", state(), { silent: true }, { width: 200 }),
              fc.anything(),
            ),
            { maxLength: 3 },
          ),
          fc.anything(),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(nearly, fc.anything()), (data) => {
        const message = readMessage(data);
        if (message === undefined || message.type === "refused") return;
        expect(isHostMessage(asJson(message))).toBe(true);
      }),
      { seed: 10, numRuns: 5_000 },
    );
  });

  it("of the schema is obeyed, if it is not too large", () => {
    const values = fc.jsonValue({ maxDepth: 3 });
    const states = fc
      .record({ run: fc.string(), author: fc.string() }, { requiredKeys: [] })
      .map(state);
    const given = fc.oneof(
      fc.constantFrom(["getState"], ["play"], ["submit"], ["step"], ["screenshot", {}]),
      fc.tuple(fc.constant("step"), fc.integer({ min: 1, max: MOST_STEPS })),
      fc.tuple(fc.constant("seek"), fc.maxSafeNat()),
      fc.tuple(fc.constant("set"), fc.string({ minLength: 1, maxLength: 200 }), values),
      fc.tuple(fc.constant("setState"), states),
    );
    fc.assert(
      fc.property(given, ([method, ...rest]) => {
        const message = call(String(method), ...rest);
        fc.pre(!JSON.stringify(message).includes("__proto__"));
        expect([isHostMessage(message), isObeyed(message)]).toEqual([true, true]);
      }),
      { seed: 10, numRuns: 1_000 },
    );
  });
});

describe("what a message may carry", () => {
  it("is JSON alone", () => {
    expect(measureJson({ a: [1, "x", null, true, {}] })).toBe("json");
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const strange = [
      undefined,
      1n,
      Number.NaN,
      new Map(),
      new Date(0),
      new Float32Array(1),
      JSON.parse('{"__proto__": 1}'),
      { constructor: 1 },
      new Array(2),
    ];
    for (const value of strange) expect(measureJson([value])).toBe("no_json");
    expect(measureJson(circle)).toBe("too_large");
  });

  it("is bounded in letters, values and depth", () => {
    expect(measureJson("x".repeat(MESSAGE_LIMITS.characters))).toBe("json");
    expect(measureJson("x".repeat(MESSAGE_LIMITS.characters + 1))).toBe("too_large");
    expect(measureJson({ ["x".repeat(MESSAGE_LIMITS.characters + 1)]: 1 })).toBe("too_large");
    expect(measureJson(Array(MESSAGE_LIMITS.values).fill(0))).toBe("too_large");
    let deep: unknown = 0;
    for (let level = 0; level <= MESSAGE_LIMITS.depth; level += 1) deep = [deep];
    expect(measureJson(deep)).toBe("too_large");
  });
});

it("the schema knows every method and every event", () => {
  const names = Object.keys(schema.definitions);
  for (const method of METHODS) expect(names).toContain(`Call.${method}`);
  for (const event of EVENTS) expect(names).toContain(`Told.${event}`);
});
