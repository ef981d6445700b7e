// SPDX-License-Identifier: Apache-2.0
/** What the trainer declares, as the build writes it into a file with the texts that the sources have. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { catalogTexts, withTexts } from "../../../scripts/build/catalog_texts.mjs";
import { loadCatalog } from "../../../web/node/catalog_file.ts";
import type { Entry, Field, Text } from "../../../web/src/engine/api.ts";

const CHINESE = /\p{Script=Han}/u;

const { kinds, document, studies, probes } = await loadCatalog();
const entries: readonly Entry[] = [...Object.values(kinds).flat(), ...studies, ...probes];

/** With those of groups. */
const within = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) => [field, ...within(field.fields ?? [])]);
const fields = within([...document, ...entries.flatMap((entry) => entry.fields)]);

/** Both languages, each in its own. */
function isSaid({ en, zh }: Text, id: string) {
  expect(en, id).not.toBe("");
  expect(zh, id).not.toBe("");
  expect(en, id).not.toMatch(CHINESE);
}

describe("the words of the catalog", () => {
  it("are a label and sentences of help in both languages, for everything that can be chosen", () => {
    for (const { id, label, help } of [...entries, ...fields]) {
      isSaid(label, id);
      isSaid(help, id);
      expect(help.en, id).toMatch(/[.?]$/);
      expect(help.zh, id).toMatch(/[。？]$/);
      expect(help.zh, id).toMatch(CHINESE);
    }
  });

  it("are a label for each choice, and for what nothing set does", () => {
    for (const { id, choices = [], empty } of fields) {
      for (const choice of choices) isSaid(choice.label, `${id}: ${choice.id}`);
      if (empty !== undefined) isSaid(empty, id);
    }
  });

  it("name the source of whatever is registered", () => {
    for (const { id, source } of entries) expect(source, id).toMatch(/\w/);
  });
});

describe("texts by their keys", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "downhill-sources-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const textsOf = (source: string) => {
    writeFileSync(join(folder, "source.cpp"), source);
    const texts = catalogTexts(folder) as Map<number, Map<string, unknown>>;
    return [...texts.values()].flatMap((found) => [...found.values()]);
  };

  it("are the literals of the sources, alone and in pairs of languages", () => {
    expect(textsOf('{"rate", {"Rate", "速率"}}')).toEqual([
      "rate",
      "Rate",
      { en: "Rate", zh: "速率" },
      "速率",
    ]);
  });

  it("are put together where a literal goes on in the next line, whatever stands between", () => {
    const source = String.raw`f("one " // "no text"
      "\"two\"" /* "nor this" */, '"', "three")`;
    expect(textsOf(source)).toEqual(['one "two"', "three"]);
  });

  it("are read as C++ has them: raw, with characters by their numbers, and beside numbers in groups", () => {
    const source = String.raw`f(1'000, "one", 0x1'0, '\'', "two", 1'000'000.5e-3, "three");
      f(R"(raw "quoted" \n)", R"end(a )" b)end" u8" and more", LR"(wide)");
      f(FOR"(no raw)", "it\'s\x20\u901f\101\0\?", "a \
line");`;
    expect(textsOf(source)).toEqual([
      "one",
      "two",
      "three",
      String.raw`raw "quoted" \n`,
      { en: String.raw`raw "quoted" \n`, zh: 'a )" b and more' },
      'a )" b and more',
      { en: 'a )" b and more', zh: "wide" },
      "wide",
      "(no raw)",
      { en: "(no raw)", zh: "it's 速A\0?" },
      "it's 速A\0?",
      { en: "it's 速A\0?", zh: "a line" },
      "a line",
    ]);
  });

  it("are refused where the sources do not have them", () => {
    expect(() => withTexts({ label: 7 }, catalogTexts(folder))).toThrow("has the key 7");
    expect(withTexts({ id: 7, default: 7 }, catalogTexts(folder))).toEqual({ id: 7, default: 7 });
  });
});
