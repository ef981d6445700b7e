// SPDX-License-Identifier: Apache-2.0
/**
 * Whether what was handed in is what the exercise asks for. The checker believes no number that it is given: it trains the document again,
 * in the arithmetic that has the same digits everywhere, with every seed that is asked for.
 */
import type { Engine, Text } from "../engine/api.ts";
import { conditionsIn, isOfRun, seedsOf } from "./asked.ts";
import { holds, lookedAt, sentenceOf, shortfall } from "./condition.ts";
import type { Check, Exercise } from "./document.ts";
import {
  type CheckOptions,
  type Facts,
  type Measured,
  measureRun,
  needOf,
  type RunFigures,
} from "./measure.ts";
import { requirePermitted } from "./permission.ts";
import { requireAnswer } from "./read_exercise.ts";
import { refusal } from "./shape.ts";
import { runCount, type Work } from "./work.ts";

/** How one check came out. */
export interface CheckResult {
  readonly passed: boolean;
  /** Kept for the marking: a student is told only how many there are. */
  readonly hidden: boolean;
  /** Of several seeds, that of the one that decides: of the `passing` best ones the last. */
  readonly measured: Measured;
  /** What it lacks; 0 where it is so, null where it cannot be told as a number. */
  readonly by: number | null;
  readonly seeds?: { readonly so: number; readonly needed: number; readonly of: number };
  readonly text: Text;
  /** Where it failed and a typical mistake fits. */
  readonly miss?: Text;
}

export interface Verdict {
  /** One a check, in their order. */
  readonly results: readonly CheckResult[];
  /** All checks, the hidden ones too. */
  readonly passed: boolean;
  readonly count: number;
}

/**
 * Checks it. `onProgress` is told from 0 to 1 how far it is.
 * @throws ExperimentError, path included, where the document is refused, changes what may not be changed or is beyond a limit, or where an
 * answer fits no question; what the signal says, where it aborts; EngineError where the trainer dies.
 */
export async function checkWork(
  exercise: Exercise,
  work: Work,
  engine: Engine,
  { signal, onProgress, perform }: CheckOptions = {},
): Promise<Verdict> {
  const { start, description } = await accepted(exercise, work, engine);
  const codes = await codesOf(exercise, work, engine, { perform, signal });
  const need = needOf(exercise);
  const seeds = mostSeeds(exercise);
  const figures: RunFigures[] = [];
  for (let index = 0; index < seeds; index += 1) {
    signal?.throwIfAborted();
    const seed = description.experiment.seed + index;
    const tell = (share: number) => onProgress?.((index + share) / seeds);
    figures.push(await measureRun(engine, work.document, need, { seed, signal, onProgress: tell }));
  }
  onProgress?.(1);
  const results = exercise.checks.map((check) =>
    resultOf(exercise, check, { start, description, work, codes }, figures),
  );
  const count = results.filter(({ passed }) => passed).length;
  return { results, count, passed: count === results.length };
}

/** What that takes is loaded where an exercise asks for code. */
async function codesOf(
  exercise: Exercise,
  work: Work,
  engine: Engine,
  { perform, signal }: CheckOptions,
): Promise<Facts["codes"]> {
  if (exercise.questions?.some(({ kind }) => kind === "code") !== true) return undefined;
  const { judgedCodes } = await import("./code_check.ts");
  return judgedCodes(exercise, work, engine, perform, signal);
}

/** @throws ExperimentError where it may not be handed in like this. */
async function accepted(
  exercise: Exercise,
  work: Work,
  engine: Engine,
): Promise<Pick<Facts, "start" | "description">> {
  const start = await engine.validate(exercise.start);
  const description = await engine.validate(work.document);
  requirePermitted(exercise, start, description);
  const { runs } = exercise.limits ?? {};
  if (runs !== undefined && runCount(work) > runs) {
    throw refusal("", {
      en: `There were ${runCount(work)} runs, and this exercise gives ${runs}. Begin it anew.`,
      zh: `共训练了 ${runCount(work)} 次，此练习最多 ${runs} 次。请重新开始。`,
    });
  }
  for (const [name, answer] of Object.entries(work.answers ?? {})) {
    requireAnswer(exercise, name, answer, `answers.${name}`);
  }
  return { start, description };
}

