// SPDX-License-Identifier: Apache-2.0
/**
 * Code that an exercise asks for, beside the trainer's own: whether all numbers agree, or which of the typical mistakes has the very
 * number that differs first.
 */
import { join } from "../documents/path.ts";
import type { Catalog, Engine, Kind, Text } from "../engine/api.ts";
import {
  COMPARED,
  type Compared,
  GROUND,
  POINTS,
  SCHEDULED_RATE,
  STEPS,
} from "../sandbox/compared.ts";
import { mistakeText } from "../sandbox/mistake.ts";
import type { Answer, Performance, Task } from "../sandbox/perform.ts";
import { activationOf, type Chosen, descentOf, lossOf, scheduleOf } from "../sandbox/reference.ts";
import { functionChoice } from "../sandbox/test_functions.ts";
import { type CodeAnswer, saidAgreement } from "./code_said.ts";
import type { Exercise } from "./document.ts";
import { unknownName } from "./nearest.ts";
import type { CodeQuestion } from "./question.ts";
import { refusal } from "./shape.ts";
import type { Work } from "./work.ts";

/** Runs code away from everything else: in a worker of the page, or in Node. */
export type PerformCode = (code: string, task: Task, signal?: AbortSignal) => Promise<Performance>;

export interface CodeFigure {
  /** One of `CODE_ENDS`, or the id of a mistake. */
  readonly is: string;
  readonly said: Text;
}
/** By their questions. */
export type CodeFigures = ReadonlyMap<string, CodeFigure>;

/**
 * Of each question for code: what was written, or else what stood there at first.
 * @throws what the signal says, where it aborts
 */
export async function judgedCodes(
  { questions = [] }: Pick<Exercise, "questions">,
  { answers = {} }: Pick<Work, "answers">,
  engine: Engine,
  perform: PerformCode | undefined,
  signal?: AbortSignal,
): Promise<CodeFigures> {
  const figures = new Map<string, CodeFigure>();
  for (const question of questions) {
    if (question.kind !== "code") continue;
    if (perform === undefined) throw new Error("Nobody is there to run the code.");
    const performed: PerformCode = (written, task) => {
      signal?.throwIfAborted();
      return perform(written, task, signal);
    };
    const written = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    const code = typeof written === "string" ? written : question.begin.en;
    figures.set(question.id, await judged(question, code, engine, performed));
  }
  return figures;
}

async function judged(
  question: CodeQuestion,
  code: string,
  engine: Engine,
  perform: PerformCode,
): Promise<CodeFigure> {
  const task = await codeTask(question, engine);
  const { answer, mistake } = await perform(code, task);
  if (answer === undefined) {
    const said = mistake ?? { fault: { kind: "endless" as const } };
    return { is: "fails", said: mistakeText(said) };
  }
  if (answer.type === "network" || answer.type === "walk") throw new Error(answer.type);
  const said = saidAgreement(answer);
  if (agrees(answer)) return { is: "agrees", said };
  for (const slip of question.slips ?? []) {
    const other = await perform(slip.code, task);
    if (other.answer && differsAlike(answer, other.answer)) return { is: slip.id, said };
  }
  return { is: "differs", said };
}

function agrees(answer: CodeAnswer): boolean {
  if (answer.type !== "dataset") return answer.first === undefined;
  return new Set(answer.points.map(({ target }) => target)).size > 1;
}

/** The same number differs first, and in the same way: two ways to write one thing round a little differently. */
function differsAlike(one: Answer, other: Answer): boolean {
  const [a, b] = [differing(one), differing(other)];
  return (
    a !== undefined &&
    b?.place === a.place &&
    a.yours.every((value, at) => {
      const size = Math.max(Math.abs(value), Math.abs(b.yours[at] ?? Number.NaN));
      return Math.abs(value - (b.yours[at] ?? Number.NaN)) <= ALIKE * size;
    })
  );
}
/** Thousands of roundings of 64 bits, and far less than any other formula is off. */
const ALIKE = 1e-12;

function differing(answer: Answer): { place: string; yours: readonly number[] } | undefined {
  if (!("first" in answer) || answer.first === undefined) return undefined;
  const { yours, ours: _, ...place } = answer.first;
  return { place: JSON.stringify(place), yours: [yours].flat() };
}

/**
 * What the code is run on, with the trainer's own numbers.
 * @throws ExperimentError at `path` where there is nothing that it could be compared with
 */
export async function codeTask(
  { write, like, on = GROUND }: CodeQuestion,
  engine: Engine,
  path = "",
): Promise<Task> {
  const catalog = await engine.catalog();
  if (write === "dataset") return { type: "dataset", count: POINTS };
  const chosen = chosenOf(catalog, COMPARED[write], like, join(path, "like"));
  switch (write) {
    case "optimizer": {
      const ground = functionChoice(catalog, { type: on });
      if (ground === undefined)
        throw notAmong(on, idsOf(catalog, "test_function"), join(path, "on"));
      const source = { version: 1, function: ground, optimizer: chosen, steps: STEPS };
      const { path: descent } = await descentOf(engine, source);
      if (descent.length <= STEPS) throw tooShort(on, join(path, "like"));
      const rate = Number(chosen.learning_rate);
      return { type: "optimizer", function: ground, rate, steps: STEPS, path: descent };
    }
    case "schedule":
      return {
        type: "schedule",
        rate: SCHEDULED_RATE,
        ours: await scheduleOf(engine, chosen, SCHEDULED_RATE),
      };
    case "activation":
      return { type: "activation", ...(await activationOf(engine, chosen)) };
    case "loss":
      return { type: "loss", ...(await lossOf(engine, chosen)) };
  }
}

/** With all its numbers: those of the catalog where none are given. */
function chosenOf(
  catalog: Catalog,
  { kind, first, among }: Compared,
  like: CodeQuestion["like"] = { type: first },
  path: string,
): Chosen {
  const known = among ?? idsOf(catalog, kind);
  const entry = catalog.kinds[kind].find(({ id }) => id === like.type && known.includes(id));
  if (entry === undefined) throw notAmong(String(like.type), known, join(path, "type"));
  const usual = entry.fields.map((field) => [field.id, field.default] as const);
  return { ...Object.fromEntries(usual), ...like, type: entry.id };
}

const idsOf = (catalog: Catalog, kind: Kind): readonly string[] =>
  catalog.kinds[kind].map(({ id }) => id);

/** Of a step that is compared but a few times, little is known. */
const tooShort = (on: string, path: string) =>
  refusal(join(path, "learning_rate"), {
    en: `leads beyond every bound on ${on} before the ${STEPS} steps that are compared are over. Make it smaller, or go down on another function.`,
    zh: `在 ${on} 上走不完要比较的 ${STEPS} 步就超出所有界限。请减小它，或换一个函数。`,
  });

const notAmong = (name: string, known: readonly string[], path: string) =>
  refusal(
    path,
    unknownName(name, known, {
      en: "is nothing that code can be compared with.",
      zh: "不能用来与代码比较。",
    }),
  );
