// SPDX-License-Identifier: Apache-2.0
/** Checks that tell the solution from the start, made of what both came to with several seeds. */
import { getAt, isObject } from "../../documents/path.ts";
import { seedsOf } from "../../exercises/asked.ts";
import type { Check } from "../../exercises/document.ts";
import { type Facts, type Measured, measured } from "../../exercises/measure.ts";
import type { MetricId } from "../../exercises/metrics.ts";
import { proposedPlaces } from "./places.ts";

type Better = "higher" | "lower";

/** In the order in which they are proposed: what was not trained on tells most. */
const OF_RUNS: readonly (readonly [MetricId, Better])[] = [
  ["validation_accuracy", "higher"],
  ["validation_loss", "lower"],
  ["validation_r2", "higher"],
  ["train_accuracy", "higher"],
  ["train_loss", "lower"],
  ["train_r2", "higher"],
  ["generalization_gap", "lower"],
  ["epochs", "lower"],
];
const OF_DOCUMENT: readonly MetricId[] = ["parameters", "hidden_units", "hidden_layers"];

/** Of the seeds at least so many are to pass: one may be unlucky. */
const LEAST_PASSING = 0.6;
/** From the solution towards the start: room for solutions that are a little worse than the teacher's. */
const ROOM = 0.4;
/** A difference that is smaller than this share of the values is none to build a check on. */
const CLEAR = 0.05;

/**
 * Each of them is so of the solution and not of the start, but for the sizes of networks and the looks at the test set, which are limits.
 * `start` and `solution`: as `factsOf` gives them, with the same seeds.
 */
export function proposedChecks(start: readonly Facts[], solution: readonly Facts[]): Check[] {
  const seeds = Math.min(start.length, solution.length);
  const [first] = solution;
  if (seeds === 0 || first === undefined) return [];
  const [before, after] = [start.slice(0, seeds), solution.slice(0, seeds)];
  return [
    ...ends(before, after),
    ...steadiest(
      OF_RUNS.flatMap(([metric, better]) => separating(metric, better, before, after) ?? []),
    ),
    ...OF_DOCUMENT.flatMap((metric) => smaller(metric, before, after)),
    ...looks(first),
  ];
}

/** Those that the most seeds pass come first. */
const steadiest = (checks: readonly Check[]): Check[] =>
  checks.toSorted((one, other) => failing(one) - failing(other));

function failing(check: Check): number {
  const { seeds, passing } = seedsOf(check);
  return seeds - passing;
}

/** The start breaks, and the solution does not. */
function ends(start: readonly Facts[], solution: readonly Facts[]): Check[] {
  const finished = (facts: readonly Facts[]) =>
    facts.filter((one) => measured("status", one) === "finished").length;
  const passing = finished(solution);
  if (finished(start) > 0 || passing < LEAST_PASSING * solution.length) return [];
  return [
    { metric: "status", comparison: "is", value: "finished", ...over(solution.length, passing) },
  ];
}

function over(seeds: number, passing: number): { seeds?: number; passing?: number } {
  if (seeds === 1) return {};
  return passing === seeds ? { seeds } : { seeds, passing };
}

/** A value between the two, and how many seeds of the solution reach it; undefined where they overlap. */
function separating(
  metric: MetricId,
  better: Better,
  start: readonly Facts[],
  solution: readonly Facts[],
): Check | undefined {
  const sign = better === "lower" ? 1 : -1;
  // The smaller the better, and what is none is worst of all.
  const badness = (facts: readonly Facts[]) =>
    facts.map((one) => sign * finite(measured(metric, one), sign)).sort((a, b) => a - b);
  const [bad, good] = [badness(start), badness(solution)];
  const [leastBad = Number.NaN] = bad;
  const seeds = good.length;
  for (let passing = seeds; passing >= LEAST_PASSING * seeds; passing -= 1) {
    const worst = good[passing - 1] ?? Number.NaN;
    const value = between(worst, leastBad, sign);
    if (value === undefined) continue;
    const comparison = better === "lower" ? "at_most" : "at_least";
    // As many as reach it, which may be more than it was made for.
    const reached = good.filter((one) => one <= sign * value).length;
    return { metric, comparison, value, ...over(seeds, reached) };
  }
  return undefined;
}

const finite = (value: Measured, sign: number): number =>
  typeof value === "number" ? value : sign * Number.POSITIVE_INFINITY;

/** In the units of `sign`: from `good` towards `bad`, as short a number as there is. */
function between(good: number, bad: number, sign: number): number | undefined {
  if (!Number.isFinite(good)) return undefined;
  const gap = Number.isFinite(bad) ? bad - good : Math.max(Math.abs(good), 0.1);
  if (
    !(gap > CLEAR * Math.max(Math.abs(good), Math.abs(Number.isFinite(bad) ? bad : good), 1e-9))
  ) {
    return undefined;
  }
  const [from, to] = [good + 0.1 * gap, good + 0.9 * gap];
  const wanted = sign * (good + ROOM * gap);
  for (let digits = 1; digits <= 6; digits += 1) {
    const short = Number(wanted.toPrecision(digits));
    if (sign * short >= from && sign * short <= to) return short;
  }
  return wanted;
}

/** A network of fewer parts: a limit that the teacher's own keeps. */
function smaller(metric: MetricId, start: readonly Facts[], solution: readonly Facts[]): Check[] {
  const [before, after] = [start[0], solution[0]].map((one) => one && measured(metric, one));
  if (typeof before !== "number" || typeof after !== "number" || before === after) return [];
  return [{ metric, comparison: "at_most", value: after }];
}

function looks({ description, work }: Facts): Check[] {
  if (description.summary.counts.test === 0) return [];
  return [{ metric: "looks", comparison: "at_most", value: work.looks }];
}

/** The typical wrong answer in a number: on the far side of where the start stands. */
export function proposedMiss(start: unknown, solution: unknown) {
  for (const setting of proposedPlaces(start, solution)) {
    const [before, after] = [getAt(start, setting), getAt(solution, setting)];
    if (typeof before === "number" && typeof after === "number") {
      const comparison = before < after ? "at_most" : "at_least";
      return { setting, comparison, value: before };
    }
    const [type, other] = [typeIn(before), typeIn(after)];
    if (type !== undefined && type !== other) {
      return {
        setting: isObject(before) ? `${setting}.type` : setting,
        comparison: "is",
        value: type,
      };
    }
  }
  return { metric: "status", comparison: "is", value: "diverged" };
}

const typeIn = (value: unknown): string | boolean | undefined => {
  const plain = isObject(value) ? value.type : value;
  return typeof plain === "string" || typeof plain === "boolean" ? plain : undefined;
};