/** As many as the most demanding check asks for; none where no run is looked at. */
function mostSeeds({ checks }: Exercise): number {
  const asked = checks.filter((check) => conditionsIn(check).some(isOfRun));
  return Math.max(0, ...asked.map((check) => seedsOf(check).seeds));
}

function resultOf(
  exercise: Exercise,
  check: Check,
  known: Omit<Facts, "figures">,
  figures: readonly RunFigures[],
): CheckResult {
  const { seeds, passing: needed } = seedsOf(check);
  const tried = Array.from({ length: seeds }, (_, index) => {
    const facts = { ...known, figures: figures[index] };
    const found = lookedAt(check, facts);
    return { facts, found, lacks: shortfall(check, found) };
  });
  const byLack = tried.toSorted((a, b) => (a.lacks < b.lacks ? -1 : a.lacks > b.lacks ? 1 : 0));
  const deciding = byLack[needed - 1];
  if (deciding === undefined) throw new Error("A check asks for more seeds than it has.");
  const passed = deciding.lacks === 0;
  const miss = passed
    ? undefined
    : check.misses?.find(({ when }) => when.every((one) => holds(one, deciding.facts)));
  const so = tried.filter(({ lacks }) => lacks === 0).length;
  const said = saidOf(check, deciding, exercise);
  const isLost = !passed && deciding.facts.figures?.state.status === "diverged" && isOfRun(check);
  const text = isLost ? { en: `${said.en} The run diverged.`, zh: `${said.zh}训练发散了。` } : said;
  return {
    passed,
    hidden: check.hidden === true,
    measured: deciding.found,
    by: Number.isFinite(deciding.lacks) ? deciding.lacks : null,
    ...(seeds === 1 ? {} : { seeds: { so, needed, of: seeds } }),
    text: seeds === 1 ? text : withSeeds(text, so, needed, seeds),
    ...(miss === undefined ? {} : { miss: miss.message }),
  };
}

/** Of code also which number differs first: that is no solution. */
function saidOf(
  check: Check,
  { facts, found }: { readonly facts: Facts; readonly found: Measured },
  exercise: Exercise,
): Text {
  const code = "answer" in check ? facts.codes?.get(check.answer) : undefined;
  if (code === undefined) return check.label ?? sentenceOf(check, found, exercise);
  const { en, zh } = check.label ?? { en: "", zh: "" };
  return { en: `${en} ${code.said.en}`.trim(), zh: `${zh}${code.said.zh}` };
}

const withSeeds = ({ en, zh }: Text, so: number, needed: number, of: number): Text => ({
  en: `${en} So with ${so} of ${of} seeds; ${needed} are needed.`,
  zh: `${zh}${of} 个种子中有 ${so} 个达到，需要 ${needed} 个。`,
});

/** `2 of 3 visible checks; 1 more is looked at when it is marked.` */
export function verdictSentence({ results }: Verdict): Text {
  const visible = results.filter(({ hidden }) => !hidden);
  const hidden = results.length - visible.length;
  const passed = visible.filter((one) => one.passed).length;
  if (hidden === 0) {
    return {
      en: `${passed} of ${visible.length} checks passed.`,
      zh: `共 ${visible.length} 项检查，通过 ${passed} 项。`,
    };
  }
  return {
    en: `${passed} of ${visible.length} visible checks passed; ${hidden} more ${hidden === 1 ? "is" : "are"} looked at when it is marked.`,
    zh: `可见的 ${visible.length} 项检查通过 ${passed} 项；另有 ${hidden} 项在批改时检查。`,
  };
}
