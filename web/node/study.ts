// SPDX-License-Identifier: Apache-2.0
/** `downhill train` on a study's document: a race, a search, a landscape, ... to its end, or to Ctrl-C. */
import type { Engine, StudyId, StudyProgress, StudyResult, StudyRun } from "../src/engine/api.ts";
import type { TrainCommand } from "./arguments.ts";
import { nameOf } from "./file_name.ts";
import { InputError } from "./input_error.ts";
import { untilInterrupted } from "./interrupt.ts";
import { Output } from "./output.ts";
import { StatusLine } from "./status_line.ts";
import type { Streams, Terminal } from "./terminal.ts";

/** Rows of a table for people; --json has all of them. */
const ROWS_SHOWN = 20;
/** Kinds with a path or a sweep for a table: of it every so many rows are shown, of every other one the first. */
const PATHS: readonly StudyId[] = ["find_learning_rate", "landscape", "descent"];
/** Kinds that name the document of the best training. */
const WITH_BEST: readonly StudyId[] = ["restarts", "search"];
/** Ends of a study in which no training has ended well. */
const BROKEN: readonly string[] = ["diverged", "refused"];
/** Characters of a document that fit under a table. */
const LONGEST_SHOWN = 400;

export async function study(
  engine: Engine,
  text: string,
  command: TrainCommand,
  { stdout, stderr }: Streams,
): Promise<number> {
  for (const option of ["history", "model", "start", "resume"] as const) {
    if (command[option] === undefined) continue;
    throw new InputError(
      `--${option} is for one training, and ${nameOf(command.file)} is a study. Leave it out.`,
    );
  }
  const work = await engine.study(text);
  const { kind } = work.description;
  const output = outputOf(command, kind);
  output?.open();
  try {
    const { result, progress, seconds, exitCode } = await untilEndOrInterrupt(work, stderr);
    const { status: end = "finished", ...found } = result;
    const status = exitCode === undefined ? end : "interrupted";
    if (command.json) {
      const { name, threads } = work.module;
      const facts = { kind, status, seconds, module: name, threads, ...found };
      stdout.write(`${JSON.stringify(facts)}\n`);
    } else {
      for (const line of reportLines(kind, result, status)) stdout.write(`${line}\n`);
    }
    const files = output === undefined ? [] : [await write(output, result)];
    if (exitCode !== undefined) {
      const hasFound = result.table.rows.length > 0;
      const found = hasFound ? "what was found so far is above" : "nothing was found so far";
      const end = [`interrupted at ${Math.floor(100 * progress)} %`, found, ...files];
      stderr.write(`${end.join("; ")}\n`);
      return exitCode;
    }
    const failed = BROKEN.includes(status) || (output !== undefined && result.best === undefined);
    if (BROKEN.includes(status)) stderr.write(`${result.message.en}\n`);
    for (const line of files) {
      if (failed) stderr.write(`${line}\n`);
      else if (!command.json) stdout.write(`${line}\n`);
    }
    return failed ? 1 : 0;
  } finally {
    output?.discard();
  }
}

function outputOf({ file, best }: TrainCommand, kind: StudyId): Output | undefined {
  if (best === undefined) return undefined;
  if (WITH_BEST.includes(kind)) return new Output(best, [file]);
  throw new InputError(
    `--best: ${kind} names no best experiment. Leave it out, or give one of ${WITH_BEST.join(", ")}.`,
  );
}

async function untilEndOrInterrupt(work: StudyRun, stderr: Terminal) {
  const line = new StatusLine(stderr);
  const begin = performance.now();
  let progress = 0;
  const onProgress = (state: StudyProgress) => {
    progress = state.progress;
    line.show(`${work.description.title.en}  ${Math.floor(100 * progress)} %`);
  };
  const { outcome: result, exitCode } = await untilInterrupted((signal) =>
    work.run({ signal, onProgress }),
  ).finally(() => line.clear());
  return { result, progress, seconds: (performance.now() - begin) / 1000, exitCode };
}

/** The sentence about it. */
async function write(output: Output, { best }: StudyResult): Promise<string> {
  if (best === undefined) return "nothing was written: no training has ended well";
  await output.write([`${JSON.stringify(best, null, 2)}\n`]);
  return `written: ${output.path}`;
}

/** The table, and the answer under it. */
function* reportLines(
  kind: StudyId,
  { table, message, best }: StudyResult,
  status: string,
): Iterable<string> {
  if (table.rows.length > 0) {
    yield* tableLines(table, PATHS.includes(kind));
    yield "";
  }
  // Else it goes where errors go.
  if (!BROKEN.includes(status)) yield message.en;
  if (typeof best !== "object") return;
  const text = JSON.stringify(best);
  yield text.length <= LONGEST_SHOWN ? `Best: ${text}` : "Best: --best FILE writes it.";
}

function* tableLines({ columns, rows }: StudyResult["table"], isPath: boolean): Iterable<string> {
  const stride = Math.max(1, Math.ceil(rows.length / ROWS_SHOWN));
  // Every so many rows, and the last one; or the first ones.
  const shown = isPath
    ? rows.filter((_, index) => index % stride === 0 || index === rows.length - 1)
    : rows.slice(0, ROWS_SHOWN);
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
  if (shown.length === rows.length) return;
  const which = isPath ? "" : "the first ";
  yield `(${which}${shown.length} of ${rows.length} rows; --json has all)`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "-";
  if (typeof value === "number") return String(Number(value.toPrecision(6)));
  return typeof value === "string" ? value : JSON.stringify(value);
}
