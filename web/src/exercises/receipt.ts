// SPDX-License-Identifier: Apache-2.0
/**
 * What a student hands in, as a text of a few hundred letters: `DHR1.` with the deflated rest and its checksum. It fits the 4096 letters that
 * SCORM 1.2 keeps, and it runs again: it proves that its numbers belong together, not who has written it.
 */
import { PackedTextError, packText, unpackText } from "../documents/packed_text.ts";
import type { ExperimentDocument, Text } from "../engine/api.ts";
import { checksumOf } from "../engine/checksum.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import type { Verdict } from "./check.ts";
import { list, object } from "./composed_shapes.ts";
import type { Exercise } from "./document.ts";
import { experiment } from "./experiment_shape.ts";
import { flag, id, text, value } from "./plain_shapes.ts";
import { may, must, type TypeOf } from "./shape.ts";
import {
  MOST_PLACES,
  MOST_RUNS,
  mostChanges,
  type Predicted,
  type RunLine,
  runCount,
  WORK_PLACES,
  type Work,
} from "./work.ts";

export const RECEIPT_VERSION = 1;
/** What `cmi.suspend_data` of SCORM 1.2 holds, in letters. */
export const LONGEST_RECEIPT = 4_096;
export const LONGEST_NAME = 80;
/** What is typed is cut there: a sign may be two letters. */
const SIGNS_OF_NAME = LONGEST_NAME / 2;
/** Of what is packed in one, in bytes. */
const MOST_BYTES = 2 ** 16;

const PREFIX = "DHR";

const RESULT = object({
  passed: must("Whether it was so.", flag()),
  measured: may("What was measured, with six digits.", value()),
});

export const RECEIPT = object({
  exercise: must(
    "Which one.",
    object({
      id: must("Its id.", id()),
      hash: must("Its checksum, so that another version is known.", text({ least: 8, most: 8 })),
    }),
  ),
  name: must("As it was typed; may be empty.", text({ least: 0, most: LONGEST_NAME })),
  changed: must(
    "Keys of the experiment that differ from the start; null: as by default.",
    experiment(),
  ),
  ...WORK_PLACES,
  results: must("Of the checks, in their order.", list(RESULT, { most: 20 })),
});
export type Receipt = TypeOf<typeof RECEIPT>;

export type ReceiptFault = "not_a_receipt" | "damaged" | "version" | "too_long";

/** A receipt that cannot be read, or not be written. */
export class ReceiptError extends ExperimentError {
  constructor(
    readonly fault: ReceiptFault,
    { en, zh }: Text,
    path = "",
  ) {
    super({ path, message: en, zh });
  }
}

/** By what an exercise is known in receipts: of everything in its file, however that is laid out. */
export const hashOfExercise = (exercise: Exercise): string => {
  const { $schema: _, ...told } = exercise;
  return checksumOf(told);
};

/**
 * @param minimal what the parser calls the minimal document of the work (`Description.minimal`).
 * Lines of the oldest runs are left out where all of them do not fit.
 * @throws ReceiptError `too_long`, where even without such lines more than 4096 letters are needed; ExperimentError with the place where
 * the work is none that a receipt can tell of, such as a reason of 500 letters.
 */
export function writeReceipt(
  exercise: Exercise,
  work: Work,
  { minimal, name, verdict }: { minimal: ExperimentDocument; name: string; verdict: Verdict },
): string {
  const { document: _, runs, left_out, prediction, ...told } = work;
  const whole: Receipt = {
    exercise: { id: exercise.id, hash: hashOfExercise(exercise) },
    name: [...name.trim()].slice(0, SIGNS_OF_NAME).join(""),
    changed: changedKeys(exercise.start, minimal),
    ...told,
    ...(prediction === undefined ? {} : { prediction: short(prediction) }),
    runs: [],
    results: verdict.results.map(({ passed, measured }) => ({
      passed,
      ...(measured === null ? {} : { measured: rounded(measured) }),
    })),
  };
  // The newest runs count most: what does not fit goes from the other end.
  for (let first = Math.max(0, runs.length - MOST_RUNS); first <= runs.length; first += 1) {
    const gone = { runs: runs.slice(0, first), ...(left_out && { left_out }) };
    const written = packed({
      ...whole,
      runs: runs.slice(first).map(counted),
      ...(runCount(gone) > 0 && {
        left_out: { runs: runCount(gone), changes: mostChanges(gone) },
      }),
    });
    if (written.length <= LONGEST_RECEIPT) return written;
  }
  throw new ReceiptError("too_long", {
    en: "This is too much for a receipt of 4096 letters. Change less of the data, take comments out of the code, or hand in the file of the experiment instead.",
    zh: "内容太多，放不进 4096 个字符的凭据。请少改动数据，删去代码中的注释，或改为提交实验文件。",
  });
}

/** The first places by name, the others by their number. */
function counted({ changed, more = 0, ...rest }: RunLine): RunLine {
  const others = more + Math.max(0, changed.length - MOST_PLACES);
  return { changed: changed.slice(0, MOST_PLACES), ...(others > 0 && { more: others }), ...rest };
}

function packed(receipt: Receipt): string {
  // What cannot be read is not written.
  const body = packText(JSON.stringify(RECEIPT.read(receipt, "")));
  return `${PREFIX}${RECEIPT_VERSION}.${body}.${checksumOf(body)}`;
}

/** No hand draws more digits. */
const DRAWN_DIGITS = 4;

