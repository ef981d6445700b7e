// SPDX-License-Identifier: Apache-2.0
/**
 * What a stranger's file costs grows with its length alone: files of every shape, in two lengths, with the work counted and not timed. V8
 * counts how often every block of web/src/data/csv runs; to that come the characters that methods of texts go through.
 */
import { readdirSync, readFileSync } from "node:fs";
import { Session } from "node:inspector";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tableFromCsv } from "../../../web/src/data/csv/csv.ts";
import { TableError } from "../../../web/src/data/fault.ts";

const DATA = join(import.meta.dirname, "../../../web/src/data/csv");

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

const session = new Session();
function posted<Answer>(method: string, parameters: object = {}): Answer {
  let answer: unknown;
  // In one process the answer is there at once.
  session.post(method, parameters, (error, value) => {
    if (error !== null) throw error;
    answer = value;
  });
  return answer as Answer;
}
beforeAll(() => {
  session.connect();
  posted("Profiler.enable");
  posted("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
});
afterAll(() => session.disconnect());

function blocksRun(): number {
  const { result } = posted<Coverage>("Profiler.takePreciseCoverage");
  return result
    .filter(({ url }) => url.includes("/web/src/data/csv/"))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0);
}

/** Methods that go through the whole text, as far as we use them. */
const THROUGH = [
  "trim",
  "trimStart",
  "replace",
  "replaceAll",
  "split",
  "includes",
  "normalize",
  "toLowerCase",
] as const;

/** Calls it, and counts the characters that methods of texts and regular expressions are given. */
function charactersIn(work: () => void): number {
  let characters = 0;
  const texts = String.prototype as unknown as Record<string, (...words: unknown[]) => unknown>;
  const expressions = RegExp.prototype as unknown as Record<string, (text: string) => unknown>;
  const old = new Map<string, (...words: never[]) => unknown>();
  for (const name of THROUGH) {
    const method = texts[name] as (...words: unknown[]) => unknown;
    old.set(name, method);
    texts[name] = function (this: string, ...words: unknown[]) {
      characters += this.length;
      return method.apply(this, words);
    };
  }
  const { indexOf } = String.prototype;
  texts.indexOf = function (this: string, ...words: unknown[]) {
    const found = indexOf.apply(this, words as [string, number?]);
    characters += (found < 0 ? this.length : found) - Number(words[1] ?? 0);
    return found;
  };
  const { exec } = RegExp.prototype;
  // A global one goes on where it was: `replace` asks for each match.
  expressions.exec = function (this: RegExp, text: string) {
    const begin = this.global ? this.lastIndex : 0;
    const found = exec.call(this, text);
    characters += (found === null ? text.length : found.index + found[0].length) - begin;
    return found;
  };
  try {
    work();
  } finally {
    for (const [name, method] of old) texts[name] = method as (...words: unknown[]) => unknown;
    texts.indexOf = indexOf as (...words: unknown[]) => unknown;
    expressions.exec = exec;
  }
  return characters;
}

function workOf(text: string): number {
  blocksRun();
  const characters = charactersIn(() => {
    try {
      tableFromCsv(text, { target: "#1", missing: "drop" });
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
    }
  });
  return blocksRun() + characters;
}

const times = (text: string) => (count: number) => text.repeat(count);
const inCell =
  (text: string, end = "") =>
  (count: number) =>
    `a,y\n1,2\n${text.repeat(count)}${end},3\n4,5\n`;
const inHeader = (text: string) => (count: number) => `${text.repeat(count)},y\n1,2\n3,4\n`;
const inRows =
  (row: string, header = "a,y\n1,2\n") =>
  (count: number) =>
    header + row.repeat(count);
const numbered =
  (row: (at: number) => string, header = "a,y\n") =>
  (count: number) =>
    header + Array.from({ length: count }, (_, at) => row(at)).join("\n");

