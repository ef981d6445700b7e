// SPDX-License-Identifier: Apache-2.0
/** `downhill verify`: receipts run again, as a table; or, without receipts, exercises with their start and their solution. */
import { quoted } from "../src/data/shown.ts";
import type { Engine } from "../src/engine/api.ts";
import type { FindTable } from "../src/engine/contract/tables.ts";
import { checkWork, type Verdict } from "../src/exercises/check.ts";
import type { Exercise } from "../src/exercises/document.ts";
import { examineExercise } from "../src/exercises/examine.ts";
import { faultsOfAnswer } from "../src/exercises/foretold.ts";
import { markReceipt, type Row, receiptIn, twinsOf } from "../src/exercises/marking.ts";
import type { CheckOptions } from "../src/exercises/measure.ts";
import { rememberedComing } from "../src/exercises/prediction.ts";
import { readExercise } from "../src/exercises/read_exercise.ts";
import { findReceipts } from "../src/exercises/receipt.ts";
import { solved, untouched } from "../src/exercises/solution.ts";
import { COLUMNS, cellsOf, HEADS, summaryOf } from "../src/exercises/table.ts";
import { inFile, nameOf } from "./file_name.ts";
import { readBytes, textOf } from "./files.ts";
import { InputError } from "./input_error.ts";
import { untilInterrupted } from "./interrupt.ts";
import { ownExercises } from "./own_exercises.ts";
import { columns, counted } from "./results.ts";
import { studentSandbox } from "./student_code.ts";
import { tablesBeside } from "./table_files.ts";
import type { Streams } from "./terminal.ts";
import type { StartEngine } from "./train.ts";
import type { VerifyCommand } from "./verify_arguments.ts";

type Perform = Pick<CheckOptions, "perform">;

/** What the files are: exercises, and texts with receipts in them. */
interface Inputs {
  readonly exercises: readonly { readonly file: string; readonly exercise: Exercise }[];
  readonly receipts: readonly string[];
}

export async function verify(
  { files, json, seconds }: VerifyCommand,
  streams: Streams,
  start: StartEngine,
): Promise<number> {
  const { exercises, receipts } = await inputsOf(files);
  const engine = await start({ tables: besideAny(exercises.map(({ file }) => file)) });
  // Its thread begins with the first code.
  const sandbox = studentSandbox();
  const code: Perform = { perform: (...asked) => sandbox.perform(...asked) };
  try {
    if (receipts.length === 0) return await tryOut(exercises, engine, streams, json, code);
    // What was run before an interrupt is kept.
    const rows: Row[] = [];
    const given = exercises.map(({ exercise }) => exercise);
    const { exitCode } = await untilInterrupted((signal) =>
      fill(rows, receipts, given, engine, streams, { signal, seconds, ...code }),
    );
    const lines = withTwins(rows, receipts);
    if (json) streams.stdout.write(`${JSON.stringify(lines.map(written))}\n`);
    else for (const line of tableLines(lines)) streams.stdout.write(`${line}\n`);
    if (exitCode !== undefined) {
      streams.stderr.write(`interrupted: ${rows.length} of ${receipts.length} were run again.\n`);
      return exitCode;
    }
    if (rows.some(({ refused }) => refused !== undefined)) return 2;
    return rows.every(({ reproduces }) => reproduces) ? 0 : 1;
  } finally {
    await engine.close();
    await sandbox.rest();
  }
}

