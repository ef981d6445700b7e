// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { en as output } from "../../../web/src/features/output/words.en.ts";
import { en } from "../../../web/src/locales/en.ts";
import { formatOf } from "../../../web/src/locales/format.ts";
import { paragraph } from "../../../web/src/locales/paragraph.ts";
import { zh } from "../../../web/src/locales/zh.ts";

type Tree = { readonly [key: string]: unknown };

/** Every wording with its holes filled by marks, by its path. */
function wordings(tree: Tree, path = ""): [string, string, number][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string, number][] => {
    const place = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") return [[place, value, 0]];
    if (typeof value === "function") {
      const holes = ["‹1›", "‹2›", "‹3›", "‹4›"];
      return [[place, String(value(...holes)), value.length]];
    }
    return wordings(value as Tree, place);
  });
}

/** Folders whose folders may have words of their own. */
const ROOT = resolve(import.meta.dirname, "../../..");
const SOURCES = join(ROOT, "web/src");
const HOLDERS = ["features", "pages"].map((name) => join(SOURCES, name));

/** The words of the page, and of each feature that has its own, in both languages. */
const vocabularies: [string, Tree, Tree][] = [["the page", en, zh as Tree]];
const folders = HOLDERS.flatMap((holder) => readdirSync(holder).map((name) => join(holder, name)));
for (const folder of [...folders, join(SOURCES, "lessons")]) {
  const name = basename(folder);
  if (!existsSync(join(folder, "words.en.ts"))) continue;
  const [english, chinese] = await Promise.all(
    ["en", "zh"].map((language) => import(join(folder, `words.${language}.ts`))),
  );
  vocabularies.push([name, english.en, chinese.zh]);
}

it("features with words of their own are found", () => {
  expect(vocabularies.length).toBeGreaterThan(1);
});

describe.each(vocabularies)("the two languages of %s", (_, english_words, chinese_words) => {
  const english = wordings(english_words);
  const chinese = new Map(wordings(chinese_words).map(([place, text]) => [place, text]));

  it("have the same keys", () => {
    expect([...chinese.keys()].sort()).toEqual(english.map(([place]) => place).sort());
  });

  it.each(english)("%s: %s is translated and shows its first value", (place, text) => {
    const other = chinese.get(place) ?? "";
    expect(text.trim()).not.toBe("");
    expect(other.trim()).not.toBe("");
    expect(other.includes("‹1›")).toBe(text.includes("‹1›"));
    // Words with letters in both languages are names or keys, those without are marks; everything else must be Chinese.
    const isName = /^(Downhill|SIMD|[A-Z]|R²|Ctrl|Shift)$/.test(text) || !/[A-Za-z]/.test(text);
    expect(isName || /[\u4e00-\u9fff]/.test(other)).toBe(true);
  });
});

/** Beside a Chinese sign, on either side. */
const HALF_WIDTH =
  /[\u4e00-\u9fff”）‹›] ?[,;:!?](?![\d\w])|[,;:!?()] ?[\u4e00-\u9fff“（]|[\u4e00-\u9fff][()]/;
/** Rows of a table as they are typed, and calls and lists of code. */
const AS_TYPED = /\d,\d|\[x1, x2|\w\(\)/;

/** Between two Chinese signs, or beside punctuation of Chinese, which has its own room. */
const STRAY_BLANK =
  /[\u4e00-\u9fff] +[\u4e00-\u9fff]|[，。；：、！？）」》] +\S|\S +[，。；：、！？（）「《]/;

describe("no Chinese text has a blank between two Chinese signs or beside their punctuation", () => {
  const texts = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    if (typeof value !== "object" || value === null) return [];
    return Object.values(value).flatMap(texts);
  };
  const stray = (all: readonly string[]) =>
    all
      .flatMap((text) => text.split("\n"))
      // The indentation of a line, and the marks of a list or a table, are no text.
      .map((line) => line.trim().replace(/^([-*>|]|\d+\.) +/, ""))
      .filter((line) => STRAY_BLANK.test(line.replace(/ *\| */g, "|")));

  it.each(vocabularies)("of %s", (_, __, words) => {
    expect(stray(wordings(words).map(([, text]) => text))).toEqual([]);
  });

  const ROOT = resolve(SOURCES, "../..");
  const files = ["exercises", "presets", "examples", "build/generated"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter((one) => one.isFile() && one.name.endsWith(".json"))
      .map(({ name }) => join(folder, name)),
  );
  it.each(files)("of %s", (file) => {
    expect(stray(texts(JSON.parse(readFileSync(join(ROOT, file), "utf8"))))).toEqual([]);
  });

  const lessons = readdirSync(join(ROOT, "lessons")).filter((name) => name.endsWith(".zh.md"));
  it.each(lessons)("of %s", (name) => {
    expect(stray([readFileSync(join(ROOT, "lessons", name), "utf8")])).toEqual([]);
  });
});

