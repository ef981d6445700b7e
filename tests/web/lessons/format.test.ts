// SPDX-License-Identifier: Apache-2.0
/** The format of lessons: what is read, what is refused with file, line and cure, and what comes out as HTML. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseFragment } from "parse5";
import { describe, expect, it } from "vitest";
import { compares, holds, readCondition } from "../../../web/src/lessons/condition.ts";
import { lessonPages } from "../../../web/src/lessons/pages.ts";
import { descent } from "../../../web/src/lessons/parabola.ts";
import {
  countDone,
  NOTHING,
  nextOf,
  readProgress,
  withDone,
  withPredicted,
  withSeen,
} from "../../../web/src/lessons/progress.ts";
import { readLesson } from "../../../web/src/lessons/read_lesson.ts";
import { renderLesson } from "../../../web/src/lessons/render.ts";
import { LESSONS, SOURCES } from "./all_lessons.ts";
import { agrees } from "./said_number.ts";

const FILE = "lessons/01-a-lesson.en.md";
const HEAD = "```lesson\ntitle: A lesson\nsummary: Of something.\nminutes: 5\n```\n";
const EXPERIMENT =
  '```experiment line\ndocument: {"data": {"type": "line"}}\ntitle: A line\nalt: A line.\n```\n';
const STEP = '```step line\non: step\ncomplete: {"run.step": {"at_least": 1}}\n\nPress it.\n```\n';

const read = (text: string) => readLesson(FILE, text);
const refusal = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return "it was read";
};
const block = (kind: string, ...lines: string[]) =>
  [`\`\`\`${kind}`, ...lines, "```", ""].join("\n");

describe("a lesson", () => {
  it("is read with its experiments and tasks, in their order", () => {
    const { number, name, title, minutes, parts } = read(HEAD + EXPERIMENT + STEP);
    expect([number, name, title, minutes]).toEqual([1, "a-lesson", "A lesson", 5]);
    expect(parts).toMatchObject([
      { kind: "experiment", experiment: { name: "line", document: { data: { type: "line" } } } },
      { kind: "step", id: "line-1", of: "line", on: "step", body: "Press it." },
    ]);
  });

  it("takes values that go on in indented lines", () => {
    const text = EXPERIMENT.replace('{"data": {"type": "line"}}', '{"data":\n  {"type": "line"}}');
    expect(read(HEAD + text).parts).toMatchObject([
      { experiment: { document: { data: { type: "line" } } } },
    ]);
  });

  it.each([
    ["no head", EXPERIMENT, ":1: The head is missing."],
    ["an empty file", "", ":1: The lesson has no head."],
    ["a head without minutes", HEAD.replace("minutes: 5\n", ""), ":2: lesson has no minutes."],
    [
      "an experiment without a name",
      HEAD + EXPERIMENT.replace(" line\n", "\n"),
      ":6: This experiment has no name.",
    ],
    ["an experiment twice", HEAD + EXPERIMENT + EXPERIMENT, ":12: There are two experiments line."],
    [
      "a document that is no JSON",
      HEAD + EXPERIMENT.replace("}}", "}"),
      ":7: document of experiment line is no JSON.",
    ],
    [
      "a key that the player does not know",
      HEAD + EXPERIMENT.replace("title:", "titel:"),
      ":8: titel is no key of the player.",
    ],
    [
      "an experiment that says nothing to those who do not see it",
      HEAD + EXPERIMENT.replace("alt: A line.\n", ""),
      ":7: experiment line has no alt.",
    ],
    ["a step of no experiment", HEAD + STEP, ":6: There is no experiment line before this."],
    [
      "a step without text",
      HEAD + EXPERIMENT + STEP.replace("\n\nPress it.", ""),
      ":12: step line says nothing.",
    ],
    [
      "a condition of another kind",
      HEAD + EXPERIMENT + STEP.replace("at_least", "more"),
      "complete of step line makes no sense: run.step is compared by more",
    ],
    [
      "a line that is no head",
      HEAD + EXPERIMENT + STEP.replace("on: step", "on step"),
      ":12: “on step” is no line of the head of step line.",
    ],
    [
      "a key that means nothing",
      HEAD + EXPERIMENT + STEP.replace("on:", "at: 1\non:"),
      ":12: step line has at, which means nothing.",
    ],
    [
      "a claim that nobody makes",
      `${HEAD}${EXPERIMENT}${block("claim one", "of: line", "measure: run.step")}`,
      "Nothing says what claim one is compared with.",
    ],
    ["a number of no claim", `${HEAD}It is [3](claim:one).\n`, ":6: There is no claim one."],
    ["a term that is not explained", `${HEAD}A [word](term:word).\n`, ":6: There is no term word."],
    [
      "a number of no experiment",
      `${HEAD}It is [3](live:line:run.step).\n`,
      ":6: There is no experiment line before this.",
    ],
    ["a formula that is none", `${HEAD}It is $\\frac{1$.\n`, ":6: The formula \\frac{1 is none:"],
    [
      "a prediction with two right answers",
      HEAD +
        EXPERIMENT +
        block(
          "predict p",
          "of: line",
          "",
          "What?",
          "",
          "- [x] This.",
          "- [x] That.",
          "",
          "---",
          "",
          "This.",
        ),
      "predict p has 2 choices, of which 2 are right.",
    ],
    [
      "a prediction without an answer",
      HEAD +
        EXPERIMENT +
        block("predict p", "of: line", "", "What?", "", "- [x] This.", "- [ ] That."),
      "predict p has no answer.",
    ],
  ])("refuses %s, with file, line and cure", (_, text, says) => {
    const message = refusal(text);
    expect(message).toContain(says);
    expect(message).toMatch(/^lessons\/01-a-lesson\.en\.md:\d+: .+[.:].* .+\.$/s);
  });

  it("is refused under a name that does not say which it is", () => {
    expect(() => readLesson("lessons/first.md", HEAD)).toThrow(/first\.md:1: .*Call it as/);
  });

  it("is refused where it leads to a lesson that is not there", () => {
    const text = `${HEAD}See [the next](lesson:another).\n`;
    expect(() => lessonPages([{ file: FILE, text }], "")).toThrow(":6: There is no lesson another");
  });
});

/** Every element and attribute of some HTML. */
function* nodesOf(
  node: object,
): Iterable<{ tagName: string; attrs: { name: string; value: string }[] }> {
  const {
    childNodes = [],
    tagName,
    attrs,
  } = node as {
    childNodes?: object[];
    tagName?: string;
    attrs?: { name: string; value: string }[];
  };
  if (tagName !== undefined) yield { tagName, attrs: attrs ?? [] };
  for (const child of childNodes) yield* nodesOf(child);
}

