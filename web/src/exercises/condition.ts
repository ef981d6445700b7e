// SPDX-License-Identifier: Apache-2.0
/** Whether something is so, by how much it is not, and how that is said. */
import { getAt, isObject } from "../documents/path.ts";
import type { Text } from "../engine/api.ts";
import type { Condition, Exercise } from "./document.ts";
import { type Facts, type Measured, measured } from "./measure.ts";
import { metricOf } from "./metrics.ts";
import { shown } from "./shape.ts";

/** What a condition looks at. */
export function lookedAt(condition: Condition, facts: Facts): Measured {
  if ("metric" in condition) return measured(condition.metric, facts);
  if ("answer" in condition) {
    const code = facts.codes?.get(condition.answer);
    if (code !== undefined) return code.is;
    const { answers = {} } = facts.work;
    return Object.hasOwn(answers, condition.answer) ? (answers[condition.answer] ?? null) : null;
  }
  const value = getAt(facts.description.experiment, condition.setting);
  // A component is what its type says.
  const plain = isObject(value) && "type" in value ? value.type : value;
  return typeof plain === "number" || typeof plain === "string" || typeof plain === "boolean"
    ? plain
    : null;
}

/**
 * How far `found` is from being so, from the nearest value that is: 0 where it is so, infinite where the two cannot be compared. What is
 * to be below and is equal lacks the least that there is.
 */
export function shortfall({ comparison, value, within = 0 }: Condition, found: Measured): number {
  if (typeof value !== "number" || typeof found !== "number")
    return found === value ? 0 : Number.POSITIVE_INFINITY;
  const above = found - value;
  switch (comparison) {
    case "at_most":
      return Math.max(0, above);
    case "at_least":
      return Math.max(0, -above);
    case "below":
      return above < 0 ? 0 : above || Number.MIN_VALUE;
    case "above":
      return above > 0 ? 0 : -above || Number.MIN_VALUE;
    case "is": {
      // 2.1 is within 0.1 of 2, though their difference is 0.10000000000000009.
      const rounding = 4 * Number.EPSILON * Math.max(Math.abs(value), Math.abs(found));
      return Math.abs(above) <= within + rounding ? 0 : Math.abs(above) - within;
    }
  }
}

export const holds = (condition: Condition, facts: Facts): boolean =>
  shortfall(condition, lookedAt(condition, facts)) === 0;

const ASKED: Record<Condition["comparison"], (value: string) => Text> = {
  at_most: (value) => ({ en: `at most ${value}`, zh: `不超过 ${value}` }),
  at_least: (value) => ({ en: `at least ${value}`, zh: `不低于 ${value}` }),
  below: (value) => ({ en: `below ${value}`, zh: `小于 ${value}` }),
  above: (value) => ({ en: `above ${value}`, zh: `大于 ${value}` }),
  // Between Chinese signs stands no blank.
  is: (value) => ({ en: value, zh: /^[\u4e00-\u9fff]/.test(value) ? `为${value}` : `为 ${value}` }),
};

const NOTHING: Text = { en: "nothing", zh: "无" };
const WORDS: Readonly<Record<string, Text>> = {
  finished: { en: "finished", zh: "正常结束" },
  diverged: { en: "diverged", zh: "发散" },
};

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const LONGEST_WHOLE = 1e6;
const LEAST_PLAIN = 1e-4;

/** Of a very large or small number its size is what is read: `1.31 × 10⁶`. */
function shortNumber(value: number, digits: number): string {
  const size = Math.abs(value);
  const rounded = Number(value.toPrecision(digits));
  if (size === 0 || !Number.isFinite(size)) return String(rounded);
  if (size < LONGEST_WHOLE && size >= LEAST_PLAIN) return String(rounded);
  const [factor = "", power = ""] = value.toExponential(2).split("e");
  const raised = power.replace("+", "").replace("-", "⁻");
  return `${Number(factor)} × 10${raised.replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit)}`;
}

