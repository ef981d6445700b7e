// SPDX-License-Identifier: Apache-2.0
/** What a student has done with an exercise, as this browser keeps it: a reload or a crash loses nothing. */
import { packText, unpackText } from "../documents/packed_text.ts";
import { isObject } from "../documents/path.ts";
import type { Experiment } from "../engine/api.ts";
import { entries, list, object } from "../exercises/composed_shapes.ts";
import type { Exercise } from "../exercises/document.ts";
import { experiment } from "../exercises/experiment_shape.ts";
import {
  bothLanguages,
  count,
  flag,
  number,
  text,
  value,
  word,
} from "../exercises/plain_shapes.ts";
import { hashOfExercise } from "../exercises/receipt.ts";
import { may, must, type TypeOf } from "../exercises/shape.ts";
import { PREDICTED, RUN_LINE, WORK_PLACES } from "../exercises/work.ts";
import type { Checked } from "./exercise_check.ts";
import { MOST_LINES } from "./exercise_runs.ts";
import { readStored, removeStored, storedKeys, writeStored } from "./storage.ts";

export const ORIGINS = ["own", "link", "file", "host"] as const;
export type OriginKind = (typeof ORIGINS)[number];

const SENTENCE = 4_000;
/** Of an answer as it is typed: code may be too long to be handed in, and is to be shortened. */
export const LONGEST_TYPED = 4_000;

const WORK = {
  ...WORK_PLACES,
  document: must("As it stands.", experiment()),
  runs: must("One after the other.", list(RUN_LINE, { most: MOST_LINES })),
};

const VERDICT = object({
  results: must(
    "One a check.",
    list(
      object({
        passed: must("Whether it was so.", flag()),
        hidden: must("Kept for the marking.", flag()),
        measured: may("What was found.", value()),
        by: may("What it lacks.", number()),
        seeds: may(
          "Of several.",
          object({
            so: must("With so many.", count(0, 100)),
            needed: must("So many are needed.", count(0, 100)),
            of: must("Of so many.", count(0, 100)),
          }),
        ),
        text: must("What is said of it.", bothLanguages(SENTENCE)),
        miss: may("The mistake that fits.", bothLanguages(SENTENCE)),
      }),
      { most: 20 },
    ),
  ),
  passed: must("All of them.", flag()),
  count: must("So many passed.", count(0, 20)),
});

export const KEPT = object({
  version: must("Of this form.", count(1, 1)),
  origin: must("Where the exercise comes from.", word(ORIGINS)),
  passed: must("Whether it was ever solved.", flag()),
  ...WORK,
  last: may("What the newest run trains by.", experiment()),
  typed: may("Answers as they were typed.", entries(text({ least: 0, most: LONGEST_TYPED }), 20)),
  draft: may("A prediction before it is locked.", PREDICTED),
  skipped: may("No prediction was wanted.", flag()),
  hints: must("So many were asked for.", count(0, 10)),
  checked: may(
    "What was checked last, and what came of it.",
    object({
      work: must("As it was.", object(WORK)),
      minimal: must("Its document without defaults.", experiment()),
      verdict: must("What came of it.", VERDICT),
    }),
  ),
});
export type Kept = TypeOf<typeof KEPT>;

/** What is longer stays as it is as long as the page is open. */
export const keptTyped = (typed: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(typed).map(([id, one]) => [id, one.slice(0, LONGEST_TYPED)]));

export interface ExerciseName {
  readonly id: string;
  readonly hash: string;
}

/** What a host keeps of a student. */
export interface HostState {
  readonly format: typeof HOST_STATE;
  readonly version: 1;
  /** Work on another version is none on this one: its receipt would not run again. */
  readonly exercise: ExerciseName;
  /** Of the student, as it was typed. */
  readonly name?: string;
  /** All of it, deflated. */
  readonly work: string;
  /** Of what was checked, while that stands. */
  readonly receipt?: string;
}
export const HOST_STATE = "downhill.exercise";
/** Bytes of it once it is inflated. */
const MOST_BYTES = 2 ** 22;

export const nameOf = (exercise: Exercise): ExerciseName => ({
  id: exercise.id,
  hash: hashOfExercise(exercise),
});

