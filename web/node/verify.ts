// SPDX-License-Identifier: Apache-2.0
/** `downhill verify`: receipts run again, as a table; or, without receipts, exercises with their start and their solution. */
import { quoted } from "../src/data/shown.ts";
import type { Engine } from "../src/engine/api.ts";
import { messageOf } from "../src/engine/contract/engine_error.ts";
import { ExperimentError } from "../src/engine/contract/experiment_error.ts";
import type { FindTable } from "../src/engine/contract/tables.ts";
import { checkWork, type Verdict } from "../src/exercises/check.ts";
import type { Exercise } from "../src/exercises/document.ts";
import { examineExercise } from "../src/exercises/examine.ts";
import { readExercise } from "../src/exercises/read_exercise.ts";
import {
  findReceipts,
  hashOfExercise,
  type Receipt,
  readReceipt,
} from "../src/exercises/receipt.ts";
import { solved, untouched } from "../src/exercises/solution.ts";
import { fingerprintOf, type Verification, verifyReceipt } from "../src/exercises/verify.ts";
import { runCount } from "../src/exercises/work.ts";
import { inFile, nameOf } from "./file_name.ts";
import { readBytes, textOf } from "./files.ts";
import { InputError } from "./input_error.ts";
import { untilInterrupted } from "./interrupt.ts";
import { ownExercises } from "./own_exercises.ts";
import { columns, counted } from "./results.ts";
import { tablesBeside } from "./table_files.ts";
import type { Streams } from "./terminal.ts";
import type { StartEngine } from "./train.ts";
import type { VerifyCommand } from "./verify_arguments.ts";

/** What the files are: exercises, and texts with receipts in them. */
interface Inputs {
  readonly exercises: readonly { readonly file: string; readonly exercise: Exercise }[];
  readonly receipts: readonly string[];
}

/** A row of the table, and what --json prints of it. */
interface Row {
  readonly name: string;
  readonly exercise: string;
  readonly passed: number | null;
  readonly checks: number | null;
  readonly prediction: "right" | "wrong" | null;
  readonly distance: number | null;
  readonly looks: number | null;
  readonly runs: number | null;
  readonly reproduces: boolean;
  /** The name on the first receipt of the same work. */
  readonly same_as?: string;
  readonly faults: readonly string[];
  /** It could not even be read, or its exercise is not there. */
  readonly refused?: true;
}