it("sentences of Chinese follow each other without a blank", () => {
  expect(paragraph(["一。", "二。"], "zh")).toBe("一。二。");
  expect(paragraph(["One.", "Two."], "en")).toBe("One. Two.");
});

describe.each(vocabularies)("Chinese of %s", (_, __, words) => {
  it("has the punctuation of Chinese", () => {
    const half = wordings(words).filter(
      ([, text]) => /[\u4e00-\u9fff]/.test(text) && HALF_WIDTH.test(text) && !AS_TYPED.test(text),
    );
    expect(half.map(([place, text]) => `${place}: ${text}`)).toEqual([]);
  });
});

/** Words that were given up, by those that stand for the same now. */
const GIVEN_UP = { 训练程序: "训练器", 山沟: "峡谷", 隐藏单元: "隐藏神经元" };

it.each(Object.keys(GIVEN_UP))("one thing has one word in Chinese: %s is none", (word) => {
  const texts = ["web/src", "exercises", "lessons", "docs"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|json|md)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter((file) => readFileSync(file, "utf8").includes(word))).toEqual([]);
});

it("counts in English", () => {
  expect(en.updates("1", 1)).toBe("1 update");
  expect(en.epochsDone(1)).toBe("epoch");
  expect(en.sayPaused(en.epochs("1", 1), "0.5")).toBe("Paused after 1 epoch, training loss 0.5.");
  expect(output.mapSaysLoss(en.epochs("2", 2), "0.5")).toContain("After 2 epochs the");
  expect(en.threads("4", 4)).toBe("4 threads");
});

describe("numbers", () => {
  const format = formatOf("en");

  it.each([
    [0.51234, "0.5123"],
    [0.01463, "0.0146"],
    [0.0000123, "1.2e-5"],
    [15_912.3, "15,910"],
    [123456789, "1.2e8"],
    [0, "0"],
    [1e-4, "1e-4"],
    [null, "–"],
    [Number.NaN, "–"],
  ])("%s is written %s", (value, text) => {
    expect(format.real(value)).toBe(text);
  });

  it.each(["en", "zh"] as const)("of one axis are written alike in %s", (language) => {
    const along = (how: "short" | "mark", ...all: number[]) =>
      all.map((value) => formatOf(language)[how](value, all));
    const counts = {
      en: ["0", "50K", "100K", "150K"],
      zh: ["0", "5万", "10万", "15万"],
    };
    expect(along("short", 0, 50_000, 100_000, 150_000)).toEqual(counts[language]);
    expect(along("short", 0, 20_000, 40_000)).toEqual(["0", "20,000", "40,000"]);
    expect(along("mark", 0, 5e-4, 1e-3)).toEqual(["0", "5e-4", "1e-3"]);
    expect(along("mark", 0.01, 0.1, 1)).toEqual(["0.01", "0.1", "1"]);
  });

  it("that a sentence compares have as many decimals, unless one would vanish", () => {
    expect(format.reals(0.1223, 0.3)).toEqual(["0.1223", "0.3000"]);
    expect(format.reals(0.8, 1.25)).toEqual(["0.800", "1.250"]);
    expect(format.reals(0.7012, 15_912.3)).toEqual(["0.7012", "15,910"]);
    expect(format.reals(0, 0.5)).toEqual([format.real(0), format.real(0.5)]);
  });

  it("that were given stand as they were given, without zeros that nobody wrote", () => {
    const data = [0, 0.5, 3, 2007, 12_345.5, 1_048_576, 0.1 + 1e-9, -0.045678, 1e-5, 1.5e9 + 0.5];
    const shown = [
      "0",
      "0.5",
      "3",
      "2007",
      "12345.5",
      "1048576",
      "0.1",
      "-0.04568",
      "1e-5",
      "1.5e9",
    ];
    expect(data.map((value) => format.datum(value))).toEqual(shown);
    expect(format.datum(Number.NaN)).toBe("–");
  });

  it("on an axis are as short as they can be, and of the same form as elsewhere", () => {
    const marks = [0, 0.25, 30_000, 1e-3, 1e-5, 1.25e18, -1e18].map((value) => format.mark(value));
    expect(marks).toEqual(["0", "0.25", "30,000", "0.001", "1e-5", "1.25e18", "-1e18"]);
  });

  it("are short when they are large", () => {
    expect(format.short(98_765)).toBe("98,765");
    expect(format.short(1_234_567)).toBe("1.23M");
    expect(formatOf("zh").short(1_234_567)).toContain("万");
    expect(format.percent(0.9567)).toBe("95.7%");
    expect(format.share(0.5)).toBe("50%");
  });

  it("tell how long something takes as people say it", () => {
    const said = [200, 1400, 89_000, 240_000, 7_200_000].map((time) => format.duration(time));
    expect(said).toEqual(["1 second", "1 second", "89 seconds", "4 minutes", "2 hours"]);
    expect(formatOf("zh").duration(5000)).toContain("5");
  });
});