/** Of this exercise, in this version of it. */
export const isHostState = (state: unknown, { id, hash }: ExerciseName): boolean =>
  isObject(state) &&
  state.format === HOST_STATE &&
  state.version === 1 &&
  isObject(state.exercise) &&
  state.exercise.id === id &&
  state.exercise.hash === hash &&
  typeof state.work === "string" &&
  (state.name === undefined || typeof state.name === "string") &&
  (state.receipt === undefined || typeof state.receipt === "string");

export const packedWork = (kept: Kept): string => packText(JSON.stringify(kept));

/** Undefined where it is damaged, or of another version of the page. */
export function unpackedWork(work: string): Kept | undefined {
  try {
    return KEPT.read(JSON.parse(unpackText(work, MOST_BYTES).text), "");
  } catch {
    return undefined;
  }
}

const PREFIX = "exercise_work.";
/** Of so many exercises, in each version; the oldest give way. */
const MOST_KEPT = 60;
const keyOf = (exercise: Exercise): string => `${PREFIX}${exercise.id}.${hashOfExercise(exercise)}`;

/** Of another version of the page it may be anything: then it is begun anew. */
export function keptWork(exercise: Exercise): Kept | undefined {
  const written = readStored(keyOf(exercise));
  if (written === undefined) return undefined;
  try {
    return KEPT.read(entryIn(written).kept, "");
  } catch {
    return undefined;
  }
}

interface Entry {
  readonly at: number;
  readonly kept: unknown;
}

function entryIn(written: string | undefined): Entry {
  try {
    const entry: unknown = JSON.parse(written ?? "");
    if (isObject(entry) && typeof entry.at === "number") return { at: entry.at, kept: entry.kept };
  } catch {
    // Damaged: the oldest of all.
  }
  return { at: 0, kept: undefined };
}

/** `full`: there is no room for it, though there is for something. */
export type Keeping = "kept" | "full" | "nothing";
const PROBE = "probe";

/** Whether a reload will find it. Where there is no room for it, the oldest work on other exercises gives way. */
export function keepWork(exercise: Exercise, kept: Kept, now = Date.now()): Keeping {
  const key = keyOf(exercise);
  const text = JSON.stringify({ at: now, kept } satisfies Entry);
  const isNew = readStored(key) === undefined;
  if (!isNew && writeStored(key, text)) return "kept";
  const others = storedKeys()
    .filter((one) => one.startsWith(PREFIX) && one !== key)
    .map((one) => ({ one, at: entryIn(readStored(one)).at }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
  for (const old of others.splice(0, Math.max(0, others.length - MOST_KEPT + 1))) removeStored(old);
  while (!writeStored(key, text)) {
    const oldest = others.shift();
    if (oldest === undefined) {
      const isThere = writeStored(PROBE, "");
      removeStored(PROBE);
      return isThere ? "full" : "nothing";
    }
    removeStored(oldest);
  }
  return "kept";
}

export const dropWork = (exercise: Exercise): void => removeStored(keyOf(exercise));

/** How far the site's own exercises are in this browser. */
export function progressOfOwn(): ReadonlyMap<string, "begun" | "passed"> {
  const found = new Map<string, "begun" | "passed">();
  for (const key of storedKeys().filter((one) => one.startsWith(PREFIX))) {
    const id = key.slice(PREFIX.length).split(".")[0] ?? "";
    try {
      const { origin, passed } = KEPT.read(entryIn(readStored(key)).kept, "");
      if (origin === "own" && found.get(id) !== "passed")
        found.set(id, passed ? "passed" : "begun");
    } catch {
      // Of another version of the page.
    }
  }
  return found;
}

/** The experiment that the newest run trained by; the parser has seen it before. */
export const lastOf = ({ last }: Kept): Experiment | undefined => last as Experiment | undefined;

/** What was checked, where what is not there is left out. */
export const keptChecked = (checked: Checked): NonNullable<Kept["checked"]> => ({
  ...checked,
  verdict: {
    ...checked.verdict,
    results: checked.verdict.results.map(({ measured, by, ...rest }) => ({
      ...rest,
      ...(measured !== null && { measured }),
      ...(by !== null && { by }),
    })),
  },
});

/** As it was before it was kept. */
export const withVerdict = (checked: NonNullable<Kept["checked"]>): Checked => ({
  ...checked,
  verdict: {
    ...checked.verdict,
    results: checked.verdict.results.map(({ measured = null, by = null, ...rest }) => ({
      ...rest,
      measured,
      by,
    })),
  },
});
