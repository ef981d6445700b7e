// SPDX-License-Identifier: Apache-2.0
/** What came of code that an exercise asks for, in a sentence: the first number that differs, as it is and as the trainer has it. */
import type { Text } from "../engine/api.ts";
import { digits } from "../sandbox/digits.ts";
import type { Answer } from "../sandbox/perform.ts";

/** Of what exercises ask for: their steps go down on test functions. */
export type CodeAnswer = Exclude<Answer, { type: "network" | "walk" }>;

export function saidAgreement(answer: CodeAnswer): Text {
  switch (answer.type) {
    case "optimizer": {
      const { first, compared } = answer;
      if (first === undefined) {
        return {
          en: `All ${compared} steps agree with the trainer's.`,
          zh: `${compared} 步都与训练器一致。`,
        };
      }
      const { step, parameter, yours, ours } = first;
      const name = parameter === 0 ? "x" : "y";
      const both = numbers(yours[parameter], ours[parameter]);
      return {
        en: `Step ${step}, parameter ${name}, differs first: ${both.en}`,
        zh: `最先不同的是第 ${step} 步的参数 ${name}：${both.zh}`,
      };
    }
    case "schedule": {
      const { first, rates } = answer;
      if (first === undefined) {
        return {
          en: `The rates of all ${rates.length} steps agree with the trainer's.`,
          zh: `${rates.length} 步的学习率都与训练器一致。`,
        };
      }
      const both = numbers(first.yours, first.ours);
      return {
        en: `The rate of step ${first.step} differs first: ${both.en}`,
        zh: `最先不同的是第 ${first.step} 步的学习率：${both.zh}`,
      };
    }
    case "activation":
    case "loss": {
      const { first, values } = answer;
      if (first === undefined) {
        return {
          en: `Values and derivatives agree at all ${values.length} places.`,
          zh: `${values.length} 处的函数值和导数都一致。`,
        };
      }
      const { x, target } = first.point;
      const at = [`x = ${digits(x)}`, ...(target === undefined ? [] : [`y = ${digits(target)}`])];
      const both = numbers(first.yours, first.ours);
      const what =
        first.what === "derivative"
          ? { en: "The derivative", zh: "导数" }
          : { en: "The value", zh: "函数值" };
      return {
        en: `${what.en} differs first at ${at.join(", ")}: ${both.en}`,
        zh: `${what.zh}最先在 ${at.join("、")} 处不同：${both.zh}`,
      };
    }
    case "dataset": {
      const count = answer.points.length;
      const classes = new Set(answer.points.map(({ target }) => target)).size;
      return {
        en: `${count} points of ${classes} ${classes === 1 ? "class" : "classes"}.`,
        zh: `${count} 个点，${classes} 个类别。`,
      };
    }
  }
}

const numbers = (yours = Number.NaN, ours = Number.NaN): Text => ({
  en: `yours ${digits(yours)}, the trainer's ${digits(ours)}.`,
  zh: `你的是 ${digits(yours)}，训练器的是 ${digits(ours)}。`,
});
