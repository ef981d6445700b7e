// SPDX-License-Identifier: Apache-2.0
/** docs/embedding.md names everything that there is, and nothing else. Its table of keys is made of their declaration. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { declaredView, VIEW_KEYS, type ViewKey } from "../../../web/src/documents/view_keys.ts";
import { VIEW_HELP } from "../../../web/src/documents/view_words.ts";
import { ANEW_KEYS } from "../../../web/src/embed/element/anew_keys.ts";
import {
  EVENTS,
  LONGEST_RUN,
  MESSAGE_LIMITS,
  MESSAGE_RATE,
  METHODS,
  MOST_OBSERVERS,
  MOST_STEPS,
} from "../../../web/src/embed/protocol.ts";

const FILE = resolve(import.meta.dirname, "../../../docs/embedding.md");
const text = readFileSync(FILE, "utf8");
const TABLE = /(<!-- keys: [^>]* -->\n)([\s\S]*?)(<!-- \/keys -->)/;

function takes(key: ViewKey): string {
  const { value } = declaredView(key);
  switch (value.kind) {
    case "choice":
      return value.values.map((one) => `\`${one}\``).join(", ");
    case "switch":
      return "`yes`, `no`";
    case "list":
      return value.values === undefined
        ? "names, with commas"
        : `of ${value.values.map((one) => `\`${one}\``).join(", ")}`;
    case "number":
      return `a number from ${value.least} to ${value.most}`;
    case "text":
      return `text, at most ${value.longest} letters`;
  }
}

function rowOf(key: ViewKey): string {
  const { otherwise } = declaredView(key);
  const without = otherwise === undefined || otherwise === "" ? "" : `\`${otherwise}\``;
  const live = ANEW_KEYS.includes(key) ? "" : "*";
  return `| \`${key}\`${live} | ${takes(key)} | ${without} | ${VIEW_HELP[key].en} |\n`;
}

it("the table of keys is as they are declared (-u writes it)", async () => {
  const head = "| key | takes | without it | what it does |\n|---|---|---|---|\n";
  const keys = VIEW_KEYS.filter((key) => declaredView(key).pages.includes("player"));
  const table = head + keys.map(rowOf).join("");
  const whole = text.replace(TABLE, (_, begin, __, end) => begin + table + end);
  await expect(whole).toMatchFileSnapshot(FILE);
});

/** The names at the beginning of the rows of the first table under a title. */
function firstColumn(title: string): string[] {
  const lines = (text.split(`\n## ${title}\n`)[1] ?? "").split("\n");
  const begin = lines.findIndex((line) => line.startsWith("|"));
  const end = lines.findIndex((line, at) => at > begin && !line.startsWith("|"));
  return lines
    .slice(begin + 2, end)
    .flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`(\w+)/g)])
    .map(([, name = ""]) => name);
}

describe("docs/embedding.md", () => {
  it("tells of every method, and of no other", () => {
    // That one ends what observe() has begun; the element does it by itself.
    expect([...firstColumn("Methods"), "unobserve"].sort()).toEqual([...METHODS].sort());
  });

  it("tells of every event, and of no other", () => {
    expect(firstColumn("Events").sort()).toEqual([...EVENTS].sort());
  });

  it("tells of every code, and of no other", () => {
    const schema = readFileSync(
      resolve(import.meta.dirname, "../../../dist/downhill.protocol.schema.json"),
      "utf8",
    );
    const codes: string[] = JSON.parse(schema).definitions.FaultCode.enum;
    const table = text.split("| code | what is wrong |")[1]?.split("\n\n")[0] ?? "";
    const told = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, code = ""]) => code),
    );
    expect(told.sort()).toEqual(codes.toSorted());
  });

  it("tells the limits as they are", () => {
    const numbers = [
      MESSAGE_LIMITS.characters,
      MESSAGE_LIMITS.values,
      MESSAGE_RATE.burst,
      MESSAGE_RATE.perSecond,
      LONGEST_RUN,
      MOST_STEPS,
      MOST_OBSERVERS,
    ];
    for (const number of numbers) expect(text).toContain(number.toLocaleString("en-US"));
  });
});

it("the README names all parts of a frame, and the keys of its view", () => {
  const readme = readFileSync(resolve(import.meta.dirname, "../../../README.md"), "utf8");
  const told = readme.slice(readme.indexOf("Behind the `#` stand")).split("\n\n")[0] ?? "";
  const { value } = declaredView("parts");
  const parts = value.kind === "list" ? (value.values ?? []) : [];
  for (const name of [...parts, "predict", "persist"])
    expect(told).toMatch(new RegExp(`\\b${name}\\b`));
});
