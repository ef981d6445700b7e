// SPDX-License-Identifier: Apache-2.0
/** The measured part of docs/speed.md, made of what dist/bench.json holds; the words around it are people's. */
import { COLUMNS, markdownTable, rowsOf, short, titleOf } from "./table.mjs";
import { DEPTHS, WIDTHS } from "./whole_things.mjs";

export const DOC = "docs/speed.md";
const BEGIN = "<!-- measured: begin (npm run bench -- --write-docs) -->";
const END = "<!-- measured: end -->";

/** @returns the text with another measured part */
export function withMeasured(text, report) {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new Error(`${DOC} has lost the lines "${BEGIN}" and "${END}".`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${measuredPart(report)}\n\n${text.slice(end)}`;
}

export function measuredPart(report) {
  const parts = [
    machineOf(report),
    ...report.workloads.flatMap((workload) => [
      `### ${titleOf(workload)}`,
      markdownTable(COLUMNS, rowsOf(workload)),
    ]),
    ...wholeThings(report.studies ?? []),
    "### The cost of a sample by width and depth",
    "Nanoseconds a sample, and GFLOP/s in brackets: as many inputs as units, relu, SGD, batches of 64, fast arithmetic, one thread.",
    curve(report.widths),
    "### The first point",
    `${(report.firstPoint / 1000).toFixed(2)} s from the call for the page until the first point of the loss is there, with an empty cache and a local server, play pressed as soon as there is a button. Before the trainer has come it is one of the recorded run.`,
  ];
  return parts.join("\n\n");
}

function wholeThings(studies) {
  if (studies.length === 0) return [];
  const rows = studies.map(({ name, one, two, times }) => [
    name,
    `${one.toFixed(2)} s`,
    `${two.toFixed(2)} s`,
    times.toFixed(2),
  ]);
  return [
    "### Whole things on two threads",
    markdownTable(["what", "one thread", "two threads", "times as fast"], rows),
  ];
}

const CLOCKS = {
  wall: "on the wall clock",
  processor:
    "in processor time, for others were at work on the machine: so there are no rows of two threads, and nothing is said of what threads give",
};

function machineOf({ date, machine, versions, windows, clock }) {
  const { chromium, pytorch, ...packages } = versions;
  const named = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const others = pytorch === undefined ? named : [...named, `PyTorch ${pytorch}`];
  const load = [machine.load.before, machine.load.after].map((one) => one.toFixed(1));
  return [
    `Measured on ${date.slice(0, 10)}: ${machine.processor}, ${machine.cores} cores, Chromium ${chromium}, beside ${others.join(", ")}.`,
    `${windows.rounds} rounds of ${1000 * windows.seconds} ms windows, ${CLOCKS[clock]}. The machine's load average was ${load[0]} before and ${load[1]} after; this run alone makes about 1 to 2.`,
  ].join(" ");
}

function curve(rows) {
  const cell = (width, depth) => {
    const found = rows.find((row) => row.width === width && row.depth === depth);
    if (found === undefined) return "";
    return `${short(found.nanoseconds)} (${found.gflops.toFixed(1)})`;
  };
  return markdownTable(
    ["width", ...DEPTHS.map((depth) => `${depth} deep`), "to the deepest"],
    WIDTHS.map((width) => {
      const least = rows.find((row) => row.width === width && row.depth === DEPTHS[0]);
      const most = rows.find((row) => row.width === width && row.depth === DEPTHS.at(-1));
      const times = least && most ? `${(most.nanoseconds / least.nanoseconds).toFixed(1)} x` : "";
      return [String(width), ...DEPTHS.map((depth) => cell(width, depth)), times];
    }),
  );
}
