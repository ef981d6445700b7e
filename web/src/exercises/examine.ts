// SPDX-License-Identifier: Apache-2.0
/** What only the trainer's parser can say of an exercise: whether its experiments hold, and whether the places that it names are there. */
import { patched } from "../documents/patch.ts";
import { getAt, isObject, join, pathOf, steps } from "../documents/path.ts";
import type { Description, Engine, ExperimentDocument } from "../engine/api.ts";
import { ExperimentError } from "../engine/contract/experiment_error.ts";
import type { CURVES, Exercise } from "./document.ts";
import { unknownName } from "./nearest.ts";
import type { CodeQuestion } from "./question.ts";
import { refusal } from "./shape.ts";

/**
 * Before it is given to anybody: for who writes one, and for a page that is given a stranger's. Nothing is trained.
 * @throws ExperimentError with the place in the exercise: `start.optimizer.learning_rate`, `may_change[2]`.
 */
export async function examineExercise(exercise: Exercise, engine: Engine): Promise<void> {
  const { start, solution, prediction } = exercise;
  const before = await validated(engine, start, "start");
  const after = await validated(engine, patched(start, solution.change ?? {}), "solution.change");
  const known = [before.experiment, after.experiment];
  if (prediction !== undefined) {
    const document = patched(start, prediction.change ?? {});
    const path = prediction.change === undefined ? "start" : "prediction.change";
    const { summary } = await validated(engine, document, path);
    if (prediction.kind === "curve") requireCurve(prediction.metric, summary);
    if (prediction.kind === "point" && summary.parameters > 2) {
      throw refusal("prediction.kind", {
        en: `asks for a point, and this model has ${summary.parameters} parameters. Take a model of one or two, or another kind.`,
        zh: `要求预测一个点，而该模型有 ${summary.parameters} 个参数。请用一两个参数的模型，或换一种预测。`,
      });
    }
  }
  for (const [index, question] of (exercise.questions ?? []).entries()) {
    if (question.kind === "code") await requireComparable(question, engine, `questions[${index}]`);
  }
  exercise.may_change.forEach((place, index) => {
    requirePlace(known, place, join("may_change", index));
  });
  exercise.checks.forEach((check, index) => {
    const path = join("checks", index);
    if ("setting" in check) requirePlace(known, check.setting, join(path, "setting"));
    check.misses?.forEach(({ when }, miss) => {
      when.forEach((condition, number) => {
        if (!("setting" in condition)) return;
        // A mistake may be an optimizer that is in neither of them: of its fields only the parser knows.
        const holder = holderOf(condition.setting);
        const place = `${path}.misses[${miss}].when[${number}].setting`;
        if (holder !== "") requirePlace(known, holder, place);
      });
    });
  });
}

/** The trainer has something that the code can be compared with. */
async function requireComparable(
  question: CodeQuestion,
  engine: Engine,
  path: string,
): Promise<void> {
  const { codeTask } = await import("./code_check.ts");
  try {
    await codeTask(question, engine, path);
  } catch (error) {
    if (!(error instanceof ExperimentError) || error.path.startsWith(path)) throw error;
    // What the trainer says of it as a part of an experiment.
    const { message, zh } = error;
    throw new ExperimentError({ path: join(path, "like"), message, zh });
  }
}

/** The run has values of what is to be drawn. */
function requireCurve(metric: (typeof CURVES)[number], { task, counts }: Description["summary"]) {
  if (metric.startsWith("validation") && counts.validation === 0) {
    throw refusal("prediction.metric", {
      en: "is of the validation part, which is empty here. Give the data one by data.split.validation, or ask for another curve.",
      zh: "属于验证集，而这里没有验证集。请用 data.split.validation 划分出来，或换一条曲线。",
    });
  }
  if (metric.endsWith("accuracy") && task === "regression") {
    throw refusal("prediction.metric", {
      en: "is of classes, and here numbers are predicted. Ask for the loss.",
      zh: "只用于分类，而这里预测的是数值。请改问损失。",
    });
  }
}

async function validated(
  engine: Engine,
  document: ExperimentDocument,
  path: string,
): Promise<Description> {
  try {
    return await engine.validate(document);
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    const { message, zh, table } = error;
    const place = error.path === "" ? path : join(path, error.path);
    throw new ExperimentError({ path: place, message, zh, ...(table && { table }) });
  }
}

const holderOf = (place: string): string => pathOf(steps(place).slice(0, -1));

/** In one of the experiments at least. */
function requirePlace(experiments: readonly unknown[], place: string, path: string): void {
  if (experiments.some((one) => getAt(one, place) !== undefined)) return;
  let holder = "";
  for (const step of steps(place)) {
    const inner = join(holder, step);
    if (experiments.every((one) => getAt(one, inner) === undefined)) {
      const names = experiments.flatMap((one) => namesIn(holder === "" ? one : getAt(one, holder)));
      throw refusal(
        path,
        unknownName(String(step), [...new Set(names)], {
          en: `there is no ${inner} in the experiment.`,
          zh: `实验中没有 ${inner}。`,
        }),
      );
    }
    holder = inner;
  }
}

function namesIn(holder: unknown): string[] {
  if (Array.isArray(holder)) return holder.map((_, index) => `[${index}]`);
  return isObject(holder) ? Object.keys(holder) : [];
}
