// SPDX-License-Identifier: Apache-2.0
/** Every file of an exercise and every receipt is read, or refused in words in both languages. */
import { expect, it } from "vitest";
import { packText } from "../../web/src/documents/packed_text.ts";
import { checksumOf } from "../../web/src/engine/checksum.ts";
import { ExperimentError } from "../../web/src/engine/contract/experiment_error.ts";
import { readExercise } from "../../web/src/exercises/read_exercise.ts";
import { findReceipts, hashOfExercise, readReceipt } from "../../web/src/exercises/receipt.ts";
import { OWN, textOfOwn } from "../web/exercises/own.ts";
import { type Dice, diceOf } from "./dice.ts";
import { COUNT, FROM, SEED } from "./range.ts";

/** A few seconds of them are enough where nobody says how many. */
const FILES = process.env.DOWNHILL_FUZZ_COUNT ? COUNT : Math.min(COUNT, 5_000);

const exercises = OWN.map(textOfOwn);
const receipts = exercises.map((text) => {
  const exercise = readExercise(text);
  return JSON.stringify({
    exercise: { id: exercise.id, hash: hashOfExercise(exercise) },
    name: "李明",
    changed: exercise.solution.change ?? {},
    answers: exercise.solution.answers ?? {},
    looks: 1,
    runs: [{ changed: [] }, { changed: ["optimizer.learning_rate"], why: "slow" }],
    results: exercise.checks.map(() => ({ passed: true, measured: 0.25 })),
  });
});

/** What breaks readers, more often than it occurs. */
const PIECES = [
  "null",
  "[]",
  "{}",
  "-1",
  "1e999",
  '""',
  '"\\u0000"',
  '"__proto__":{}',
  '"constructor"',
  "[[[[[[[[",
  ",",
  '"',
  "\uFEFF",
  "\u202e",
  "true",
  '"is"',
  '"metric"',
  "9007199254740993",
];

function mutated(text: string, others: readonly string[], random: Dice): string {
  const at = random.upTo(text.length + 1);
  const to = Math.min(text.length, at + random.upTo(30));
  const [head, middle, tail] = [text.slice(0, at), text.slice(at, to), text.slice(to)];
  switch (random.upTo(6)) {
    case 0:
      return head + tail;
    case 1:
      return head + middle + middle + tail;
    case 2:
      return head + random.one(PIECES) + tail;
    case 3:
      return withValueChanged(text, random);
    case 4: {
      const other = random.one(others);
      const from = random.upTo(other.length);
      return head + other.slice(from, from + random.upTo(60)) + tail;
    }
    default:
      return withValueChanged(withValueChanged(text, random), random);
  }
}

/** JSON stays JSON: one value of it is another. */
function withValueChanged(text: string, random: Dice): string {
  const values = [...text.matchAll(/: ?("(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false)/g)];
  if (values.length === 0) return text;
  const { index, 0: whole, 1: value = "" } = random.one(values);
  const begin = index + whole.length - value.length;
  return text.slice(0, begin) + random.one(PIECES) + text.slice(begin + value.length);
}

function endure(read: () => unknown): "read" | "refused" {
  try {
    read();
    return "read";
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    expect(error.message).toMatch(/[.?)]$/);
    expect(error.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(error.message.length + error.zh.length).toBeLessThan(2_500);
    return "refused";
  }
}

it.each([
  ["exercise", exercises, (text: string) => readExercise(text)],
  [
    "receipt",
    receipts,
    (text: string) => {
      const body = packText(text);
      const written = `DHR1.${body}.${checksumOf(body)}`;
      expect(findReceipts(`> ${written} and more`).length).toBeLessThanOrEqual(1);
      return readReceipt(written);
    },
  ],
] as const)(
  "every %s is read, or refused in words",
  (name, texts, read) => {
    const endings = { read: 0, refused: 0 };
    const faults: string[] = [];
    for (let index = FROM; index < FROM + FILES && faults.length < 10; index += 1) {
      const random = diceOf(SEED, index);
      let text: string = random.one(texts);
      for (let i = random.upTo(4); i > 0; i -= 1) text = mutated(text, texts, random);
      try {
        endings[endure(() => read(text))] += 1;
      } catch (error) {
        const stack = (error as Error).stack?.split("\n").slice(0, 4).join("\n");
        faults.push(`--seed ${SEED} --from ${index}: ${stack}\n${text.slice(0, 600)}`);
      }
    }
    console.log(`${FILES} of seed ${SEED}, ${name}: ${JSON.stringify(endings)}`);
    expect(faults.join("\n\n")).toBe("");
    // Less would mean that what is made is not worth making.
    if (FILES >= 1000) expect(Math.min(endings.read, endings.refused)).toBeGreaterThan(FILES / 20);
  },
  36_000_000,
);