/** @throws InputError where a file is neither an exercise nor has a receipt in it. */
async function inputsOf(files: readonly string[]): Promise<Inputs> {
  const exercises: { file: string; exercise: Exercise }[] = [];
  const receipts: string[] = [];
  for (const file of files) {
    const text = textOf(file, await readBytes(file));
    const found = findReceipts(text);
    receipts.push(...found);
    if (found.length > 0) continue;
    if (!/^\s*\{/.test(text)) {
      throw new InputError(
        `${nameOf(file)}: has no receipt in it, and is no exercise. Give a text with receipts (they begin with DHR), or the JSON file of an exercise.`,
      );
    }
    exercises.push({ file, exercise: await inFile(file, read(text)) });
  }
  return { exercises, receipts };
}

const read = async (text: string): Promise<Exercise> => readExercise(text);

/** Stored tables lie beside the exercise that names them. */
function besideAny(files: readonly string[]): FindTable {
  const folders = files.map(tablesBeside);
  return async (sha256, name) => {
    for (const find of folders) {
      const bytes = await find(sha256, name);
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  };
}

/** What --json prints of an exercise that is given alone. */
interface Tried {
  readonly file: string;
  readonly exercise: string;
  readonly start: Verdict;
  readonly solution: Verdict;
}

/** For who writes one: the start is to fail, the solution to pass, and the right answer of a prediction to come. */
async function tryOut(
  exercises: Inputs["exercises"],
  engine: Engine,
  { stdout, stderr }: Streams,
  json: boolean,
  code: Perform,
): Promise<number> {
  let isGood = true;
  const tried: Tried[] = [];
  for (const { file, exercise } of exercises) {
    await inFile(file, examineExercise(exercise, engine));
    const before = await inFile(file, checkWork(exercise, untouched(exercise), engine, code));
    const work = await inFile(file, solved(exercise, engine));
    const after = await inFile(file, checkWork(exercise, work, engine, code));
    const of = counted(exercise.checks.length, "check");
    tried.push({ file, exercise: exercise.id, start: before, solution: after });
    if (!json) {
      stdout.write(
        `${nameOf(file)}: ${exercise.id}, the start passes ${before.count} of ${of}, the solution ${after.count}.\n`,
      );
    }
    if (before.passed) {
      stderr.write(
        `${nameOf(file)}: the start passes already. Ask for more, or begin with something worse.\n`,
      );
    }
    after.results.forEach(({ passed, text }, index) => {
      if (!passed) stderr.write(`${nameOf(file)}: checks[${index}] of the solution: ${text.en}\n`);
    });
    const wrong = await inFile(file, faultsOfAnswer(exercise, engine));
    for (const { en } of wrong) stderr.write(`${nameOf(file)}: prediction.right: ${en}\n`);
    isGood &&= after.passed && !before.passed && wrong.length === 0;
  }
  if (json) stdout.write(`${JSON.stringify(tried)}\n`);
  return isGood ? 0 : 1;
}

interface Bounds extends Perform {
  /** Of the whole command. */
  readonly signal: AbortSignal;
  /** For one receipt. */
  readonly seconds: number | undefined;
}

/** A row, with the name on the first receipt of the same work. */
interface Line {
  readonly row: Row;
  readonly twin?: string;
}

/** One row a receipt, until all are done or the signal aborts. */
async function fill(
  rows: Row[],
  receipts: readonly string[],
  given: readonly Exercise[],
  engine: Engine,
  { stderr }: Streams,
  bounds: Bounds,
): Promise<void> {
  const known = [...given, ...(await ownExercises())];
  const options = { ...bounds, comes: rememberedComing(), whenLate: MORE_SECONDS };
  for (const [index, written] of receipts.entries()) {
    if (bounds.signal.aborted) break;
    if (stderr.isTTY) {
      stderr.beginAgain();
      stderr.write(`receipt ${index + 1} of ${receipts.length}`);
    }
    try {
      rows.push((await markReceipt(written, known, engine, options)).row);
    } catch (error) {
      if (!bounds.signal.aborted) throw error;
    }
  }
  if (stderr.isTTY) stderr.beginAgain();
}

const MORE_SECONDS = {
  en: "Give it more by --seconds.",
  zh: "可用 --seconds 给它更多时间。",
};

function withTwins(rows: readonly Row[], receipts: readonly string[]): Line[] {
  const read = rows.map(({ refused }, index) =>
    refused === undefined ? receiptIn(receipts[index] ?? "") : undefined,
  );
  const twins = twinsOf(read).map((twin) => (twin === undefined ? undefined : rows[twin]?.name));
  return rows.map((row, index) => {
    const twin = twins[index];
    return twin === undefined ? { row } : { row, twin };
  });
}

/** For programs: the sentences in English. */
function written({ row: { faults, refused, ...row }, twin }: Line) {
  return {
    ...row,
    ...(twin === undefined ? {} : { same_as: twin }),
    faults: faults.map(({ en }) => en),
    ...(refused === undefined ? {} : { refused }),
  };
}

function* tableLines(lines: readonly Line[]): Iterable<string> {
  yield* columns([COLUMNS.map((column) => HEADS[column].en), ...lines.map(cells)], 0);
  yield summaryOf(lines.map(({ row }) => row)).en;
}

/** Sentences of ours are cut nowhere near it. */
const LONGEST_REMARK = 4_000;

/** Each row is one line, whoever wrote the words in it. */
function cells({ row, twin }: Line): string[] {
  const said = cellsOf(row, twin === undefined ? undefined : quoted(twin));
  return COLUMNS.map((column) =>
    column === "reproduces"
      ? quoted(said[column].en, LONGEST_REMARK)
      : quoted(said[column].en) || "-",
  );
}