function said(value: Measured): Text {
  if (value === null) return NOTHING;
  if (typeof value === "number") {
    const digits = shortNumber(value, 4);
    return { en: digits, zh: digits };
  }
  const word = Object.hasOwn(WORDS, String(value)) ? WORDS[String(value)] : undefined;
  return word ?? { en: shown(value), zh: shown(value) };
}

/**
 * `Test loss: 0.21, asked for at most 0.18; 0.03 too high.` Of an answer neither what was asked for, nor how far it is off: that would be
 * the solution.
 */
export function sentenceOf(condition: Condition, found: Measured, exercise: Exercise): Text {
  const lacks = shortfall(condition, found);
  const name = nameOf(condition, exercise);
  if ("answer" in condition) return answerSentence(name, found, lacks === 0);
  const is = said(found);
  const asked = askedOf(condition, exercise);
  const by = lacks > 0 && Number.isFinite(lacks) ? byHowMuch(condition, found, lacks) : undefined;
  return {
    en: `${name.en}: ${is.en}, asked for ${asked.en}${by === undefined ? "" : `; ${by.en}`}.`,
    zh: `${name.zh}：${is.zh}，要求${asked.zh}${by === undefined ? "" : `，${by.zh}`}。`,
  };
}

/** `Test loss: at most 0.18`. Of an answer the right one: for the teacher. */
export function conditionSaid(condition: Condition, exercise: Exercise): Text {
  const [name, asked] = [nameOf(condition, exercise), askedOf(condition, exercise)];
  return { en: `${name.en}: ${asked.en}`, zh: `${name.zh}：${asked.zh}` };
}

function nameOf(condition: Condition, { questions = [] }: Exercise): Text {
  if ("metric" in condition) return withCapital(metricOf(condition.metric).name);
  if ("answer" in condition) {
    const ask = questions.find(({ id }) => id === condition.answer)?.ask;
    const { en, zh } = ask ?? { en: condition.answer, zh: condition.answer };
    return { en: `“${cut(en)}”`, zh: `“${cut(zh)}”` };
  }
  // A place is written as it is in the document.
  return { en: shown(condition.setting), zh: shown(condition.setting) };
}

function askedOf(condition: Condition, { questions = [] }: Exercise): Text {
  const question =
    "answer" in condition ? questions.find(({ id }) => id === condition.answer) : undefined;
  const option =
    question?.kind === "choice"
      ? question.options.find(({ id }) => id === condition.value)?.text
      : undefined;
  const wanted = withTolerance(option ?? said(condition.value), condition.within);
  return {
    en: ASKED[condition.comparison](wanted.en).en,
    zh: ASKED[condition.comparison](wanted.zh).zh,
  };
}

const withTolerance = ({ en, zh }: Text, within = 0): Text =>
  within === 0 ? { en, zh } : { en: `${en} ± ${within}`, zh: `${zh} ± ${within}` };

const withCapital = ({ en, zh }: Text): Text => ({
  en: en.charAt(0).toUpperCase() + en.slice(1),
  zh,
});

function byHowMuch({ value }: Condition, found: Measured, lacks: number): Text {
  if (lacks === Number.MIN_VALUE) return { en: "exactly that is not enough", zh: "恰好相等还不够" };
  const digits = shortNumber(lacks, 3);
  return Number(found) > Number(value)
    ? { en: `${digits} too high`, zh: `多了 ${digits}` }
    : { en: `${digits} too low`, zh: `还差 ${digits}` };
}

function answerSentence(ask: Text, found: Measured, isRight: boolean): Text {
  if (found === null) return { en: `No answer yet: ${ask.en}`, zh: `还没有作答：${ask.zh}` };
  return isRight
    ? { en: `Answered rightly: ${ask.en}`, zh: `回答正确：${ask.zh}` }
    : { en: `Not the right answer: ${ask.en}`, zh: `回答不正确：${ask.zh}` };
}

const LONGEST_ASK = 80;
const cut = (text: string): string => {
  const signs = [...text];
  return signs.length <= LONGEST_ASK ? text : `${signs.slice(0, LONGEST_ASK - 1).join("")}…`;
};
