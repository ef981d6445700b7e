// SPDX-License-Identifier: Apache-2.0
/** Receipts marked: each becomes a row of one table, the same on the teacher's page and on the command line. */
import { sentences } from "../documents/refusal.ts";
import type { Engine, Text } from "../engine/api.ts";
import { textOf } from "../engine/contract/engine_error.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import type { Exercise } from "./document.ts";
import { hashOfExercise, type Receipt, readReceipt } from "./receipt.ts";
import { fingerprintOf, type Verification, type VerifyOptions, verifyReceipt } from "./verify.ts";
import { mostChanges, runCount } from "./work.ts";

/** For one receipt, so that an endless run keeps nobody waiting: ours take less than one of a quiet machine. */
export const SECONDS_PER_RECEIPT = 300;

/** What the table and --json tell of a receipt. */
export interface Row {
  readonly name: string;
  readonly exercise: string;
  readonly passed: number | null;
  readonly checks: number | null;
  /** `right` of a choice, `near` of a curve or a point, else `off`. */
  readonly prediction: "right" | "near" | "off" | null;
  /** How far off a curve or a point was. */
  readonly distance: number | null;
  readonly looks: number | null;
  readonly runs: number | null;
  /** The most places that were changed from one run to the next. */
  readonly changes: number | null;
  readonly reproduces: boolean;
  readonly faults: readonly Text[];
  /** It could not even be read, or its exercise is not there. */
  readonly refused?: "unreadable" | "unknown_exercise";
}

export interface Marked {
  readonly row: Row;
  /** Absent where nothing could be trained. */
  readonly verification?: Verification;
}

/** What was written, where it can be read. */
export function receiptIn(written: string): Receipt | undefined {
  try {
    return readReceipt(written);
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    return undefined;
  }
}

/** The one that the receipt was made with; else another version of it. */
export function exerciseNamedBy(
  { exercise: { id, hash } }: Receipt,
  known: readonly Exercise[],
): Exercise | undefined {
  const named = known.filter((exercise) => exercise.id === id);
  return named.find((one) => hashOfExercise(one) === hash) ?? named[0];
}

export interface MarkOptions extends VerifyOptions {
  readonly seconds?: number | undefined;
  /** What helps where those do not do. */
  readonly whenLate: Text;
}

/**
 * Runs it again.
 * @throws what the signal says, where it aborts; all faults of the receipt, and a trainer that dies of it, are told in the row
 */
export async function markReceipt(
  written: string,
  known: readonly Exercise[],
  engine: Engine,
  { seconds = SECONDS_PER_RECEIPT, signal, whenLate, ...options }: MarkOptions,
): Promise<Marked> {
  let receipt: Receipt;
  try {
    receipt = readReceipt(written);
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    return { row: refusedRow("?", "?", "unreadable", sentences(error)) };
  }
  const exercise = exerciseNamedBy(receipt, known);
  if (exercise === undefined) {
    const { id } = receipt.exercise;
    return { row: refusedRow(receipt.name, id, "unknown_exercise", notHere(id)) };
  }
  const bound = new AbortController();
  const end = () => bound.abort(signal?.reason);
  if (signal?.aborted) end();
  signal?.addEventListener("abort", end);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    bound.abort();
  }, 1_000 * seconds);
  try {
    const verification = await verifyReceipt(exercise, receipt, engine, {
      ...options,
      signal: bound.signal,
    });
    return { row: rowOf(receipt, verification), verification };
  } catch (error) {
    signal?.throwIfAborted();
    // A trainer that dies of one receipt is no reason to lose the others: the engine starts another.
    const fault = late ? notInTime(seconds, whenLate) : textOf(error);
    return { row: rowOf(receipt, { reproduces: false, faults: [fault] }) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}

function rowOf(receipt: Receipt, { reproduces, faults, verdict, prediction }: Verification): Row {
  const { name, exercise, looks } = receipt;
  const good = receipt.prediction?.kind === "choice" ? "right" : "near";
  return {
    name,
    exercise: exercise.id,
    passed: verdict?.count ?? null,
    checks: verdict?.results.length ?? null,
    prediction: prediction === undefined ? null : prediction.right ? good : "off",
    distance: prediction?.distance ?? null,
    looks,
    runs: runCount(receipt),
    changes: mostChanges(receipt),
    reproduces,
    faults,
  };
}

const refusedRow = (
  name: string,
  exercise: string,
  refused: NonNullable<Row["refused"]>,
  fault: Text,
): Row => ({
  name,
  exercise,
  passed: null,
  checks: null,
  prediction: null,
  distance: null,
  looks: null,
  runs: null,
  changes: null,
  reproduces: false,
  faults: [fault],
  refused,
});

/** A table asks again whenever a row is added. */
const fingerprints = new WeakMap<Receipt, { readonly is: string | undefined }>();

function rememberedFingerprint(receipt: Receipt): string | undefined {
  const known = fingerprints.get(receipt) ?? { is: fingerprintOf(receipt) };
  fingerprints.set(receipt, known);
  return known.is;
}

/** Of each receipt the place of the first one that tells of the same work; undefined of what is nobody else's. */
export function twinsOf(receipts: readonly (Receipt | undefined)[]): (number | undefined)[] {
  const first = new Map<string, number>();
  return receipts.map((receipt, index) => {
    const fingerprint = receipt && rememberedFingerprint(receipt);
    if (fingerprint === undefined) return undefined;
    const twin = first.get(fingerprint);
    if (twin === undefined) first.set(fingerprint, index);
    return twin;
  });
}

const notHere = (id: string): Text => ({
  en: `Its exercise ${id} is not among those that come with Downhill. Give its file too.`,
  zh: `它的练习 ${id} 不在 Downhill 自带的练习之中。请同时给出该练习的文件。`,
});

const notInTime = (seconds: number, cure: Text): Text => ({
  en: `It was not done within ${seconds} ${seconds === 1 ? "second" : "seconds"}. ${cure.en}`,
  zh: `${seconds} 秒内没有训练完。${cure.zh}`,
});