function short(prediction: Predicted): Predicted {
  const few = (numbers: readonly number[]) =>
    numbers.map((one) => Number(one.toPrecision(DRAWN_DIGITS)));
  switch (prediction.kind) {
    case "curve":
      return { ...prediction, points: prediction.points.map(few) };
    case "point":
      return { ...prediction, at: few(prediction.at) };
    case "choice":
      return prediction;
  }
}

export const rounded = <T>(measured: T): T | number =>
  typeof measured === "number" ? Number(measured.toPrecision(6)) : measured;

function changedKeys(start: ExperimentDocument, minimal: ExperimentDocument): ExperimentDocument {
  const keys = new Set([...Object.keys(start), ...Object.keys(minimal)]);
  const changed = [...keys].filter(
    (key) => checksumOf(start[key] ?? null) !== checksumOf(minimal[key] ?? null),
  );
  return Object.fromEntries(changed.map((key) => [key, minimal[key] ?? null]));
}

/** The experiment that a receipt of this exercise tells of. */
export function documentOfReceipt({ start }: Exercise, { changed }: Receipt): ExperimentDocument {
  const whole = { ...start, ...changed };
  return Object.fromEntries(Object.entries(whole).filter(([, item]) => item !== null));
}

/** The work that a receipt of this exercise tells of. */
export function workOfReceipt(exercise: Exercise, receipt: Receipt): Work {
  const { answers, prediction, saw, looks, runs, left_out } = receipt;
  return {
    document: documentOfReceipt(exercise, receipt),
    ...(answers === undefined ? {} : { answers }),
    ...(prediction === undefined ? {} : { prediction }),
    ...(saw === undefined ? {} : { saw }),
    looks,
    runs,
    ...(left_out === undefined ? {} : { left_out }),
  };
}

/** Mail programs break and quote lines: spaces, line ends and `>` may stand between the letters. */
const BETWEEN = /[\s>]+/g;
const BEGIN = /DHR\d{1,4}\./g;
const WHOLE = /^[A-Za-z0-9_-]+\.[0-9a-f]{8}/;
/** One whose end is lost: it is told as damaged, not passed over. Shorter ones are words of somebody. */
const TORN = /^[A-Za-z0-9_-]{20,}/;
/** Of one text, in characters and in receipts. */
export const LONGEST_TEXT = 2 ** 22;
const MOST_FOUND = 1_000;
/** Of one receipt with what mail programs have put into it. */
const LONGEST_BROKEN = 4 * LONGEST_RECEIPT;

/**
 * What looks like receipts in any text, in their order, each once: mails, a column of a table, a chat. readReceipt() judges them.
 * At most a thousand, of the first four million letters.
 */
export function findReceipts(mess: string): string[] {
  const text = mess.slice(0, LONGEST_TEXT);
  const found = new Set<string>();
  const begins = [...text.matchAll(BEGIN)];
  for (const [index, begin] of begins.entries()) {
    if (found.size === MOST_FOUND) break;
    const from = begin.index + begin[0].length;
    const to = Math.min(begins[index + 1]?.index ?? text.length, from + LONGEST_BROKEN);
    const rest = text.slice(from, to);
    const [body] = WHOLE.exec(rest.replaceAll(BETWEEN, "")) ?? TORN.exec(rest) ?? [];
    if (body !== undefined) found.add(begin[0] + body);
  }
  return [...found];
}

/** @throws ReceiptError, whatever the text is. */
export function readReceipt(written: string): Receipt {
  const [, version, body = "", checksum] =
    /^DHR(\d{1,4})\.([^.]*)\.([0-9a-f]{8})$/.exec(written.trim()) ?? [];
  if (version === undefined)
    throw /^DHR\d{1,4}\.[A-Za-z0-9_-]{20}/.test(written) ? damaged() : notOne();
  if (Number(version) !== RECEIPT_VERSION) throw otherVersion(Number(version));
  if (written.length > 2 * LONGEST_RECEIPT || checksumOf(body) !== checksum) throw damaged();
  try {
    return RECEIPT.read(JSON.parse(unpackText(body, MOST_BYTES).text), "");
  } catch (error) {
    // Whoever writes checksums by hand may write anything.
    if (error instanceof ExperimentError) throw wrongWithin(error);
    if (error instanceof PackedTextError || error instanceof SyntaxError) throw damaged();
    throw error;
  }
}

const notOne = () =>
  new ReceiptError("not_a_receipt", {
    en: "This is no receipt. One begins with DHR and ends with eight digits or letters from a to f: copy all of it.",
    zh: "这不是凭据。凭据以 DHR 开头，以 8 位数字或 a 到 f 的字母结尾：请完整复制。",
  });

const damaged = () =>
  new ReceiptError("damaged", {
    en: "The receipt is damaged: letters are missing or changed. Copy it again, whole, or ask for it once more.",
    zh: "凭据已损坏：缺少或改动了字符。请重新完整复制，或请学生再发一次。",
  });

const otherVersion = (version: number) =>
  new ReceiptError("version", {
    en: `The receipt is of version ${version}, and this Downhill reads version ${RECEIPT_VERSION}. Use the newest one.`,
    zh: `凭据的版本为 ${version}，此版本的 Downhill 只能读取版本 ${RECEIPT_VERSION}。请使用最新版本。`,
  });

const wrongWithin = ({ path, message, zh }: ExperimentError) =>
  new ReceiptError(
    "damaged",
    {
      en: `The receipt holds what none holds: ${message} Ask for it once more.`,
      zh: `凭据中的内容不合格式：${zh}请学生再发一次。`,
    },
    path,
  );