export async function verify(
  { files, json, seconds }: VerifyCommand,
  streams: Streams,
  start: StartEngine,
): Promise<number> {
  const { exercises, receipts } = await inputsOf(files);
  const engine = await start({ tables: besideAny(exercises.map(({ file }) => file)) });
  try {
    if (receipts.length === 0) return await tryOut(exercises, engine, streams, json);
    // What was run before an interrupt is kept.
    const rows: Row[] = [];
    const given = exercises.map(({ exercise }) => exercise);
    const { exitCode } = await untilInterrupted((signal) =>
      fill(rows, receipts, given, engine, streams, { signal, seconds }),
    );
    if (json) streams.stdout.write(`${JSON.stringify(rows)}\n`);
    else for (const line of tableLines(rows)) streams.stdout.write(`${line}\n`);
    if (exitCode !== undefined) {
      streams.stderr.write(`interrupted: ${rows.length} of ${receipts.length} were run again.\n`);
      return exitCode;
    }
    if (rows.some(({ refused }) => refused === true)) return 2;
    return rows.every(({ reproduces }) => reproduces) ? 0 : 1;
  } finally {
    await engine.close();
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
    if (!/^\s*\uFEFF?\s*\{/.test(text)) {
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

/** For who writes one: the start is to fail, and the solution to pass. */
async function tryOut(
  exercises: Inputs["exercises"],
  engine: Engine,
  { stdout, stderr }: Streams,
  json: boolean,
): Promise<number> {
  let isGood = true;
  const tried: Tried[] = [];
  for (const { file, exercise } of exercises) {
    await inFile(file, examineExercise(exercise, engine));
    const before = await inFile(file, checkWork(exercise, untouched(exercise), engine));
    const work = await inFile(file, solved(exercise, engine));
    const after = await inFile(file, checkWork(exercise, work, engine));
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
    isGood &&= after.passed && !before.passed;
  }
  if (json) stdout.write(`${JSON.stringify(tried)}\n`);
  return isGood ? 0 : 1;
}

interface Bounds {
  /** Of the whole command. */
  readonly signal: AbortSignal;
  /** For one receipt. */
  readonly seconds: number;
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
  const first = new Map<string, string>();
  for (const [index, written] of receipts.entries()) {
    if (stderr.isTTY) {
      stderr.beginAgain();
      stderr.write(`receipt ${index + 1} of ${receipts.length}`);
    }
    const row = await rowOf(written, known, engine, bounds);
    if (bounds.signal.aborted) break;
    rows.push(withTwin(row, written, first));
  }
  if (stderr.isTTY) stderr.beginAgain();
}

async function rowOf(
  written: string,
  known: readonly Exercise[],
  engine: Engine,
  { signal, seconds }: Bounds,
): Promise<Row> {
  let receipt: Receipt;
  try {
    receipt = readReceipt(written);
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    return refusedRow("?", "?", error.toString());
  }
  const { id, hash } = receipt.exercise;
  const named = known.filter((exercise) => exercise.id === id);
  const exercise = named.find((one) => hashOfExercise(one) === hash) ?? named[0];
  if (exercise === undefined) {
    const fault = `Its exercise ${id} is not among those that come with Downhill. Give its file too.`;
    return refusedRow(receipt.name, id, fault);
  }
  const late = AbortSignal.timeout(1_000 * seconds);
  try {
    const options = { signal: AbortSignal.any([signal, late]) };
    return rowFrom(receipt, await verifyReceipt(exercise, receipt, engine, options));
  } catch (error) {
    const fault = late.aborted
      ? `It was not done within ${counted(seconds, "second")}. Give it more by --seconds.`
      : messageOf(error);
    // A trainer that dies of one receipt is no reason to lose the others: the engine starts another.
    return { ...rowFrom(receipt, { reproduces: false, faults: [] }), faults: [fault] };
  }
}

const refusedRow = (name: string, exercise: string, fault: string): Row => ({
  name,
  exercise,
  passed: null,
  checks: null,
  prediction: null,
  distance: null,
  looks: null,
  runs: null,
  reproduces: false,
  faults: [fault],
  refused: true,
});

function rowFrom(receipt: Receipt, { reproduces, faults, verdict, prediction }: Verification): Row {
  const { name, exercise, looks } = receipt;
  return {
    name,
    exercise: exercise.id,
    passed: verdict?.count ?? null,
    checks: verdict?.results.length ?? null,
    prediction: prediction === undefined ? null : prediction.right ? "right" : "wrong",
    distance: prediction?.distance ?? null,
    looks,
    runs: runCount(receipt),
    reproduces,
    faults: faults.map(({ en }) => en),
  };
}

function withTwin(row: Row, written: string, first: Map<string, string>): Row {
  if (row.refused === true) return row;
  const fingerprint = fingerprintOf(readReceipt(written));
  if (fingerprint === undefined) return row;
  const twin = first.get(fingerprint);
  if (twin === undefined) first.set(fingerprint, row.name);
  return twin === undefined ? row : { ...row, same_as: twin };
}

function* tableLines(rows: readonly Row[]): Iterable<string> {
  const head = ["name", "exercise", "checks", "prediction", "looks", "runs", "reproduces"];
  yield* columns([head, ...rows.map(cells)], 0);
  const good = rows.filter(({ reproduces }) => reproduces).length;
  yield `${good} of ${rows.length} reproduce. This proves that the numbers belong together, not who has handed them in.`;
}

/** Sentences of ours are cut nowhere near it. */
const LONGEST_REMARK = 4_000;

function cells(row: Row): string[] {
  const { name, exercise, passed, checks, prediction, distance, looks, runs, reproduces } = row;
  const off = distance === null ? "" : ` (${Number(distance.toPrecision(3))} off)`;
  const remarks = [
    ...row.faults,
    ...(row.same_as === undefined ? [] : [`the same as ${quoted(row.same_as) || "-"}`]),
  ];
  return [
    quoted(name) || "-",
    quoted(exercise),
    passed === null ? "-" : `${passed} of ${checks}`,
    prediction === null ? "-" : `${prediction}${off}`,
    looks === null ? "-" : String(looks),
    runs === null ? "-" : String(runs),
    // Each row is one line, whoever wrote the words in it.
    quoted([reproduces ? "yes" : "no", ...remarks].join("; "), LONGEST_REMARK),
  ];
}
