// SPDX-License-Identifier: Apache-2.0
/**
 * CSV files nobody has written: tables in any habit, files of strangers, and both with bytes changed, cut, doubled and mixed. Each is told
 * by one number, so that a fault is found again by it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromCsv } from "../../web/src/data/csv/csv.ts";
import { ENCODINGS } from "../../web/src/data/csv/encoding.ts";
import { type CsvOptions, MISSING_POLICIES } from "../../web/src/data/csv/options.ts";
import { DELIMITERS } from "../../web/src/data/csv/records.ts";
import { reportSentences } from "../../web/src/data/csv/sentences.ts";
import { COLUMN_READINGS, TableError } from "../../web/src/data/fault.ts";
import { decodeBase64 } from "../../web/src/engine/base64.ts";
import { type Dice, diceOf } from "./dice.ts";

const FOLDER = join(import.meta.dirname, "../web/data/strangers");

/** The files of strangers, as bytes. */
export function strangers(): readonly Uint8Array[] {
  return readdirSync(FOLDER)
    .sort()
    .map((name) => readFileSync(join(FOLDER, name)));
}

const CELLS = [
  ..."0 1 -1 007 1.5 1,5 1.10 1.234 1,234 1.234.567 12,34,567 1e5 1e999 inf NaN NA #N/A #DIV/0! ? - -- a b é".split(
    " ",
  ),
  "",
  " ",
  "1 234",
  "1\u202f234",
  "1'234",
  "−2",
  "(3.5)",
  "$1,299",
  "12%",
  "5 kg",
  "3 lb",
  "1.2万",
  "１２",
  "2024-01-31",
  "31/12/2024",
  "2024年1月5日",
  '"x, y"',
  '"a ""b"" c"',
  '"two\nlines"',
  "true",
  "#",
  "=1+1",
  "9007199254740993",
];

/** What breaks readers, more often than it occurs. */
const PIECES = [
  '"',
  '""',
  ",",
  ";",
  "\t",
  "|",
  " ",
  "\n",
  "\r",
  "\r\n",
  "\0",
  "\uFEFF",
  "#",
  "sep=;",
  "e",
  ".",
  "'",
  "\\",
  "\u202e",
  "\u001b[2J",
];

const encoder = new TextEncoder();

/** The bytes of file number `index` of this seed. */
export function csvBytes(written: readonly Uint8Array[], seed: number, index: number): Uint8Array {
  const random = diceOf(seed, index);
  let bytes: Uint8Array = random.chance(0.5)
    ? encoder.encode(tableText(random))
    : random.one(written);
  const mutations = random.chance(0.3) ? 0 : 1 + random.upTo(4);
  for (let i = 0; i < mutations; i += 1) bytes = mutated(bytes, written, random);
  return bytes;
}

function tableText(random: Dice): string {
  const delimiter = random.one([",", ";", "\t", "|", " ", "  "]);
  const width = 1 + random.upTo(6);
  const end = random.one(["\n", "\r\n", "\r"]);
  // A column of one kind, mostly.
  const kinds = Array.from({ length: width }, () =>
    Array.from({ length: 1 + random.upTo(3) }, () => random.one(CELLS)),
  );
  const rows = Array.from({ length: random.upTo(12) }, () =>
    kinds
      .map((cells) => (random.chance(0.03) ? random.one(CELLS) : random.one(cells)))
      .join(delimiter),
  );
  const header = Array.from({ length: width }, (_, column) =>
    random.one(["a", "y", "", "x y", "#", `${column}`, "2020", '"n, m"']),
  );
  return (
    [...(random.chance(0.8) ? [header.join(delimiter)] : []), ...rows].join(end) +
    (random.chance(0.5) ? end : "")
  );
}

