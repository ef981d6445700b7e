// SPDX-License-Identifier: Apache-2.0
/** `downhill table`: a CSV file as an experiment that carries it, or has it beside it where it is large. */
import { contentOfTable, MOST_CARRIED } from "../src/data/carried_table.ts";
import { type CsvOptions, type CsvTable, tableFromCsv } from "../src/data/csv.ts";
import { TableError } from "../src/data/fault.ts";
import type { TableData } from "../src/data/table_data.ts";
import type { StoredData, TableContent } from "../src/data/table_file.ts";
import { reportSentences, type TableReport } from "../src/data/table_report.ts";
import type { Experiment, ExperimentDocument } from "../src/engine/api.ts";
import { nameOf } from "./file_name.ts";
import { readBytes } from "./files.ts";
import { InputError } from "./input_error.ts";
import { Output } from "./output.ts";
import { StoredOutput } from "./stored_output.ts";
import { OPTION_SENTENCES, type TableCommand } from "./table_arguments.ts";
import type { Streams } from "./terminal.ts";
import type { StartEngine } from "./train.ts";

export async function table(
  command: TableCommand,
  streams: Streams,
  start: StartEngine,
): Promise<number> {
  const { file, options, output, shape } = command;
  const bytes = await readBytes(file);
  // Tried before the table is made, whichever way it is written.
  if (output !== undefined) new Output(output, [file]).open();
  if (shape !== undefined && output !== undefined) {
    const { tableOfPixels } = await import("../src/data/pictures/pixel_csv.ts");
    const { experimentOnPictures, tellPictures } = await import("./pictures.ts");
    const { content, report } = tableOfPixels(nameOf(file), bytes, String(options.target), shape);
    tellPictures(report, streams.stderr);
    const onPictures = (data: StoredData) => experimentOnPictures(data, content.shape);
    return stored(command, output, content, onPictures, streams, start);
  }
  const { data, report } = madeTable(bytes, options);
  // Before anything else may refuse the table: it says what was taken for what.
  for (const { en } of reportSentences(report)) streams.stderr.write(`${en}\n`);
  refuseConstants(report);
  const content = contentOfTable(data);
  const numbers = content.features.length + content.targets.length;
  if (output !== undefined && numbers > MOST_CARRIED) {
    return stored(
      command,
      output,
      content,
      (named) => ({ version: 1, data: named }),
      streams,
      start,
    );
  }
  return carried(command, data, streams, start);
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
  data: TableData,
  { stdout, stderr }: Streams,
  start: StartEngine,
): Promise<number> {
  const output = path === undefined ? undefined : new Output(path, [file]);
  output?.open();
  try {
    const text = `${JSON.stringify(await experimentOf(data, start), null, 2)}\n`;
    if (output === undefined) stdout.write(text);
    else await output.write([text]);
  } finally {
    output?.discard();
  }
  if (path !== undefined) stderr.write(`written: ${path}\n`);
  return 0;
}

function madeTable(bytes: Uint8Array, options: CsvOptions): CsvTable {
  try {
    return tableFromCsv(bytes, options);
  } catch (error) {
    if (!(error instanceof TableError) || error.option === undefined) throw error;
    throw new InputError(`${error.toString()} ${OPTION_SENTENCES[error.option]}`);
  }
}

/** The trainer fills in every default, and refuses here what train would refuse. */
async function experimentOf(data: TableData, start: StartEngine): Promise<Experiment> {
  const engine = await start({ threads: 1 });
  try {
    return (await engine.validate({ version: 1, data })).experiment;
  } finally {
    await engine.close();
  }
}

/** The trainer would refuse them too, but knows nothing of --ignore, nor of the digits that its numbers have lost. */
function refuseConstants({ columns }: TableReport): void {
  const constant = columns.filter((column) => column.constant && column.role === "feature");
  if (constant.length === 0) return;
  const alike = constant.filter(({ merged }) => merged === undefined);
  const isMerged = alike.length === 0;
  const names = (isMerged ? constant : alike).map(({ name }) => name);
  const [has, them] = names.length === 1 ? ["column has", "it"] : ["columns have", "them"];
  const [what, cure] = isMerged
    ? ["value, as 32-bit numbers,", `Subtract the smallest value from all, or leave ${them} out`]
    : ["value", `Leave ${them} out`];
  throw new InputError(
    `${names.join(", ")}: the ${has} the same ${what} in every row, which nothing can be learnt from. ${cure} with --ignore ${names.join(",")}.`,
  );
}