describe("what becomes of a text", () => {
  const hostile = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[one](javascript:alert(1)) [two](data:text/html,x) [three](http://plain.example/)",
    "![picture](https://elsewhere.example/x.png)",
    "$\\href{javascript:alert(1)}{x}$ $\\htmlStyle{color: red}{x}$ $\\url{javascript:alert(1)}$",
    '[0](live:line:"onclick="alert(1))',
  ].join("\n\n");

  it("has no script, no style, no address from elsewhere, whatever stands in it", () => {
    const page = renderLesson(read(`${HEAD}${EXPERIMENT}${hostile}\n`));
    for (const { tagName, attrs } of nodesOf(parseFragment(page))) {
      expect(["script", "style", "img", "iframe"]).not.toContain(tagName);
      for (const { name, value } of attrs) {
        expect(name).not.toMatch(/^on|^style$/);
        if (name === "href" || name === "src") expect(value).toMatch(/^(https:|\.\.\/|#|glossary)/);
      }
    }
  });

  it("has formulas as MathML, with symbols that know their control", () => {
    const page = renderLesson(
      read(`${HEAD}${EXPERIMENT}\n$x \\leftarrow x-\\live{line:optimizer.learning_rate}{\\eta}$\n`),
    );
    expect(page).toContain("<math");
    expect(page).toMatch(/data-live="line:optimizer.learning_rate" class="symbol"/);
    expect(page).not.toContain("annotation");
  });
});

it("formulas with a wide space between them are set for themselves, so that they may wrap", () => {
  const pageOf = (tex: string) => renderLesson(read(`${HEAD}${EXPERIMENT}\n$$${tex}$$\n`));
  const count = (tex: string) => pageOf(tex).split("<math").length - 1;
  expect(count("a=b\\qquad c=d\\qquad e=f")).toBe(3);
  expect(count("\\text{a \\qquad b}")).toBe(1);
  expect(count("\\begin{cases}a \\qquad b\\end{cases}")).toBe(1);
});

describe("the pages", () => {
  const template =
    '<html lang="en" data-theme="light"><title>x</title><meta name="description" content="" />' +
    '<link href="./assets/look.css" /><script src="./assets/lesson.js"></script><!-- page -->';
  const pages = lessonPages(SOURCES, template);

  it("are one for each lesson and language, a list and a glossary", () => {
    expect(pages.size).toBe(SOURCES.length + 4);
    expect([...pages.keys()]).toContain("what-gradient-descent-is.zh.html");
  });

  it("lead at their end to exercises that there are, by their titles", () => {
    for (const { file, exercises, language } of LESSONS) {
      expect(exercises.length, file).toBeGreaterThan(0);
      for (const { exercise, words, line } of exercises) {
        const path = resolve(import.meta.dirname, `../../../exercises/${exercise}.json`);
        expect(existsSync(path), `${file}:${line} leads to ${exercise}`).toBe(true);
        expect(JSON.parse(readFileSync(path, "utf8")).title[language], `${file}:${line}`).toBe(
          words,
        );
      }
    }
    expect(pages.get("better-steps.zh.html")).toContain(
      'href="../exercise.html#id=adam_or_sgd&amp;view.lang=zh"',
    );
  });

  it("find what they load one folder up, and lead only to what there is", () => {
    for (const [name, page] of pages) {
      expect(page, name).not.toContain('="./');
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size, name).toBe(ids.length);
      for (const [, address = ""] of page.matchAll(/<a [^>]*href="([^"]+)"/g)) {
        const [file = "", id] = address.split("#");
        if (file.startsWith("../") || file.startsWith("https:")) continue;
        const target = file === "" ? page : pages.get(file);
        expect(target, `${name} leads to ${address}`).toBeDefined();
        if (id !== undefined && id !== "") expect(target).toContain(` id="${id}"`);
      }
    }
  });
});

