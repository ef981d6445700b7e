// SPDX-License-Identifier: Apache-2.0
/**
 * Start and solution, trained with several seeds as the checker trains them. What has been measured answers for every check that is written
 * later: only other experiments have to be trained again.
 */

import { changedPlaces } from "../../documents/changed_places.ts";
import { getAt } from "../../documents/path.ts";
import type { Description, Engine, ExperimentDocument, Part } from "../../engine/api.ts";
import { isOfRun, seedsOf } from "../../exercises/asked.ts";
import { type CodeFigures, judgedCodes, type PerformCode } from "../../exercises/code_check.ts";
import { lookedAt, shortfall } from "../../exercises/condition.ts";
import type { Check } from "../../exercises/document.ts";
import { faultsOf } from "../../exercises/faults.ts";
import { type Facts, type Measured, measureRun, type RunFigures } from "../../exercises/measure.ts";
import { type CodeQuestion, QUESTION } from "../../exercises/question.ts";
import type { Work } from "../../exercises/work.ts";
import { listAt, objectAt, type Raw, solutionOf, startOf } from "./draft.ts";

/** One seed may be luck, and five are soon trained. */
export const LEAST_SEEDS = 5;

export const SIDES = ["start", "solution"] as const;
export type SideName = (typeof SIDES)[number];

/** Start or solution, as far as it has been trained. */
export interface Side {
  readonly description: Description;
  readonly figures: readonly RunFigures[];
  /** Of the code that is asked for. */
  readonly codes?: CodeFigures | undefined;
}

export interface Trial {
  readonly key: string;
  readonly seeds: number;
  readonly start: Side;
  readonly solution: Side;
}

/** What is trained, and what is measured of it: with the same key the same comes out. */
export function trialKey(exercise: Raw): string {
  return JSON.stringify([
    startOf(exercise),
    solutionOf(exercise),
    gradientsAsked(exercise),
    codesAsked(exercise).map((one) => [one, answersOf(exercise)[one.id]]),
  ]);
}

export function seedsFor(exercise: Raw): number {
  const asked = listAt(exercise, "checks").map((_, index) =>
    Number(getAt(exercise, `checks[${index}].seeds`) ?? 1),
  );
  return Math.min(20, Math.max(LEAST_SEEDS, ...asked.filter(Number.isInteger)));
}

const gradientsAsked = (exercise: Raw): boolean =>
  JSON.stringify(exercise.checks ?? []).includes('"gradient_ratio"');

/** The questions for code, as far as they can be read. */
const codesAsked = (exercise: Raw): readonly CodeQuestion[] =>
  listAt(exercise, "questions").flatMap((one) => {
    if (faultsOf(QUESTION, one).length > 0) return [];
    const question = QUESTION.read(one, "");
    return question.kind === "code" ? [question] : [];
  });

const answersOf = (exercise: Raw) =>
  objectAt(exercise, "solution.answers") as NonNullable<Work["answers"]>;

export interface TrialOptions {
  readonly signal: AbortSignal;
  /** Runs code, where some is asked for. */
  readonly perform?: PerformCode | undefined;
  /** After each run, and while one trains: from 0 to 1. */
  onProgress(share: number): void;
  onTrial(trial: Trial): void;
}

/**
 * Trains both in turn, seed by seed: whoever breaks it off has something of each.
 * @throws ExperimentError where one of them is refused; what the signal says, where it aborts
 */
export async function tryOut(
  exercise: Raw,
  engine: Engine,
  { signal, perform, onProgress, onTrial }: TrialOptions,
): Promise<void> {
  const documents = { start: startOf(exercise), solution: solutionOf(exercise) };
  const seeds = seedsFor(exercise);
  const questions = { questions: codesAsked(exercise) };
  const sideOf = async (name: SideName, answers: Work["answers"]): Promise<Side> => ({
    description: await engine.validate(documents[name]),
    figures: [],
    codes: await judgedCodes(questions, { ...(answers && { answers }) }, engine, perform, signal),
  });
  let trial: Trial = {
    key: trialKey(exercise),
    seeds,
    start: await sideOf("start", undefined),
    solution: await sideOf("solution", answersOf(exercise)),
  };
  onTrial(trial);
  const need = { gradients: gradientsAsked(exercise) };
  for (let index = 0; index < seeds; index += 1) {
    for (const [at, name] of SIDES.entries()) {
      signal.throwIfAborted();
      const side = trial[name];
      const { counts } = side.description.summary;
      const parts = (["train", "validation", "test"] as const).filter((part) => counts[part] > 0);
      const figures = await measureRun(
        engine,
        documents[name],
        { ...need, parts: parts as readonly Part[] },
        {
          seed: side.description.experiment.seed + index,
          signal,
          onProgress: (share) => onProgress((2 * index + at + share) / (2 * seeds)),
        },
      );
      trial = { ...trial, [name]: { ...side, figures: [...side.figures, figures] } };
      onTrial(trial);
    }
  }
}

/** Everything that checks are told of one side; the facts of each seed, or of none where nothing was trained yet. */
export function factsOf(exercise: Raw, trial: Trial, name: SideName): readonly Facts[] {
  const { description, figures, codes } = trial[name];
  const start = trial.start.description;
  const work = workOf(exercise, trial, name, description.minimal);
  return figures.map((one) => ({ start, description, work, figures: one, codes }));
}

function workOf(
  exercise: Raw,
  { start, solution }: Trial,
  name: SideName,
  document: ExperimentDocument,
): Work {
  if (name === "start") return { document, looks: 0, runs: [{ changed: [] }] };
  const { looks } = objectAt(exercise, "solution");
  const changed = changedPlaces(start.description.experiment, solution.description.experiment);
  return {
    document,
    answers: answersOf(exercise),
    looks: typeof looks === "number" ? looks : 0,
    runs: [{ changed: [] }, ...(changed.length === 0 ? [] : [{ changed }])],
  };
}

/** How one check came out on one side. */
export interface Count {
  /** With so many seeds it is so, of so many that were tried. */
  readonly so: number;
  readonly of: number;
  /** As the check asks for it: with its own seeds. Undefined while they have not all been tried. */
  readonly passes: boolean | undefined;
  readonly values: readonly Measured[];
}

export function countOf(check: Check, facts: readonly Facts[]): Count {
  // What no run decides is the same with every seed.
  const tried = isOfRun(check) ? facts : facts.slice(0, 1);
  const values = tried.map((one) => lookedAt(check, one));
  const so = values.map((value) => shortfall(check, value) === 0);
  const { seeds, passing } = seedsOf(check);
  const first = so.slice(0, seeds);
  return {
    so: so.filter(Boolean).length,
    of: so.length,
    passes: first.length < seeds ? undefined : first.filter(Boolean).length >= passing,
    values,
  };
}

/** What is to be said of a check, where something is. `luck`: with some seeds it is so, with others not. */
export type Remark = "start_passes" | "solution_fails" | "start_by_luck" | "solution_by_luck";

export function remarksOf(check: Check, start: Count, solution: Count): readonly Remark[] {
  const remarks: Remark[] = [];
  if (solution.passes === false) remarks.push("solution_fails");
  else if (solution.passes && isLuck(check, solution)) remarks.push("solution_by_luck");
  if (start.passes) remarks.push("start_passes");
  else if (start.passes === false && start.so > 0) remarks.push("start_by_luck");
  return remarks;
}

/** A check that asks for 4 of 5 has taken account of one that fails. */
function isLuck(check: Check, { so, of }: Count): boolean {
  const { seeds, passing } = seedsOf(check);
  return so < of && so / of < passing / seeds;
}