const SHAPES: Readonly<Record<string, (count: number) => string>> = {
  "digits and an x": inCell("1", "x"),
  "digits with points": inCell("1."),
  "groups of digits": inCell("123 "),
  apostrophes: inCell("1'"),
  signs: inCell("-"),
  currencies: inCell("$"),
  brackets: inCell("("),
  "spaces and an x": inCell(" ", "x"),
  "spaces between words": inCell("x "),
  "narrow spaces": inCell("\u202f", "1"),
  minuses: inCell("\u2212"),
  "letters e": inCell("1e"),
  "a date without end": inCell("2024-01-01 "),
  "marks inside quotation marks": (count) => `a,y\n"${'""'.repeat(count)}",3\n4,5\n`,
  "a quotation mark that is not closed": (count) => `a,y\n"${"1,2\n".repeat(count)}`,
  "quotation marks with blanks": times('" '),
  "quotation marks": times('"'),
  "backslashes with quotation marks": (count) => `a,y\n"${'x\\"'.repeat(count)}",3\n4,5\n`,
  "cells that are half quoted": inRows('"1" x,2\n'),
  "lines in quotation marks": inRows('"1,2"\n', '"a,y"\n'),
  "spaces in the header": inHeader(" x"),
  "equal names": (count) =>
    `${"a,".repeat(count)}y\n${"1,".repeat(count)}2\n${"3,".repeat(count)}2\n`,
  "empty names": (count) =>
    `${",".repeat(count)}y\n${"1,".repeat(count)}2\n${"3,".repeat(count)}2\n`,
  "constant columns": (count) =>
    `a,${"b,".repeat(count)}y\n1,${"1,".repeat(count)}2\n3,${"1,".repeat(count)}2\n`,
  delimiters: times(","),
  "rows of delimiters": times(",,\n"),
  "empty lines": times("\n"),
  "returns without line feeds": times("\r"),
  "spaces and lines": times(" \n"),
  tabs: times("\t"),
  comments: inRows("# x\n", ""),
  "comments behind": inRows("# x\n"),
  "titles above": (count) => `${"A title\n".repeat(count)}a,y\n1,2\n3,4\n`,
  "lines below": inRows("a line below\n"),
  totals: inRows("total,1\n"),
  "ragged rows": numbered((at) => "1,".repeat(1 + (at % 7))),
  "short rows": inRows("1,2\n"),
  "rows of texts": inRows("a,b\n"),
  "many classes": numbered((at) => `c${at},${at % 2}`),
  "many dates": numbered((at) => `2024-01-${1 + (at % 28)},${at}`),
  "thousands everywhere": numbered((at) => `${1 + (at % 9)}.234;${at}`, "a;y\n"),
  "missing values": inRows("NA,2\n"),
  "errors of a spreadsheet": inRows("#DIV/0!,2\n"),
  NULs: inCell("\0"),
  "blanks between": inRows("1  2\n", "a  y\n"),
  "other quotation marks": inRows("'1','x'\n", "'a','y'\n"),
  "other quotation marks in the header": (count) =>
    `${"'a',".repeat(count)}'y'\n${"1,".repeat(count)}2\n${"3,".repeat(count)}2\n`,
  "apostrophes at the beginning": times("'"),
  formulas: inRows('="1",2\n'),
  "formulas in quotation marks": inRows('"=""1""",2\n'),
  "formulas without end": times('="'),
  "headers that come again": inRows("a,y\n"),
  "drawn lines": inRows("---,---\n"),
  "a line without end": inCell("-"),
  "long names": inHeader("\u4e2d"),
  "numbers of rows": numbered((at) => `${(at * 7) % 6_007},1,2`, "id,a,y\n"),
  "stand-ins": inRows("-999,1\n", "a,y\n1,2\n2,3\n3,4\n"),
  "times of a day": numbered((at) => `10:${10 + (at % 50)},${at}`),
  colons: times(":"),
  "one long line": times("1,2;3|4 5\t"),
};

const [SHORT, LONG] = [1_500, 6_000];
/** Four times as long is four times the work, with a part that sorts and one that is always there; a second dimension would make it 16. */
const MOST = 6;

it.each(Object.entries(SHAPES))("%s cost what their length costs", (_, shape) => {
  const [short, long] = [workOf(shape(SHORT)), workOf(shape(LONG))];
  expect(short).toBeGreaterThan(0);
  expect(long / short).toBeLessThan(MOST);
  // And no sign costs more than some hundred blocks.
  expect(long / shape(LONG).length).toBeLessThan(1_500);
});

/**
 * What V8 does inside of a regular expression is not counted, so none may turn back: nothing in them is repeated without bound, but for one
 * class alone, of which every match is as long as it can be.
 */
it("no regular expression for cells repeats anything without bound", () => {
  const files = readdirSync(DATA);
  expect(files.length).toBeGreaterThan(5);
  const faults = files.flatMap((name) => {
    const lines = readFileSync(join(DATA, name), "utf8").split("\n");
    return lines
      .filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line))
      .flatMap((line) => [
        ...line.matchAll(
          /\/((?:\\.|\[(?:\\.|[^\]])*\]|[^/\\[\s])(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\[])*)\/[a-z]*[,.)\s;]/g,
        ),
        ...line.matchAll(/String\.raw`([^`]*)`/g),
      ])
      .map(([, source = ""]) => source)
      .filter((source) => !/^\\[sd]\+$/.test(source))
      .filter((source) => /[+*]|\{\d+,\}/.test(source.replaceAll(/\\.|\[(?:\\.|[^\]])*\]/g, "x")))
      .map((source) => `${name}: ${source}`);
  });
  expect(faults).toEqual([]);
});
