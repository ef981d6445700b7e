// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { readAnswer } from "../../../web/src/app/typed_answer.ts";
import { LONGEST_CODE, type Question } from "../../../web/src/exercises/question.ts";

const ask = { en: "How large?", zh: "多大？" };
const number: Question = { id: "rate", kind: "number", ask };
const choice: Question = {
  id: "which",
  kind: "choice",
  ask,
  options: [
    { id: "yes", text: ask },
    { id: "no", text: ask },
  ],
};

it("takes what the other fields for numbers take, and nothing else", () => {
  expect(["0,5", "−3", "０．５", "1e-3"].map((typed) => readAnswer(number, typed))).toEqual([
    0.5, -3, 0.5, 0.001,
  ]);
  expect(["", "0x1F", "0b1", "abc"].map((typed) => readAnswer(number, typed))).toEqual(
    Array(4).fill(undefined),
  );
});

it("takes the options of a choice", () => {
  expect(["yes", "maybe", undefined].map((typed) => readAnswer(choice, typed))).toEqual([
    "yes",
    undefined,
    undefined,
  ]);
});

it("takes code as it is written, and none that no receipt would hold", () => {
  const code: Question = { id: "step", kind: "code", ask, write: "optimizer", begin: ask };
  expect(
    ["  return 1;\n", " ", "x".repeat(LONGEST_CODE + 1)].map((one) => readAnswer(code, one)),
  ).toEqual(["  return 1;\n", undefined, undefined]);
});
