// SPDX-License-Identifier: Apache-2.0
/** `downhill table`: a CSV file as an experiment that carries it. */
import { tableFromCsv } from "../src/data/csv.ts";
import { reportSentences, type TableReport } from "../src/data/table_report.ts";
import type { Streams } from "./command_line.ts";
import { Output, readBytes } from "./files.ts";
import { InputError } from "./input_error.ts";
import type { TableCommand } from "./table_arguments.ts";
import type { StartEngine } from "./train.ts";

export async function table(
  { file, options, output: path }: TableCommand,
  { stdout, stderr }: Streams,
  start: StartEngine,
): Promise<number> {
  const { data, report } = tableFromCsv(await readBytes(file), options);
  refuseConstants(report);
  const output = path === undefined ? undefined : new Output(path, [file]);
  const engine = await start({ threads: 1 });
  try {
    // The trainer fills in every default, and refuses here what train would refuse.
    const { experiment } = await engine.validate({ version: 1, data });
    await output?.open();
    const text = `${JSON.stringify(experiment, null, 2)}\n`;
    if (output === undefined) stdout.write(text);
    else await output.write([text]);
  } finally {
    await output?.close();
    await engine.close();
  }
  for (const { en } of reportSentences(report)) stderr.write(`${en}\n`);
  if (path !== undefined) stderr.write(`written: ${path}\n`);
  return 0;
}

/** The trainer would refuse them too, but knows nothing of --ignore. */
function refuseConstants({ columns }: TableReport): void {
  const constant = columns.filter((column) => column.constant && column.role === "feature");
  if (constant.length === 0) return;
  const names = constant.map(({ name }) => name);
  const [has, them] = names.length === 1 ? ["column has", "it"] : ["columns have", "them"];
  throw new InputError(
    `${names.join(", ")}: the ${has} the same value in every row, which nothing can be learnt from. Leave ${them} out with --ignore ${names.join(",")}.`,
  );
}
