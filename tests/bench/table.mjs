// SPDX-License-Identifier: Apache-2.0
/** The measurements as text: for a terminal, and the same as Markdown. */

/** Two digits that count: more would promise what a shared machine does not keep. */
export function short(number) {
  if (number === undefined || !Number.isFinite(number)) return "";
  const units = [
    [1e6, "M"],
    [1e3, "k"],
  ];
  const [size, unit] = units.find(([least]) => number >= 0.9995 * least) ?? [1, ""];
  const digits = number / size;
  const decimals = digits >= 99.5 ? 0 : digits >= 9.95 ? 1 : 2;
  return `${digits.toFixed(decimals)}${unit}`;
}

const percent = (share) => (share === undefined ? "" : `${(100 * share).toFixed(0)} %`);
const times = (ratio) =>
  ratio === undefined || !Number.isFinite(ratio)
    ? ""
    : `${ratio >= 9.95 ? ratio.toFixed(0) : ratio.toFixed(1)} x`;

export const COLUMNS = [
  "who",
  "threads",
  "samples/s",
  "as the page trains",
  "GFLOP/s",
  "of the peak",
  "Downhill is",
  "remarks",
];

/** What was said of a row beside its numbers; an empty text where all is well. */
export function remarks({ note, cannot, failed, loss }) {
  const parts = [];
  if (cannot !== undefined) parts.push(cannot);
  if (failed !== undefined) parts.push(`failed: ${failed}`);
  if (note) parts.push(note);
  if (loss !== undefined && !loss.agrees) {
    const digits = (number) => number.toPrecision(3);
    parts.push(
      `LOSS DIFFERS: ${digits(loss.theirs)} where ours is ${digits(loss.ours)} (by ${digits(loss.difference)} of the first, ${digits(loss.tolerance)} allowed)`,
    );
  }
  return parts.join("; ");
}

/** Downhill as one has it who does nothing for it: fast, on one thread. The others are held against it. */
const unitOf = ({ downhill }) =>
  downhill.find(({ arithmetic, threads }) => arithmetic === "fast" && threads === 1)?.pure.rate;

/** @returns {string[][]} a row of cells for each who was measured */
export function rowsOf(workload) {
  const unit = unitOf(workload);
  const own = workload.downhill.map((row) => [
    `Downhill ${row.arithmetic}`,
    String(row.threads ?? ""),
    short(row.pure.rate),
    row.page.rate === undefined
      ? ""
      : `${short(row.page.rate)} (${percent(row.page.rate / row.pure.rate)})`,
    row.gflops === undefined ? "" : row.gflops.toFixed(1),
    percent(row.share),
    "",
    remarks({ ...row, failed: row.pure.failed ?? row.page.failed }),
  ]);
  const peers = workload.peers.map((row) => [
    row.name,
    String(row.threads ?? ""),
    short(row.rate),
    "",
    row.rate === undefined ? "" : ((row.rate * workload.operations) / 1e9).toFixed(1),
    "",
    row.own ? "" : times(unit / row.rate),
    remarks(row),
  ]);
  const peaks = workload.peaks.map(({ kind, threads, rate }) => [
    `registers, ${kind}`,
    String(threads),
    "",
    "",
    rate === undefined ? "" : (rate / 1e9).toFixed(1),
    "",
    "",
    "",
  ]);
  return [...own, ...peers, ...peaks];
}

/** The first column says who, the last one is text; between them numbers stand under each other by their ends. */
const isNumber = (columns, at) => at > 0 && at < columns.length - 1;

/** Columns as wide as their widest cell. */
export function textTable(columns, rows) {
  const widths = columns.map((name, at) =>
    Math.max(name.length, ...rows.map((cells) => cells[at].length)),
  );
  const line = (cells) =>
    cells
      .map((cell, at) =>
        isNumber(columns, at) ? cell.padStart(widths[at]) : cell.padEnd(widths[at]),
      )
      .join("  ")
      .trimEnd();
  return [columns, ...rows].map(line).join("\n");
}

export function markdownTable(columns, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = columns.map((_, at) => (isNumber(columns, at) ? "--:" : "---"));
  return [line(columns), line(rule), ...rows.map(line)].join("\n");
}

export const titleOf = ({ id, name, operations }) =>
  `${id}  ${name}  (${short(operations)} operations a sample)`;
