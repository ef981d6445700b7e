// SPDX-License-Identifier: Apache-2.0
/** The file of an exercise, read or refused: first field by field, then what they mean together. The trainer's parser judges its experiments. */
import { isObject, join, pathOf, steps } from "../documents/path.ts";
import type { Text } from "../engine/api.ts";
import { requireVersion } from "../engine/contract/version.ts";
import { CODE_ENDS } from "./code_ends.ts";
import {
  type Check,
  type Condition,
  EXERCISE,
  EXERCISE_VERSION,
  type Exercise,
  LONGEST_EXERCISE,
} from "./document.ts";
import { parsed } from "./json_text.ts";
import { metricOf } from "./metrics.ts";
import { unknownName } from "./nearest.ts";
import type { Option } from "./question.ts";
import { refusal } from "./shape.ts";

/**
 * `source`: the text of the file, or what JSON makes of it.
 * @throws ExperimentError with the place, what is wrong there, and how to mend it.
 */
export function readExercise(source: unknown): Exercise {
  const value = typeof source === "string" ? parsed(source, LONGEST_EXERCISE) : source;
  // Before all else: of another version everything may be called otherwise.
  if (isObject(value) && "version" in value) {
    requireVersion("version", value.version, EXERCISE_VERSION);
  }
  const exercise = EXERCISE.read(value, "");
  checkMeaning(exercise);
  return exercise;
}

function checkMeaning(exercise: Exercise): void {
  const { start, solution, questions = [], prediction } = exercise;
  if ("kind" in start) {
    throw refusal("start.kind", {
      en: "is that of a study. Give an experiment, which is trained once.",
      zh: "说明这是一项研究。请给出只训练一次的实验。",
    });
  }
  exercise.may_change.forEach((place, index) => {
    requirePath(join("may_change", index), place);
  });
  requireEachOnce("questions", questions);
  questions.forEach((question, index) => {
    const path = join("questions", index);
    if (question.kind === "choice") requireEachOnce(join(path, "options"), question.options);
    if (question.kind === "code") checkSlips(question.slips ?? [], join(path, "slips"));
  });
  if (prediction?.kind === "choice") {
    requireEachOnce("prediction.options", prediction.options);
    requireOption("prediction.right", prediction.right, prediction.options);
  }
  exercise.checks.forEach((check, index) => {
    checkCheck(exercise, check, join("checks", index));
  });
  for (const [name, answer] of Object.entries(solution.answers ?? {})) {
    requireAnswer(exercise, name, answer, join("solution.answers", name));
  }
}

function checkSlips(slips: readonly { readonly id: string }[], path: string): void {
  requireEachOnce(path, slips);
  slips.forEach(({ id }, index) => {
    if ((CODE_ENDS as readonly string[]).includes(id)) {
      throw refusal(join(join(path, index), "id"), {
        en: `${id} is what is said of any code. Give the mistake a name of its own.`,
        zh: `${id} 已用于表示代码的结果。请给这个错误另取名称。`,
      });
    }
  });
}

function checkCheck(exercise: Exercise, check: Check, path: string): void {
  checkCondition(exercise, check, path);
  if ("metric" in check) {
    const { seeds = 1, passing } = check;
    if (check.seeds !== undefined && metricOf(check.metric).from !== "run") {
      throw refusal(join(path, "seeds"), {
        en: `makes no sense for ${check.metric}, which is the same with every seed. Leave it out.`,
        zh: `对 ${check.metric} 没有意义：它与种子无关。请去掉。`,
      });
    }
    if (passing !== undefined && passing > seeds) {
      throw refusal(join(path, "passing"), {
        en: `${passing} is more than the ${seeds} seeds. Give more seeds, or ask for fewer.`,
        zh: `${passing} 多于种子数 ${seeds}。请增加种子，或降低要求。`,
      });
    }
  }
  check.misses?.forEach(({ when }, miss) => {
    when.forEach((condition, index) => {
      checkCondition(exercise, condition, `${path}.misses[${miss}].when[${index}]`);
    });
  });
}