it("x² from 10 goes as the books say", () => {
  const last = (rate: number) => descent(10, rate, 10).at(-1);
  expect(last(0.2)).toBeCloseTo(0.060466, 6);
  expect(last(0.05)).toBeCloseTo(3.486784, 6);
  expect(last(1.1)).toBeCloseTo(61.917364, 6);
});

describe("a condition", () => {
  const values = (path: string) =>
    ({ "run.step": 5, "run.status": "ready", "run.train_loss": null })[path];

  it.each([
    [{ "run.step": { at_least: 5 } }, true],
    [{ "run.step": { at_least: 6 } }, false],
    [{ "run.step": { at_most: 5 }, "run.status": { equals: "ready" } }, true],
    [{ "run.step": { at_most: 5 }, "run.status": { equals: "finished" } }, false],
    [{ "run.train_loss": { at_most: 1 } }, false],
    [{ "run.train_loss": { at_least: 1 } }, false],
    [{ "run.nothing": { at_least: 0 } }, false],
  ])("%j", (condition, is) => {
    expect(holds(readCondition(condition), values)).toBe(is);
  });

  it("lets no number be both high and low", () => {
    for (const value of [Number.NaN, null, undefined, "3"]) {
      expect(compares({ at_least: 0 }, value) || compares({ at_most: 0 }, value)).toBe(false);
    }
  });
});

describe("progress", () => {
  it("is kept as text, each task once", () => {
    const predicted = withPredicted(withDone(withDone(NOTHING, "a"), "a"), "p", 2);
    const done = withSeen(predicted, "p", "It fell.");
    expect(readProgress(JSON.stringify(done))).toEqual({
      done: ["a"],
      predicted: { p: 2 },
      seen: { p: "It fell." },
    });
    expect([nextOf(["a", "b"], done), countDone(["a", "b"], done)]).toEqual(["b", 1]);
    expect(nextOf(["a"], done)).toBeUndefined();
  });

  it.each([
    undefined,
    "",
    "null",
    "[]",
    '{"done": 3}',
    '{"done": [1], "predicted": {"p": "x"}, "seen": {"p": 3}}',
  ])("that is damaged (%s) counts as nothing", (text) => {
    expect(readProgress(text)).toEqual(NOTHING);
  });
});

it.each([
  ["14.6", 14.572, true],
  ["14.6", 14.51, false],
  ["about 45", 45.4, true],
  ["−12", -12, true],
  ["12", -12, false],
  ["97%", 0.9712, true],
  ["97 %", 0.96, false],
  ["1,024", 1024, true],
  ["twice", 2, undefined],
  ["3", null, false],
])("%s says %s: %s", (text, value, is) => {
  expect(agrees(text, value)).toBe(is);
});