function mutated(bytes: Uint8Array, written: readonly Uint8Array[], random: Dice): Uint8Array {
  const at = random.upTo(bytes.length + 1);
  const to = Math.min(bytes.length, at + random.upTo(20));
  const [head, middle, tail] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
  switch (random.upTo(7)) {
    case 0:
      return joined(head, Uint8Array.of(random.upTo(256)), bytes.subarray(at + 1));
    case 1:
      return joined(head, encoder.encode(random.one(PIECES)), bytes.subarray(at));
    case 2:
      return joined(head, tail);
    case 3:
      return joined(head, middle, middle, tail);
    case 4:
      return joined(head, encoder.encode(random.one(PIECES).repeat(1 + random.upTo(300))), tail);
    case 5:
      return joined(head, random.one(written).subarray(random.upTo(40)));
    default:
      return head.length > 0 ? head : bytes;
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const made = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}

/** Options in their types: mostly none. */
export function csvOptions(seed: number, index: number): CsvOptions {
  const random = diceOf(seed + 1, index);
  const maybe = <Value>(name: string, make: () => Value) =>
    random.chance(0.12) ? { [name]: make() } : {};
  const column = () => random.one(["y", "a", "#1", "#2", "1", "", "x y", "n, m", "#1-#2", 1, 2]);
  return {
    target: random.chance(0.7) ? random.one(["#1", "#2", "y"]) : column(),
    ...maybe("delimiter", () => random.one(DELIMITERS)),
    ...maybe("encoding", () => random.one(ENCODINGS)),
    ...maybe("header", () => random.chance(0.5)),
    ...maybe("decimalComma", () => random.chance(0.5)),
    ...(random.chance(0.6) ? { missing: random.one(MISSING_POLICIES) } : {}),
    ...maybe("missingWords", () => [random.one(CELLS)]),
    ...maybe("classes", () => random.chance(0.5)),
    ...maybe("ignore", () => [column()]),
    ...maybe("as", () => [[column(), random.one(COLUMN_READINGS)] as const]),
  };
}

export type CsvEnding = "read" | "refused";

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/;

/** @throws Error where the file is neither read into a whole table nor refused in words. */
export function endureCsv(bytes: Uint8Array, options: CsvOptions): CsvEnding {
  let table: ReturnType<typeof tableFromCsv>;
  try {
    table = tableFromCsv(bytes, options);
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    const sentence = error.toString();
    if (!/\. [A-Z].*\.$/.test(sentence)) throw new Error(`without a cure: ${sentence}`);
    if (!/[\u4e00-\u9fff].*。$/.test(error.zh)) throw new Error(`not in Chinese: ${error.zh}`);
    if (sentence.length > 1_500) throw new Error(`too long: ${sentence.length} characters`);
    if (OBEYED.test(sentence)) throw new Error(`a control character: ${JSON.stringify(sentence)}`);
    return "refused";
  }
  const { data, report } = table;
  const numbers = new Float32Array(decodeBase64(data.values).buffer);
  const { columns, class_names: classes } = data;
  if (numbers.length === 0 || numbers.length % columns.length !== 0)
    throw new Error("no whole rows");
  if (!numbers.every((value) => Math.abs(value) <= 1.1e18))
    throw new Error("a number that is none");
  if (new Set(columns).size !== columns.length) throw new Error("a name twice");
  if (new Set(classes).size !== classes.length || classes.length === 1)
    throw new Error(`classes ${classes}`);
  numbers.forEach((value, at) => {
    const isTarget = at % columns.length === columns.length - 1;
    if (isTarget && classes.length > 0 && classes[value] === undefined)
      throw new Error(`class number ${value}`);
  });
  // Not where the file says it itself: it is quoted.
  const own = new TextDecoder("latin1").decode(bytes);
  const slips = ["undefined", "NaN", "[object"].filter((word) => !own.includes(word));
  for (const { en, zh } of reportSentences(report)) {
    if (OBEYED.test(en + zh)) throw new Error(`a control character: ${JSON.stringify(en)}`);
    if (slips.some((word) => en.includes(word))) throw new Error(`said: ${en}`);
  }
  if (report.overview.length === 0) throw new Error("nothing is shown");
  return "read";
}
