// SPDX-License-Identifier: Apache-2.0
/** docs/exercises.md tells of every key: its tables are made of the declaration, and its example is an exercise. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { checkWork } from "../../../web/src/exercises/check.ts";
import { COMPARISONS } from "../../../web/src/exercises/document.ts";
import { METRIC_IDS, metricOf } from "../../../web/src/exercises/metrics.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { exerciseSchema } from "../../../web/src/exercises/schema.ts";
import { solved, untouched } from "../../../web/src/exercises/solution.ts";

const FILE = resolve(import.meta.dirname, "../../../docs/exercises.md");
const text = readFileSync(FILE, "utf8");
const TABLE = /(<!-- table: (\S+) -->\n)([\s\S]*?)(<!-- \/table -->)/g;

interface Schema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

const figure = (number = 0): string => number.toLocaleString("en-US");
const place = (schema: Schema, ...way: string[]): Schema =>
  way.reduce((inner, key) => inner.properties?.[key] ?? {}, schema);
const among = (schema: Schema, index: number): Schema => schema.oneOf?.[index] ?? {};

const exercise = exerciseSchema() as Schema;
const check = place(exercise, "checks").items ?? {};
const question = place(exercise, "questions").items ?? {};
const prediction = place(exercise, "prediction");
const OBJECTS: Readonly<Record<string, Schema>> = {
  exercise,
  limits: place(exercise, "limits"),
  solution: place(exercise, "solution"),
  miss: place(among(check, 0), "misses").items ?? {},
  "question.number": among(question, 0),
  "question.choice": among(question, 1),
  "question.code": among(question, 2),
  slip: place(among(question, 2), "slips").items ?? {},
  option: place(among(question, 1), "options").items ?? {},
  "prediction.curve": among(prediction, 0),
  "prediction.point": among(prediction, 1),
  "prediction.choice": among(prediction, 2),
  "prediction.option": place(among(prediction, 2), "options").items ?? {},
};

function takes(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) {
    return schema.enum.length > 8 ? "a word" : schema.enum.map((one) => `\`${one}\``).join(", ");
  }
  if (schema.anyOf !== undefined)
    return `text, at most ${figure(schema.anyOf[0]?.maxLength)} letters`;
  if (schema.oneOf !== undefined) return "object";
  if (Array.isArray(schema.type)) return "number, word, true or false";
  if (schema.type === "array") {
    const { minItems = 0, maxItems = 0 } = schema;
    return `list of ${minItems === maxItems ? minItems : `${minItems} to ${maxItems}`}`;
  }
  if (schema.type === "string")
    return `${schema.pattern === undefined ? "string" : "word"}, at most ${schema.maxLength} letters`;
  if (schema.type === "integer")
    return `whole number, ${figure(schema.minimum)} to ${figure(schema.maximum)}`;
  if (schema.type === "number") return schema.minimum === 0 ? "number from 0" : "number";
  return schema.type === "boolean" ? "true or false" : "object";
}

const rows = ({ properties = {}, required = [] }: Schema): string =>
  Object.entries(properties)
    .map(([key, schema]) => {
      const name = required.includes(key) ? `**\`${key}\`**` : `\`${key}\``;
      return `| ${name} | ${takes(schema)} | ${schema.description} |\n`;
    })
    .join("");

const HEAD = "| key (bold: needed) | takes | what it is |\n|---|---|---|\n";

function table(name: string): string {
  if (name === "metrics") return metricTable();
  if (name !== "check") return HEAD + rows(OBJECTS[name] ?? {});
  // The three kinds share all but their first key, and what only runs have.
  const kinds = (check.oneOf ?? []).map(({ properties = {} }) => properties);
  const properties = Object.assign({}, ...kinds) as Record<string, Schema>;
  return HEAD + rows({ properties, required: ["comparison", "value"] });
}

const FROM = {
  run: "each run of the checker",
  document: "the experiment",
  work: "what the student has done",
};
function metricTable(): string {
  const lines = METRIC_IDS.map((id) => {
    const { name, from, words } = metricOf(id);
    const values = words === undefined ? "" : `: ${words.map((word) => `\`${word}\``).join(", ")}`;
    return `| \`${id}\` | ${name.en}${values} | ${FROM[from]} |\n`;
  });
  return `| metric | what it is | of |\n|---|---|---|\n${lines.join("")}`;
}

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

it("the tables are as the file is declared (-u writes them)", async () => {
  const whole = text.replace(TABLE, (_, begin, name, __, end) => begin + table(name) + end);
  await expect(whole).toMatchFileSnapshot(FILE);
});

it("every object of the form has a table", () => {
  const named = [...text.matchAll(TABLE)].map(([, , name]) => name);
  expect(named.sort()).toEqual(["check", "metrics", ...Object.keys(OBJECTS)].sort());
  for (const schema of Object.values(OBJECTS)) expect(rows(schema)).not.toBe("");
});

it("every comparison is told", () => {
  for (const comparison of COMPARISONS) expect(text).toContain(`\`${comparison}\``);
});

it("the example is an exercise, whose start fails and whose solution passes", async () => {
  const [, example = ""] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
  const read = readExercise(example);
  const before = await checkWork(read, untouched(read), engine);
  expect(before.passed).toBe(false);
  expect(before.results[0]?.miss?.en).toContain("Safe is not the same as good.");
  expect((await checkWork(read, await solved(read, engine), engine)).passed).toBe(true);
});
