// SPDX-License-Identifier: Apache-2.0
/** `downhill table`: a CSV file as an experiment that carries it. */
import { type CsvOptions, type CsvTable, tableFromCsv } from "../src/data/csv.ts";
import { TableError } from "../src/data/fault.ts";
import type { TableData } from "../src/data/table_data.ts";
import { reportSentences, type TableReport } from "../src/data/table_report.ts";
import type { Experiment } from "../src/engine/api.ts";
import { readBytes } from "./files.ts";
import { InputError } from "./input_error.ts";
import { Output } from "./output.ts";
import { OPTION_SENTENCES, type TableCommand } from "./table_arguments.ts";
import type { Streams } from "./terminal.ts";
import type { StartEngine } from "./train.ts";

export async function table(
  { file, options, output: path }: TableCommand,
  { stdout, stderr }: Streams,
  start: StartEngine,
): Promise<number> {
  const bytes = await readBytes(file);
  const output = path === undefined ? undefined : new Output(path, [file]);
  output?.open();
  try {
    const { data, report } = madeTable(bytes, options);
    // Before anything else may refuse the table: it says what was taken for what.
    for (const { en } of reportSentences(report)) stderr.write(`${en}\n`);
    refuseConstants(report);
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
