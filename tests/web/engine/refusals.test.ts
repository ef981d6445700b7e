/** Bad documents over the real module, refused by path and in both languages: every field of the catalog with every kind of bad value, and whole documents. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { commandLine } from "../../../web/node/command_line.ts";
import { createEngine } from "../../../web/node/engine.ts";
import type {
  Catalog,
  Engine,
  ExperimentDocument,
  ExperimentSource,
  Field,
} from "../../../web/src/engine/api.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";

let engine: Engine;
/** The same engine for every command, which closes the one it is given. */
let lasting: Engine;
let catalog: Catalog;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "downhill-"));
  engine = await createEngine({ threads: 1 });
  lasting = {
    module: engine.module,
    catalog: () => engine.catalog(),
    validate: (document) => engine.validate(document),
    open: (document, onFrame) => engine.open(document, onFrame),
    study: (document) => engine.study(document),
    onCrash: (listener) => engine.onCrash(listener),
    close: async () => {},
  };
  catalog = await engine.catalog();
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

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
    } else if (field.type === "list" && !path.includes("[0]")) {
      // A list within an item of a list (the layers of a residual block) has the same items again.
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
    case "choices": {
      const id = field.choices?.[0]?.id;
      yield* [id, 1, true, {}, [], [null], ["no_such_word"], [id, id], [[id]]];
      break;
    }
    case "component":
      yield* ["no_such_thing", 1, true, [], { type: 1 }, { type: "no_such_thing" }];
      break;
    case "list":
      yield* ["dense", 1, {}, [], [1], [{}], [{ type: "no_such_thing" }]];
      break;
    case "group":
      yield* ["text", 1, true, [], null];
      break;
    case "integers":
      yield* ["many", 1.5, true, null, {}, [1.5], ["two"], [null], [[1]]];
      if (field.minimum !== undefined) yield [field.minimum - 1];
      break;
    case "text":
      yield* [1, true, null, {}, [], "x".repeat((field.maximum ?? 0) + 1)];
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

const manyKeys = (count: number): ExperimentDocument =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 1]));
const column = (first: number) => Array.from({ length: 20 }, (_, i) => [i === 0 ? first : i % 2]);
const dense = (units: number) => ({ type: "dense", units });

/** What is refused as a whole, and the path that the refusal names. */
const REFUSED: readonly (readonly [name: string, source: ExperimentSource, path: string])[] = [
  ["empty text", "", "document"],
  ["no JSON", "spiral", "document"],
  ["without a brace", '{"seed": 1', "document"],
  ["with NaN", '{"seed": NaN}', "document"],
  ["with Infinity", '{"optimizer": {"learning_rate": Infinity}}', "document"],
  ["with a number beyond all range", '{"optimizer": {"learning_rate": 1e999}}', "document"],
  ["a list", "[]", "document"],
  ["a number", "7", "document"],
  ["null", "null", "document"],
  ["broken UTF-8", '{"seed": "\ud800"}', "document"],
  ["ten thousand brackets", "[".repeat(10_000), "document"],
  ["one level too deep", `{"data": ${"[".repeat(33)}${"]".repeat(33)}}`, "document"],
  ["thousands of keys", manyKeys(5_000), "document"],
  ["hundreds of keys in one object", { stop: manyKeys(300) }, "stop"],
  ["longer than what is read", `{"data": "${"y".repeat(17 * 2 ** 20)}"}`, "document"],
  ["of another version", { version: 2 }, "version"],
  ["with a key that does not exist", { no_such_key: 1 }, "no_such_key"],
  ["with a misspelt key", { optimiser: "sgd" }, "optimiser"],
  ["without the type of a layer", { model: { layers: [{ units: 3 }] } }, "model.layers[0]"],
  [
    "without the units of a layer",
    { model: { layers: [{ type: "dense" }, { type: "dense" }] } },
    "model.layers[0].units",
  ],
  [
    "with outputs that the data do not have",
    { model: { layers: [dense(5)] } },
    "model.layers[0].units",
  ],
  [
    "with shares whose sum is not 1",
    { data: { split: { train: 0.5, validation: 0.1, test: 0.1 } } },
    "data.split",
  ],
  [
    "without training data",
    { data: { split: { train: 0, validation: 0.5, test: 0.5 } } },
    "data.split.train",
  ],
  ["with a loss for other data", { data: { type: "line" }, loss: "cross_entropy" }, "loss"],
  [
    "with a feature too large for 32 bits",
    { data: { type: "rows", features: column(1e300), targets: column(1) } },
    "data.features",
  ],
  [
    "with a target too large for 32 bits",
    { data: { type: "rows", features: column(1), targets: column(1e300) } },
    "data.targets",
  ],
  [
    "with a layer too large for the memory",
    { model: { layers: [dense(4096), dense(4096), { type: "dense" }] } },
    "model.layers",
  ],
  [
    "with layers too large for the memory together",
    { model: { layers: [...Array(40).fill(dense(700)), { type: "dense" }] } },
    "model.layers",
  ],
  [
    "with a batch too large for the memory",
    {
      data: { type: "random", samples: 10_000, features: 500 },
      model: { layers: [dense(4000), { type: "dense" }] },
      batch_size: "full",
    },
    "batch_size",
  ],
];

describe.each(REFUSED)("a document: %s", (_name, source, path) => {
  it("is refused by validate() and by open(), with the same words", async () => {
    const error = await refusal(source);
    expect(fault(error, path)).toBe("");
    const opening = await engine.open(source).catch((thrown) => thrown);
    expect(opening).toEqual(error);
  });

  it("is refused by the command line with exit code 2 and one line", async () => {
    const file = join(folder, "refused.json");
    await writeFile(file, typeof source === "string" ? source : JSON.stringify(source));
    for (const command of ["validate", "train"]) {
      const written = { out: "", err: "" };
      const stdout = { write: (piece: string) => (written.out += piece) };
      const stderr = { write: (piece: string) => (written.err += piece) };
      const code = await commandLine([command, file], { stdout, stderr }, async () => lasting);
      expect({ code, out: written.out }).toEqual({ code: 2, out: "" });
      expect(written.err).toMatch(/^[^\n]+[.?!]\n$/);
    }
  });
});

describe("a refused document", () => {
  it("leaves the engine as it was", async () => {
    await refusal("{");
    await expect(engine.validate("{}")).resolves.toHaveProperty("experiment.version", 1);
  });

  it("leaves a playing run playing", async () => {
    let playing: boolean | undefined;
    const run = await engine.open({ stop: { epochs: 10_000_000 } }, (frame) => {
      playing = frame.playing;
    });
    await run.play();
    for (const [, source] of REFUSED) {
      await refusal(source);
      await expect(engine.open(source)).rejects.toBeInstanceOf(ExperimentError);
    }
    const { step, status } = await run.state();
    expect(status).toBe("ready");
    await vi.waitUntil(async () => (await run.state()).step > step && playing);
    await run.close();
  });
});
