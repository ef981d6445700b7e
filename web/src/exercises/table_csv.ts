// SPDX-License-Identifier: Apache-2.0
/** The table of receipts for other programs: as CSV with all that is known, and as the text that is copied. */
import type { Text } from "../engine/api.ts";
import type { Row } from "./marking.ts";
import type { Receipt } from "./receipt.ts";
import { COLUMNS, cellsOf, HEADS, joined, PREDICTED, remarksOf, reproducesSaid } from "./table.ts";
import type { Verification } from "./verify.ts";

/** A row with all that it was made of. */
export interface TableLine {
  readonly row: Row;
  /** The name on the first receipt of the same work. */
  readonly twin?: string | undefined;
  readonly receipt?: Receipt | undefined;
  readonly verification?: Verification | undefined;
  readonly written: string;
}

type Language = keyof Text;
type Cell = string | number | null;

/** Excel takes a file with it for UTF-8, and one without it for what its country used to write. */
const BYTE_ORDER_MARK = "\ufeff";

/** RFC 4180, with all columns. */
export function tableCsv(lines: readonly TableLine[], language: Language): string {
  const checks = Math.max(0, ...lines.map(({ row }) => row.checks ?? 0));
  const rows = [headsOf(checks, language), ...lines.map((line) => cells(line, checks, language))];
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");
}

/** What the table shows, with tabs between, as spreadsheets paste it. */
export function tableText(lines: readonly TableLine[], language: Language): string {
  const rows = lines.map(({ row, twin }) => {
    const said = cellsOf(row, twin);
    return COLUMNS.map((column) => said[column][language]);
  });
  return [COLUMNS.map((column) => HEADS[column][language]), ...rows]
    .map((row) => row.map((cell) => pasted(cell)).join("\t"))
    .join("\n");
}

/** What spreadsheets take for a formula.   Source: OWASP, CSV Injection */
const FORMULA = /^(?:[=+@\t\r\n＝＋－＠]|-.)/;

/** As text, whatever a student has typed for a name. A number of ours is a number. */
const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** Within one cell: programs that paste a text read its quotation marks as those of a CSV. */
function pasted(cell: string): string {
  const text = harmless(cell).replace(/[\t\r\n]+/g, " ");
  return text.includes('"') ? enclosed(text) : text;
}

const enclosed = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function field(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = harmless(cell);
  return /[",\r\n;\t]/.test(text) ? enclosed(text) : text;
}

const MORE: Readonly<Record<string, Text>> = {
  of: { en: "of", zh: "总数" },
  distance: { en: "distance", zh: "相差" },
  why: { en: "why not", zh: "不可重现的原因" },
  twin: { en: "the same as", zh: "相同于" },
  saw: { en: "what was seen", zh: "看到了什么" },
  whys: { en: "reasons of the runs", zh: "各次训练的理由" },
  answers: { en: "answers", zh: "答案" },
  receipt: { en: "receipt", zh: "凭据" },
};

function headsOf(checks: number, language: Language): string[] {
  const of = (text: Text | undefined) => text?.[language] ?? "";
  const numbered = Array.from({ length: checks }, (_, index) => {
    const name = language === "en" ? `check ${index + 1}` : `检查 ${index + 1}`;
    return [name, language === "en" ? `${name}: measured` : `${name}：测得`];
  });
  return [
    of(HEADS.name),
    of(HEADS.exercise),
    of(HEADS.checks),
    of(MORE.of),
    ...numbered.flat(),
    of(HEADS.prediction),
    of(MORE.distance),
    of(HEADS.looks),
    of(HEADS.runs),
    of(HEADS.changes),
    of(HEADS.reproduces),
    of(MORE.why),
    of(MORE.twin),
    of(MORE.saw),
    of(MORE.whys),
    of(MORE.answers),
    of(MORE.receipt),
  ];
}

const COLON: Text = { en: ": ", zh: "：" };
const SEMICOLON: Text = { en: "; ", zh: "；" };
const PASSED: Text = { en: "passed", zh: "通过" };
const FAILED: Text = { en: "failed", zh: "未通过" };

function cells(line: TableLine, checks: number, language: Language): Cell[] {
  const { row, twin, receipt, verification, written } = line;
  const measured = Array.from({ length: checks }, (_, index): Cell[] => {
    const result = verification?.verdict?.results[index];
    if (result === undefined) return [null, null];
    const value = result.measured;
    return [
      (result.passed ? PASSED : FAILED)[language],
      typeof value === "boolean" ? String(value) : value,
    ];
  });
  const whys = receipt?.runs.flatMap(({ why }) => why ?? []) ?? [];
  const answers = Object.entries(receipt?.answers ?? {}).map(
    ([id, value]) => `${id}${COLON[language]}${value}`,
  );
  return [
    row.name,
    row.exercise,
    row.passed,
    row.checks,
    ...measured.flat(),
    row.prediction === null ? null : PREDICTED[row.prediction][language],
    row.distance,
    row.looks,
    row.runs,
    row.changes,
    reproducesSaid(row)[language],
    joined(remarksOf(row))[language],
    twin ?? null,
    receipt?.saw ?? null,
    whys.length === 0 ? null : whys.join(" | "),
    answers.length === 0 ? null : answers.join(SEMICOLON[language]),
    written,
  ];
}
