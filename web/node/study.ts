// SPDX-License-Identifier: Apache-2.0
/** `downhill train` on a study's document: a race, a search, a landscape, ... to its end, or to Ctrl-C. */
import type { Engine, StudyProgress, StudyResult } from "../src/engine/api.ts";
import type { TrainCommand } from "./arguments.ts";
import type { Streams } from "./command_line.ts";
import { InputError } from "./input_error.ts";
import { untilInterrupted } from "./interrupt.ts";
import { StatusLine } from "./status_line.ts";

/** Rows of a table for people; --json has all of them. */
const ROWS_SHOWN = 20;

/** Whether the text is a study: a study says of which kind it is, an experiment never does. */
export function isStudy(text: string): boolean {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === "object" && document !== null && "kind" in document;
  } catch {
    return false;
  }
}

export async function study(
  engine: Engine,
  text: string,
  command: TrainCommand,
  { stdout, stderr }: Streams,
): Promise<number> {
  for (const option of ["history", "model", "start", "resume"] as const) {
    if (command[option] === undefined) continue;
    throw new InputError(
      `--${option} is for one training, and ${command.file} is a study. Leave it out.`,
    );
  }
  const work = await engine.study(text);
  const line = new StatusLine(stderr);
  const { kind, title } = work.description;
  const begin = performance.now();
  let progress = 0;
  const onProgress = (state: StudyProgress) => {
    progress = state.progress;
    line.show(`${title.en}  ${Math.floor(100 * progress)} %`);
  };
  const { outcome: result, exitCode } = await untilInterrupted((signal) =>
    work.run({ signal, onProgress }),
  ).finally(() => line.clear());
  const seconds = (performance.now() - begin) / 1000;
  const { status: end = "finished", ...found } = result;
  const status = exitCode === undefined ? end : "interrupted";
  if (command.json) {
    const { name, threads } = work.module;
    const facts = { kind, status, seconds, module: name, threads, ...found };
    stdout.write(`${JSON.stringify(facts)}\n`);
  } else {
    for (const text of reportLines(result)) stdout.write(`${text}\n`);
  }
  if (exitCode !== undefined) {
    stderr.write(
      `interrupted at ${Math.floor(100 * progress)} %; what was found so far is above\n`,
    );
    return exitCode;
  }
  if (status !== "diverged") return 0;
  stderr.write(`${result.message.en}\n`);
  return 1;
}

/** The table, and the answer under it. */
function* reportLines({ table, message, best }: StudyResult): Iterable<string> {
  const { columns, rows } = table;
  const stride = Math.max(1, Math.ceil(rows.length / ROWS_SHOWN));
  // Every so many rows, and the last one.
  const shown = rows.filter((_, index) => index % stride === 0 || index === rows.length - 1);
  const cells = [columns, ...shown.map((row) => row.map(cell))];
  const widths = columns.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of cells) {
    yield row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  }
  if (shown.length < rows.length) yield `(${shown.length} of ${rows.length} rows; --json has all)`;
  yield "";
  yield message.en;
  if (typeof best === "object") yield `Best: ${JSON.stringify(best)}`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "-";
  if (typeof value === "number") return String(Number(value.toPrecision(6)));
  return typeof value === "string" ? value : JSON.stringify(value);
}
