// SPDX-License-Identifier: Apache-2.0
/** A lesson is the same in every language, but for its words; and it has what a lesson is to have. */
import { describe, expect, it } from "vitest";
import type { Lesson, Part } from "../../../web/src/lessons/lesson.ts";
import { renderLesson } from "../../../web/src/lessons/render.ts";
import { LANGUAGES } from "../../../web/src/locales/language.ts";
import { LESSONS } from "./all_lessons.ts";

/** Words, and where they stand. */
const WORDS = ["title", "alt", "body", "answer", "hint", "caption", "line", "text", "reply"];

const withoutWords = (part: Part): unknown =>
  JSON.parse(JSON.stringify(part, (key, value) => (WORDS.includes(key) ? undefined : value)));

const english = LESSONS.filter(({ language }) => language === "en");

const translationsOf = (lesson: Lesson): readonly Lesson[] =>
  LESSONS.filter(({ name }) => name === lesson.name);

/** Titles stand in the same order, so that a change of language keeps the place. */
const titles = ({ text }: Lesson): number => text.match(/^#+ /gm)?.length ?? 0;

it("lessons are found, and numbered one after the other in their order", () => {
  expect(english.length).toBeGreaterThan(0);
  for (const language of LANGUAGES) {
    const numbers = LESSONS.filter((one) => one.language === language).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
  }
});

describe.each(english.map((lesson) => [lesson.name, lesson] as const))("%s", (_, lesson) => {
  it("is there in every language", () => {
    expect(
      translationsOf(lesson)
        .map(({ language }) => language)
        .sort(),
    ).toEqual([...LANGUAGES].sort());
  });

  it("has the same experiments, steps, predictions, exercises and claims in each", () => {
    for (const other of translationsOf(lesson)) {
      expect(other.parts.map(withoutWords), other.file).toEqual(lesson.parts.map(withoutWords));
      expect(titles(other), other.file).toBe(titles(lesson));
      expect(other.said.map(({ claim }) => claim).sort(), other.file).toEqual(
        lesson.said.map(({ claim }) => claim).sort(),
      );
      expect([other.number, other.minutes]).toEqual([lesson.number, lesson.minutes]);
    }
  });

  it("has two experiments, a prediction and an exercise at least", () => {
    const count = (kind: Part["kind"]) => lesson.parts.filter((part) => part.kind === kind).length;
    expect(count("experiment")).toBeGreaterThanOrEqual(2);
    expect(count("predict")).toBeGreaterThanOrEqual(1);
    expect(count("exercise")).toBeGreaterThanOrEqual(1);
  });

  it("has symbols and numbers of settings that its experiments show, the same in every language", () => {
    const shown = new Map(
      lesson.parts.flatMap((part) =>
        part.kind === "experiment"
          ? [[part.experiment.name, String(part.experiment.attributes.show ?? "")] as const]
          : [],
      ),
    );
    const bound = (text: string) => [...text.matchAll(/data-live="([^"]*)"/g)].map(([, to]) => to);
    const [first = [], ...others] = translationsOf(lesson).map((one) => bound(renderLesson(one)));
    for (const to of first) {
      const [name = "", ...path] = (to ?? "").split(":");
      expect(shown.get(name)?.split(","), to).toContain(path.join(":"));
    }
    for (const other of others) expect(other.toSorted()).toEqual(first.toSorted());
  });

  it("explains each term once, where it first comes", () => {
    for (const one of translationsOf(lesson)) {
      const page = renderLesson(one);
      const explained = [...page.matchAll(/popovertarget="(term-[\w]+)"/g)].map(([, id]) => id);
      expect(explained.length, one.file).toBeGreaterThan(5);
      expect(new Set(explained).size, one.file).toBe(explained.length);
    }
  });

  it("is Chinese where it is to be", () => {
    const chinese = translationsOf(lesson).find(({ language }) => language === "zh");
    for (const text of [chinese?.title, chinese?.summary, chinese?.text]) {
      expect(text).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
