/** Bad documents over the real module: every field of the catalog with every kind of bad value is refused by path, in both languages. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type {
  Catalog,
  Engine,
  ExperimentDocument,
  ExperimentSource,
  Field,
} from "../../../web/src/engine/api.ts";
import { ExperimentError } from "../../../web/src/engine/experiment_error.ts";

let engine: Engine;
let catalog: Catalog;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
  catalog = await engine.catalog();
});
afterAll(() => engine.close());

/** A document with one bad value, and the path that the refusal must name or lie below. */
interface Case {
  readonly path: string;
  readonly document: ExperimentDocument;
}

type Wrap = (value: unknown) => ExperimentDocument;

function* casesOf(
  fields: readonly Field[],
  path: string,
  wrap: (object: object) => ExperimentDocument,
): Iterable<Case> {
  for (const field of fields) {
    const place = path === "" ? field.id : `${path}.${field.id}`;
    const put: Wrap = (value) => wrap({ [field.id]: value });
    for (const value of badValues(field)) yield { path: place, document: put(value) };
    if (field.type === "group") {
      yield* casesOf(field.fields ?? [], place, put);
      yield { path: place, document: put({ no_such_key: 1 }) };
    } else if (field.type === "component" && field.inline) {
      for (const { id, fields: own } of entries(field)) {
        yield* casesOf(own, path, (object) => wrap({ [field.id]: id, ...object }));
      }
    } else if (field.type === "component") {
      for (const { id, fields: own } of entries(field)) {
        yield* casesOf(own, place, (object) => put({ type: id, ...object }));
        yield { path: place, document: put({ type: id, no_such_key: 1 }) };
      }
    } else if (field.type === "list") {
      for (const { id, fields: own } of entries(field)) {
        const item = (object: object) => put([{ type: id, ...object }, { type: "dense" }]);
        yield* casesOf(own, `${place}[0]`, item);
        yield { path: `${place}[0]`, document: item({ no_such_key: 1 }) };
      }
    }
  }
}

function entries(field: Field): Catalog["kinds"][keyof Catalog["kinds"]] {
  if (field.kind === undefined) throw new Error(`${field.id} has no kind`);
  return catalog.kinds[field.kind];
}

/** Values that no field of this type takes. */
function* badValues(field: Field): Iterable<unknown> {
  switch (field.type) {
    case "real":
    case "integer":
      yield* ["many", true, [], [1], {}, Number.NaN, Number.POSITIVE_INFINITY];
      if (!field.nullable) yield null;
      if (field.type === "integer") yield 1.5;
      if (field.minimum !== undefined) yield* [field.minimum - 1, -1e300];
      if (field.exclusive_minimum) yield field.minimum;
      if (field.maximum !== undefined) yield* [field.maximum * 2 + 1, 1e300];
      if (field.exclusive_maximum) yield field.maximum;
      break;
    case "boolean":
      yield* ["true", 1, 0, null, [], {}];
      break;
    case "choice":
      yield* ["no_such_word", 1, true, null, [], {}];
      break;
    case "component":
      yield* ["no_such_thing", 1, true, [], { type: 1 }, { type: "no_such_thing" }];
      break;
    case "list":
      yield* ["dense", 1, {}, [], [1], [{}], [{ type: "no_such_thing" }]];
      break;
    case "group":
      yield* ["text", 1, true, [], null];
      break;
    case "rows":
      yield* ["text", 1, {}, ["text"], [["text"]], [[null]]];
      break;
  }
}

async function refusal(document: ExperimentSource): Promise<ExperimentError> {
  const error = await engine.validate(document).then(
    () => new Error("was accepted"),
    (thrown) => thrown,
  );
  if (!(error instanceof ExperimentError)) throw error;
  return error;
}

/** What is wrong with a refusal; empty when it is as it should be. */
function fault({ path, message, zh }: ExperimentError, expected: string): string {
  if (path !== expected && !path.startsWith(`${expected}.`) && !path.startsWith(`${expected}[`)) {
    return `names ${path}: ${message}`;
  }
  if (!/[.?!]$/.test(message) || message.includes("\n")) return `is no sentence: ${message}`;
  if (!/[\u4e00-\u9fff]/.test(zh)) return `is not in Chinese: ${zh}`;
  return "";
}

describe("every field of the catalog", () => {
  it("refuses every kind of bad value, with the path, in both languages", async () => {
    const cases = [...casesOf(catalog.document, "", (object) => object as ExperimentDocument)];
    expect(cases.length).toBeGreaterThan(500);
    const faults: string[] = [];
    for (const { path, document } of cases) {
      const found = await refusal(document).then(
        (error) => fault(error, path),
        (error: Error) => error.message,
      );
      if (found !== "") faults.push(`${path} in ${JSON.stringify(document)} ${found}`);
    }
    expect(faults).toEqual([]);
  }, 60_000);
});

describe("the whole document", () => {
  it.each([
    ["empty text", ""],
    ["no JSON", "spiral"],
    ["a missing brace", '{"seed": 1'],
    ["NaN", '{"seed": NaN}'],
    ["Infinity", '{"optimizer": {"type": "sgd", "learning_rate": Infinity}}'],
    ["a number beyond all range", '{"optimizer": {"type": "sgd", "learning_rate": 1e999}}'],
    ["a list", "[]"],
    ["a number", "7"],
    ["null", "null"],
    ["broken UTF-8", '{"seed": "\ud800"}'],
    ["ten thousand brackets", "[".repeat(10_000)],
  ])("is refused when it is %s", async (_name, text) => {
    const { message, zh } = await refusal(text);
    expect(message).toMatch(/\.$/);
    expect(message).not.toContain("\n");
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it.each([
    [{ no_such_key: 1 }, "no_such_key"],
    [{ optimiser: "sgd" }, "optimiser"],
    [{ version: 2 }, "version"],
    [{ model: { layers: [{ units: 3 }] } }, "model.layers[0]"],
    [{ model: { layers: [{ type: "dense" }, { type: "dense" }] } }, "model.layers[0].units"],
    [{ model: { layers: [{ type: "dense", units: 5 }] } }, "model.layers[0].units"],
    [{ data: { split: { train: 0.5, validation: 0.1, test: 0.1 } } }, "data.split"],
    [{ data: { split: { train: 0, validation: 0.5, test: 0.5 } } }, "data.split.train"],
    [{ data: { type: "line" }, loss: "cross_entropy" }, "loss"],
  ])("is refused when its parts do not fit: %j", async (document, path) => {
    const error = await refusal(document);
    expect(fault(error, path)).toBe("");
  });

  it("leaves the engine as it was", async () => {
    await refusal("{");
    await expect(engine.validate("{}")).resolves.toHaveProperty("experiment.version", 1);
  });
});
