// SPDX-License-Identifier: Apache-2.0
/** What a student may do with the experiment of an exercise. */
import { changedPlaces } from "../documents/changed_places.ts";
import { getAt, isObject, within } from "../documents/path.ts";
import type { Description, Text } from "../engine/api.ts";
import type { Exercise } from "./document.ts";
import { refusal, shown } from "./shape.ts";

/** The checker has an arithmetic of its own. */
const FREE = ["arithmetic"];

/**
 * Whether a place of the experiment may be changed: for the page, which shows what is fixed.
 * True also of what holds a place that may: a form of it has something to offer.
 */
export function mayChange({ may_change }: Exercise, path: string): boolean {
  return may_change.some((place) => within(place, path) || within(path, place));
}

/**
 * Whether a place stays as it is, with all that lies in it: for the page, which offers only what makes a difference. An arithmetic that
 * somebody has set all the same is no fault.
 */
export const isFixed = ({ may_change }: Exercise, path: string): boolean =>
  !may_change.some((place) => within(place, path));

/** The places in which what was handed in differs from the start; the arithmetic is no matter. */
export const changedByStudent = (
  start: Pick<Description, "experiment">,
  done: Pick<Description, "experiment">,
): string[] =>
  changedPlaces(start.experiment, done.experiment).filter(
    (path) => !FREE.some((place) => within(place, path)),
  );

/** @throws ExperimentError where the document has changed what stays, or goes beyond the limits. */
export function requirePermitted(exercise: Exercise, start: Description, done: Description): void {
  for (const path of changedByStudent(start, done)) {
    if (exercise.may_change.some((place) => within(place, path))) continue;
    const before = getAt(start.experiment, path);
    const was = shown(isObject(before) && "type" in before ? before.type : before);
    throw refusal(path, {
      en: `may not be changed in this exercise. Set it back to what it was: ${was}.`,
      zh: `在这个练习中不能改动。请改回原来的值：${was}。`,
    });
  }
  const { limits = {} } = exercise;
  const { stop } = done.experiment;
  requireAtMost("model.layers", done.summary.parameters, limits.parameters, {
    en: "parameters",
    zh: "个参数",
  });
  requireAtMost("stop.epochs", stop.epochs, limits.epochs, { en: "epochs", zh: "轮" });
  requireAtMost("stop.steps", stop.steps, limits.steps, { en: "updates", zh: "步更新" });
  if (limits.epochs !== undefined) requireEnd("stop.epochs", stop.epochs);
  if (limits.steps !== undefined) requireEnd("stop.steps", stop.steps);
}

function requireAtMost(
  path: string,
  value: number | null | undefined,
  limit: number | undefined,
  of: Text,
): void {
  if (limit === undefined || value === null || value === undefined || value <= limit) return;
  throw refusal(path, {
    en: `makes ${value} ${of.en}, and this exercise gives ${limit}. Do with fewer.`,
    zh: `共 ${value} ${of.zh}，此练习最多允许 ${limit} ${of.zh}。请减少。`,
  });
}

function requireEnd(path: string, value: number | null | undefined): void {
  if (value !== null && value !== undefined) return;
  throw refusal(path, {
    en: "is missing, and this exercise limits it. Give a number.",
    zh: "缺失，而此练习对它有上限。请给出一个数。",
  });
}
