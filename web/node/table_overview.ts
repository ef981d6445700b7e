// SPDX-License-Identifier: Apache-2.0
/** What a table was understood as, in columns of text that stand below each other, Chinese too. */
import type { ColumnOverview } from "../src/data/csv/report.ts";
import { quoted } from "../src/data/shown.ts";
import { cureWords } from "./table_arguments.ts";

const TITLES = [
  "#",
  "column",
  "type",
  "missing",
  "range or classes",
  "samples",
  "decision",
  "to change",
];

/** More would hide the rest of what is said. */
const COLUMNS_SHOWN = 40;
const CLASSES_SHOWN = 3;
const NAME_LENGTH = 24;

/** Lines without their ends. The target is always among them. */
export function* overviewLines(overview: readonly ColumnOverview[]): Iterable<string> {
  const head = overview.slice(0, COLUMNS_SHOWN);
  const target = overview.find(({ role }) => role === "target");
  const shown = target === undefined || head.includes(target) ? head : [...head, target];
  const rows = [TITLES, ...shown.map(cellsOf)];
  const widths = TITLES.map((_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ""))),
  );
  for (const row of rows) {
    yield row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - displayWidth(cell)))
      .join("  ")
      .trimEnd();
  }
  const more = overview.length - shown.length;
  if (more > 0) yield `… and ${more} more columns`;
}

function cellsOf(column: ColumnOverview): string[] {
  const { position, name, type, unit, missing, samples, decision, changes } = column;
  return [
    `${position}`,
    quoted(name, NAME_LENGTH),
    unit === "" ? type : `${type}, ${quoted(unit, NAME_LENGTH)}`,
    `${missing}`,
    extent(column),
    samples.join(", "),
    decision.en,
    changes.flatMap(cureWords).join(" or "),
  ];
}

function extent({ range, values }: ColumnOverview): string {
  if (range !== undefined) return `${digits(range.least)} to ${digits(range.most)}`;
  if (values === undefined) return "";
  const more = values.length > CLASSES_SHOWN ? `, … (${values.length})` : "";
  return (
    values
      .slice(0, CLASSES_SHOWN)
      .map((value) => quoted(value, 12))
      .join(", ") + more
  );
}

const digits = (value: number) => String(Number(value.toPrecision(7)));

/** Signs that take two places on a terminal (Unicode's East Asian Width, wide and full), and those that take none. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const NONE = /\p{Mn}|\u200d|\ufe0f/u;

/** Places on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const sign of text) {
    if (!NONE.test(sign)) width += WIDE.test(sign) ? 2 : 1;
  }
  return width;
}
