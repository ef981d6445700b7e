// SPDX-License-Identifier: Apache-2.0
/** A receipt run again. */
import { sentences } from "../documents/refusal.ts";
import type { Engine, Text } from "../engine/api.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import { type CheckResult, checkWork, type Verdict } from "./check.ts";
import type { Exercise } from "./document.ts";
import type { CheckOptions } from "./measure.ts";
import { outcomeOf, type PredictionOutcome, type WhatComes } from "./prediction.ts";
import { hashOfExercise, type Receipt, rounded, workOfReceipt } from "./receipt.ts";
import { shown } from "./shape.ts";
import { runCount } from "./work.ts";

export interface Verification {
  /** Whether everything comes out as the receipt says. */
  readonly reproduces: boolean;
  /** What does not, and why. */
  readonly faults: readonly Text[];
  /** Of the run that was made again; absent where none could be made. */
  readonly verdict?: Verdict;
  readonly prediction?: PredictionOutcome;
}

export interface VerifyOptions extends CheckOptions {
  /** What comes of predictions, where it is remembered. */
  readonly comes?: WhatComes | undefined;
}

/**
 * Trains what the receipt tells of, and compares. What counts is the new verdict: what the receipt says of itself is only compared with it.
 * @throws what the signal says, where it aborts; EngineError where the trainer dies. All other faults are told in the answer.
 */
export async function verifyReceipt(
  exercise: Exercise,
  receipt: Receipt,
  engine: Engine,
  { comes, ...options }: VerifyOptions = {},
): Promise<Verification> {
  if (receipt.exercise.id !== exercise.id) {
    return failed({
      en: `It is of another exercise, ${receipt.exercise.id}. Give the file of that one.`,
      zh: `它属于另一个练习 ${receipt.exercise.id}。请提供那个练习的文件。`,
    });
  }
  const faults: Text[] = [];
  if (receipt.exercise.hash !== hashOfExercise(exercise)) {
    faults.push({
      en: "It was made with another version of the exercise. Give the file that the student had.",
      zh: "它是用另一版本的练习做的。请提供学生当时所用的文件。",
    });
  }
  const work = workOfReceipt(exercise, receipt);
  const verdict = await orFault(faults, checkWork(exercise, work, engine, options));
  if (verdict !== undefined) faults.push(...differences(receipt, verdict));
  const { prediction: predicted } = work;
  const prediction =
    predicted === undefined
      ? undefined
      : await orFault(
          faults,
          outcomeOf(exercise, predicted, engine, { signal: options.signal, comes }),
        );
  return {
    reproduces: faults.length === 0,
    faults,
    ...(verdict === undefined ? {} : { verdict }),
    ...(prediction === undefined ? {} : { prediction }),
  };
}

/** What is refused is told among the faults. */
async function orFault<T>(faults: Text[], work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    faults.push(sentences(error));
    return undefined;
  }
}

const failed = (fault: Text): Verification => ({ reproduces: false, faults: [fault] });

function differences({ results }: Receipt, verdict: Verdict): Text[] {
  if (results.length !== verdict.results.length) {
    return [
      {
        en: `It tells of ${results.length} checks, and the exercise has ${verdict.results.length}.`,
        zh: `它记录了 ${results.length} 项检查，而练习有 ${verdict.results.length} 项。`,
      },
    ];
  }
  return verdict.results.flatMap((result, index) => differs(index, results[index], result));
}

function differs(
  index: number,
  told: Receipt["results"][number] | undefined,
  { passed, measured }: CheckResult,
): Text[] {
  const now = measured === null ? undefined : rounded(measured);
  if (told === undefined || (told.passed === passed && told.measured === now)) return [];
  const [was, is] = [told.measured, now].map((one) => (one === undefined ? "–" : shown(one)));
  return [
    {
      en: `Check ${index + 1}: it says ${was}${told.passed ? ", passed" : ", failed"}; run again it is ${is}${passed ? ", passed" : ", failed"}.`,
      zh: `第 ${index + 1} 项检查：凭据写的是 ${was}（${told.passed ? "通过" : "未通过"}），重新训练得到 ${is}（${passed ? "通过" : "未通过"}）。`,
    },
  ];
}

/** So many runs hardly anybody makes in the same order by chance. */
const MANY_RUNS = 4;

/**
 * By what copies of one work are known, whatever name stands on them; undefined where two may well have done the same: without a word or a
 * drawing of one's own, and with few runs.
 */
export function fingerprintOf(receipt: Receipt): string | undefined {
  const { exercise, name: _, ...work } = receipt;
  const { prediction, runs, saw } = work;
  const isOwn =
    saw !== undefined ||
    runs.some(({ why }) => why !== undefined) ||
    runCount(receipt) >= MANY_RUNS ||
    (prediction !== undefined && prediction.kind !== "choice");
  return isOwn ? JSON.stringify([exercise.id, work]) : undefined;
}
