// SPDX-License-Identifier: Apache-2.0
/** An exercise that is being written: JSON of which nothing is sure yet. All functions leave their input untouched. */
import { changeBetween, patched } from "../../documents/patch.ts";
import { getAt, isObject, pathOf, setAt, steps, unsetAt } from "../../documents/path.ts";
import type { ExperimentDocument } from "../../engine/api.ts";
import { CHECK, type Check, EXERCISE_VERSION, type Exercise } from "../../exercises/document.ts";
import { faultsOf } from "../../exercises/faults.ts";
import { EXERCISE_SCHEMA_FILE } from "../../exercises/schema.ts";
import type { Language } from "../../locales/language.ts";
import { COMPARED, shortened } from "../../sandbox/compared.ts";
import { STARTERS } from "../../sandbox/starters.ts";
import type { Subject } from "../../sandbox/subjects.ts";

export type Raw = Readonly<Record<string, unknown>>;

export interface Draft {
  /** By which this browser keeps it. */
  readonly key: string;
  readonly exercise: Raw;
  /** The exercise of Downhill that it still is: with the first change it becomes the teacher's own. */
  readonly origin?: string;
}

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** Four signs that are easily told apart. */
export const sign = (random = Math.random): string =>
  Array.from({ length: 4 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join("");

/** An exercise that begins with this experiment. What is not said yet is missing, and told as such. */
export function begun(start: ExperimentDocument, name: string, random = Math.random): Raw {
  return {
    version: EXERCISE_VERSION,
    id: `${name}_${sign(random)}`,
    minutes: 10,
    start,
    may_change: [],
    checks: [],
    solution: {},
  };
}

/** What somebody has read is written down as it was meant: one text for both languages stands once. */
export function rawOf(exercise: Exercise): Raw {
  return folded(exercise) as Raw;
}

function folded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(folded);
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 2 && typeof value.en === "string" && value.en === value.zh) return value.en;
  return Object.fromEntries(keys.map((key) => [key, folded(value[key])]));
}

/** Of one of ours, changed: it has a name of its own, says where it comes from, and keeps its title. */
export function madeOwn(exercise: Raw, origin: string, random = Math.random): Raw {
  const { source } = exercise;
  const from = `Downhill: ${origin}`;
  return {
    ...exercise,
    id: `${origin.slice(0, 50)}_${sign(random)}`,
    source: typeof source === "string" ? `${from}. ${source}`.slice(0, 500) : from,
  };
}

/** `undefined` empties a field: its key goes, what holds it stays, and so does an item of a list. */
export function withValue(exercise: Raw, path: string, value: unknown): Raw {
  if (value !== undefined) return setAt(exercise, path, value);
  const way = steps(path);
  const last = way.at(-1) ?? "";
  if (typeof last === "number") return setAt(exercise, path, "");
  const holder = pathOf(way.slice(0, -1));
  const { [last]: _, ...rest } = holder === "" ? exercise : objectAt(exercise, holder);
  return holder === "" ? rest : setAt(exercise, holder, rest);
}

/** An item of a list goes, and those after it move up; an object that is empty afterwards stays. */
export function without(exercise: Raw, path: string): Raw {
  const way = steps(path);
  const last = way.at(-1);
  const holder = pathOf(way.slice(0, -1));
  if (typeof last !== "number") {
    const rest = unsetAt(exercise, path);
    // It must be there, be it empty.
    return way.length > 1 && way[0] === "solution"
      ? { ...rest, solution: rest.solution ?? {} }
      : rest;
  }
  const list = listAt(exercise, holder).filter((_, index) => index !== last);
  // Lists that must be there stay, empty; of others nothing is left.
  const stays = list.length > 0 || holder === "may_change" || holder === "checks";
  return stays ? setAt(exercise, holder, list) : unsetAt(exercise, holder);
}

export function withItem(exercise: Raw, path: string, item: unknown): Raw {
  return setAt(exercise, path, [...listAt(exercise, path), item]);
}

/** A question for code of this subject: the starter, and what that is to become. */
export const askedCode = (subject: Subject): Raw => ({
  write: subject,
  ...(subject !== "dataset" && { like: shortened(subject, COMPARED[subject].asked) }),
  begin: STARTERS[subject],
});

/** Of another subject nothing of the old one is left that this one would be compared with. */
export function withSubject(exercise: Raw, path: string, subject: Subject): Raw {
  const { like: _, on: __, ...question } = objectAt(exercise, path);
  return setAt(exercise, path, { ...question, ...askedCode(subject) });
}

export function listAt(exercise: Raw, path: string): readonly unknown[] {
  const list = getAt(exercise, path);
  return Array.isArray(list) ? list : [];
}

export function objectAt(exercise: Raw, path: string): Raw {
  const found = getAt(exercise, path);
  return isObject(found) ? found : {};
}

/** A check as far as trying it goes: what is told to students is no matter, finished or not. Undefined where it cannot be read yet. */
export function checkIn(given: unknown): Check | undefined {
  const { misses: _, label: __, ...bare } = isObject(given) ? given : {};
  return faultsOf(CHECK, bare).length === 0 ? CHECK.read(bare, "") : undefined;
}

/** Of the items of a list, as far as they have any. */
export const namesAt = (exercise: Raw, path: string): readonly string[] =>
  listAt(exercise, path).flatMap((one) =>
    isObject(one) && typeof one.id === "string" ? [one.id] : [],
  );

export interface Choice {
  readonly id: string;
  readonly label: string;
}

/** The options of a question or a prediction, as far as they have ids. */
export const optionsAt = (exercise: Raw, path: string, language: Language): readonly Choice[] =>
  listAt(exercise, path).flatMap((one) =>
    isObject(one) && typeof one.id === "string"
      ? [{ id: one.id, label: textIn(one.text, language) || one.id }]
      : [],
  );

export const startOf = (exercise: Raw): ExperimentDocument => objectAt(exercise, "start");

export const solutionOf = (exercise: Raw): ExperimentDocument =>
  patched(startOf(exercise), objectAt(exercise, "solution.change"));

/** With the solution that the page shows; where it is the start there is none. */
export function withSolution(exercise: Raw, document: ExperimentDocument): Raw {
  const change = changeBetween(startOf(exercise), document);
  const isNone = Object.keys(change).length === 0;
  const solution = { ...objectAt(exercise, "solution"), change };
  if (!isNone) return { ...exercise, solution };
  const { change: _, ...rest } = solution;
  return { ...exercise, solution: rest };
}

/** With another start; the solution stays the experiment that it was. */
export function withStart(exercise: Raw, document: ExperimentDocument): Raw {
  const solution = solutionOf(exercise);
  const isThere = Object.keys(objectAt(exercise, "solution.change")).length > 0;
  const begins = { ...exercise, start: document };
  return isThere ? withSolution(begins, solution) : begins;
}

/** As the file has it: the schema first, so that editors of JSON help; what was opened keeps its order. */
export function fileText(exercise: Raw, site: string): string {
  const { $schema: _, ...rest } = exercise;
  const schema = new URL(EXERCISE_SCHEMA_FILE, site).href;
  return `${JSON.stringify({ $schema: schema, ...rest }, null, 2)}\n`;
}

/** The first text of a field that may be in two languages. */
export function textIn(value: unknown, language: Language): string {
  if (typeof value === "string") return value;
  if (!isObject(value)) return "";
  const text = value[language] ?? value.en ?? value.zh;
  return typeof text === "string" ? text : "";
}
