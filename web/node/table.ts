// SPDX-License-Identifier: Apache-2.0
/** `downhill table`: a CSV file as an experiment that carries it, or has it beside it where it is large. */
import { csvColumns, readCsv } from "../src/data/csv/csv.ts";
import type { CsvOptions } from "../src/data/csv/options.ts";
import type { TableReport } from "../src/data/csv/report.ts";
import { noticeSentences, readingSentences } from "../src/data/csv/sentences.ts";
import { listed } from "../src/data/shown.ts";
import {
  carriedTable,
  MOST_CARRIED,
  numbersOf,
  type StoredData,
  type TableContent,
} from "../src/data/table.ts";
import type { Experiment, ExperimentDocument } from "../src/engine/api.ts";
import { readBytes } from "./files.ts";
import { InputError } from "./input_error.ts";
import { Output } from "./output.ts";
import { StoredOutput } from "./stored_output.ts";
import { curable, ignoreWords, type TableCommand } from "./table_arguments.ts";
import { overviewLines } from "./table_overview.ts";
import type { Streams, Terminal } from "./terminal.ts";
import type { StartEngine } from "./train.ts";

export async function table(
  command: TableCommand,
  streams: Streams,
  start: StartEngine,
): Promise<number> {
  const { file, output, shape } = command;
  const bytes = await readBytes(file);
  const options = withTarget(command, bytes);
  // Tried before the table is made, whichever way it is written.
  if (output !== undefined) new Output(output, [file]).open();
  if (shape !== undefined && output !== undefined) {
    const { tableOfPixels } = await import("../src/data/pictures/pixel_csv.ts");
    const { experimentOnPictures } = await import("../src/data/pictures/experiment.ts");
    const { tellPictures } = await import("./pictures.ts");
    const { content, report } = curable(() => tableOfPixels(bytes, options, shape));
    tellPictures(report, streams.stderr);
    const onPictures = (data: StoredData) => experimentOnPictures(data, content);
    return stored(command, output, content, onPictures, streams, start);
  }
  const { content, report } = curable(() => readCsv(bytes, options));
  // Before anything else may refuse the table: it says what was taken for what.
  tell(report, streams.stderr);
  refuseConstants(report);
  if (output !== undefined && numbersOf(content) > MOST_CARRIED) {
    return stored(
      command,
      output,
      content,
      (named) => ({ version: 1, data: standardized(named, content) }),
      streams,
      start,
    );
  }
  return carried(command, content, streams, start);
}

/** @throws InputError with the columns to choose from, where none is said to be the target. */
function withTarget({ options }: TableCommand, bytes: Uint8Array): CsvOptions {
  const { target, ...reading } = options;
  if (target !== undefined) return { ...reading, target };
  const names = curable(() => csvColumns(bytes, reading));
  throw new InputError(
    `table: --target is missing. Give the column to predict, one of ${listed(names, 20)}.`,
  );
}

/** How the file was read, what every column is taken for, and what else should be known. */
function tell(report: TableReport, stderr: Terminal): void {
  for (const { en } of readingSentences(report)) stderr.write(`${en}\n`);
  for (const line of overviewLines(report.overview)) stderr.write(`${line}\n`);
  for (const { en } of noticeSentences(report)) stderr.write(`${en}\n`);
}

/** A target that is a number may be of any size: the trainer works on it as on the features, scaled. */
function standardized<Data extends object>(data: Data, { classes }: TableContent): Data {
  return classes === undefined ? { ...data, standardize_target: true } : data;
}

/** Too much for a document: it lies beside it. */
async function stored(
  { file }: TableCommand,
  path: string,
  content: TableContent,
  documentOf: (data: StoredData) => ExperimentDocument,
  { stderr }: Streams,
  start: StartEngine,
): Promise<number> {
  const output = new StoredOutput(path, [file]);
  output.open();
  try {
    await output.write(content, documentOf, start);
  } finally {
    output.discard();
  }
  stderr.write(output.written);
  return 0;
}

async function carried(
  { file, output: path }: TableCommand,
  content: TableContent,
  { stdout, stderr }: Streams,
  start: StartEngine,
): Promise<number> {
  const output = path === undefined ? undefined : new Output(path, [file]);
  output?.open();
  try {
    const text = `${JSON.stringify(await experimentOf(content, start), null, 2)}\n`;
    if (output === undefined) stdout.write(text);
    else await output.write([text]);
  } finally {
    output?.discard();
  }
  if (path !== undefined) stderr.write(`written: ${path}\n`);
  return 0;
}

/** The trainer fills in every default, and refuses here what train would refuse. */
async function experimentOf(content: TableContent, start: StartEngine): Promise<Experiment> {
  const data = curable(() => carriedTable(content));
  const engine = await start({ threads: 1 });
  try {
    return (await engine.validate({ version: 1, data: standardized(data, content) })).experiment;
  } finally {
    await engine.close();
  }
}

/** The trainer would refuse them too, but knows nothing of --ignore, nor of the digits that its numbers have lost. */
function refuseConstants({ columns, overview }: TableReport): void {
  const constant = columns.filter((column) => column.constant && column.role === "feature");
  if (constant.length === 0) return;
  const names = constant.map(({ name }) => name);
  const has = names.length === 1 ? "the column has" : "the columns have";
  if (constant.every(({ merged }) => merged === undefined)) {
    throw new InputError(
      `${listed(names)}: ${has} the same value in every row, which nothing can be learnt from, and there is no other. Give columns that differ.`,
    );
  }
  const places = overview.filter(({ name }) => names.includes(name));
  throw new InputError(
    `${listed(names)}: ${has} the same value, as 32-bit numbers, in every row, which nothing can be learnt from. Subtract the smallest value from all, or leave ${names.length === 1 ? "it" : "them"} out with ${ignoreWords(places)}.`,
  );
}