function checkCondition(exercise: Exercise, condition: Condition, path: string): void {
  const { comparison, value } = condition;
  if ("setting" in condition) requirePath(join(path, "setting"), condition.setting);
  if ("answer" in condition) requireOutcome(exercise, condition, path);
  if ("metric" in condition) {
    const { words } = metricOf(condition.metric);
    if (words !== undefined && !(words as readonly unknown[]).includes(value)) {
      const fault = { en: "is none of its values.", zh: "不是它的取值。" };
      throw refusal(join(path, "value"), unknownName(String(value), words, fault));
    }
    if (words === undefined && typeof value !== "number") {
      throw refusal(join(path, "value"), {
        en: `is no number, and ${condition.metric} is one. Write a number.`,
        zh: `不是数，而 ${condition.metric} 是数。请写一个数。`,
      });
    }
  }
  if (typeof value !== "number" && comparison !== "is") {
    throw refusal(join(path, "comparison"), {
      en: "compares numbers, and the value is none. Use is.",
      zh: "用于比较数，而 value 不是数。请用 is。",
    });
  }
  if (condition.within !== undefined && (comparison !== "is" || typeof value !== "number")) {
    throw refusal(join(path, "within"), {
      en: "goes with is and a number. Leave it out.",
      zh: "只能与 is 和数一起使用。请去掉。",
    });
  }
}

/** What a check asks of a question: of code not the code, but what comes of it. */
function requireOutcome(
  exercise: Exercise,
  { answer, value }: Extract<Condition, { answer: string }>,
  path: string,
): void {
  const question = exercise.questions?.find((one) => one.id === answer);
  if (question?.kind !== "code") {
    requireAnswer(exercise, answer, value, join(path, "value"), join(path, "answer"));
    return;
  }
  const known = [...CODE_ENDS, ...(question.slips ?? []).map((slip) => slip.id)];
  if (typeof value === "string" && known.includes(value)) return;
  const fault = {
    en: "is nothing that comes of this code.",
    zh: "不是这段代码可能的结果。",
  };
  throw refusal(join(path, "value"), unknownName(String(value), known, fault));
}

/** @throws ExperimentError where there is no such question, or it cannot be answered so. */
export function requireAnswer(
  { questions = [] }: Exercise,
  name: string,
  answer: unknown,
  path: string,
  namePath = path,
): void {
  const question = questions.find((one) => one.id === name);
  if (question === undefined) {
    const known = questions.map((one) => one.id);
    const fault = { en: "there is no such question.", zh: "没有这个问题。" };
    throw refusal(namePath, unknownName(name, known, fault));
  }
  if (question.kind === "choice") requireOption(path, answer, question.options);
  else if (question.kind === "code") {
    if (typeof answer === "string") return;
    throw refusal(path, {
      en: "is no text, and code is asked for. Write it in quotes.",
      zh: "不是文字，而这里要求写代码。请写在引号中。",
    });
  } else if (typeof answer !== "number") {
    throw refusal(path, {
      en: "is no number, and one is asked for. Write a number.",
      zh: "不是数，而这里要求填数。请写一个数。",
    });
  }
}

export function requireOption(path: string, id: unknown, options: readonly Option[]): void {
  const known = options.map((option) => option.id);
  if (typeof id === "string" && known.includes(id)) return;
  const fault = { en: "is none of the options.", zh: "不在选项之中。" };
  throw refusal(path, unknownName(String(id), known, fault));
}

function requireEachOnce(path: string, items: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  items.forEach(({ id }, index) => {
    if (seen.has(id)) throw refusal(join(join(path, index), "id"), twice(id));
    seen.add(id);
  });
}

const twice = (id: string): Text => ({
  en: `${id} is there already. Give each another name.`,
  zh: `${id} 已经用过。请各取不同的名称。`,
});

/** Written as paths are: taken apart and put together it is the same. */
function requirePath(path: string, place: string): void {
  if (place !== "" && pathOf(steps(place)) === place) return;
  throw refusal(path, {
    en: "is no place in an experiment. Write it as optimizer.learning_rate or model.layers[0].units.",
    zh: "不是实验中的位置。请写成 optimizer.learning_rate 或 model.layers[0].units 这样的形式。",
  });
}
