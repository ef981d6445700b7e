// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { TERMS, withTerms } from "../../../web/src/locales/terms.ts";

const found = (text: string, language: "en" | "zh" = "en") =>
  withTerms(text, language)
    .filter(({ term }) => term !== undefined)
    .map(({ text: word, term }) => `${word}: ${term}`);

describe("the terms in a sentence", () => {
  it("are found as words of their own, each where it stands first", () => {
    expect(found("After every epoch, as the mean of its batches; epochs later, again.")).toEqual([
      "epoch: epoch",
      "batches: batch",
    ]);
    expect(found("The output is a logit; two logits differ.")).toEqual(["logit: logit"]);
  });

  it("are not found within other words", () => {
    expect(found("gelu_tanh, ReLU6, reseeded, batched and seedless")).toEqual([]);
  });

  it("leave the sentence as it was, in Chinese too", () => {
    for (const [text, language] of [
      ["Looks only at the signs of the gradient; made for full batches.", "en"],
      ["相同的种子得到相同的数据、权重和小批量。", "zh"],
      ["nothing of the kind", "en"],
      ["", "en"],
    ] as const) {
      const pieces = withTerms(text, language);
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    }
    expect(found("相同的种子得到相同的小批量。", "zh")).toEqual(["种子: seed", "小批量: batch"]);
  });
});

it.each(Object.entries(TERMS))(
  "%s is said in a sentence or two, in both languages",
  (_, { says }) => {
    for (const text of [says.en, says.zh]) expect(text.length).toBeLessThan(150);
    expect(says.en).toMatch(/\.$/);
    expect(says.zh).toMatch(/[\u4e00-\u9fff].*。$/);
  },
);
