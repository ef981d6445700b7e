// SPDX-License-Identifier: Apache-2.0
/** A lesson as its Markdown file tells it: text, and the blocks that live in it. CONTRIBUTING, "A lesson", shows how they are written. */
import type { Language } from "../locales/language.ts";
import type { Comparison, Condition } from "./condition.ts";

/** What a player is to show. The attributes are those of `<downhill-playground>`. */
export interface LiveExperiment {
  readonly name: string;
  readonly document: Readonly<Record<string, unknown>>;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Places of the document and what they are set to, after a reset; `run.step` is gone to at last. */
export type Setting = Readonly<Record<string, unknown>>;

interface Task {
  /** Unique in the lesson, the same in every language. */
  readonly id: string;
  /** The name of the experiment. */
  readonly of: string;
  readonly begin: Setting;
  readonly body: string;
  readonly line: number;
}

export interface Step extends Task {
  readonly kind: "step";
  /** The control that is lit: a button (`play`) or a setting (`optimizer.learning_rate`). */
  readonly on: string;
  readonly complete: Condition;
}

export interface Choice {
  readonly text: string;
  /** What is said to those who have chosen it. */
  readonly reply: string;
  readonly right: boolean;
}

export interface Prediction extends Task {
  readonly kind: "predict";
  readonly choices: readonly Choice[];
  /** The text after the outcome. */
  readonly answer: string;
}

export interface Exercise extends Task {
  readonly kind: "exercise";
  readonly complete: Condition;
  /** What solves it, set on top of `begin`. */
  readonly solution: Setting;
  readonly hint: string;
}

/** A number of the text, or a sentence, that the tests confirm. */
export interface Claim {
  readonly kind: "claim";
  readonly name: string;
  readonly of: string;
  /** Set before training. */
  readonly begin: Setting;
  /** Trained so far; to the end where nothing is said. */
  readonly steps?: number;
  /** Or until this is so, after each update. */
  readonly until?: Condition;
  /** A probe that is asked where the run stands, such as `{"type": "update"}`. */
  readonly ask?: Setting;
  /** A study of the experiment, such as `{"kind": "restarts", "seeds": 12}`, in place of a run. */
  readonly study?: Setting;
  /**
   * What is measured, as a path of the protocol, or `weights[0]`: a parameter by its number. Of a probe or a study a place in its
   * answer: `layers[0].gradient_norm`, `table.rows[0][1]`.
   */
  readonly measure: string;
  /** Undefined where the number in the text is what is compared. */
  readonly is?: Comparison;
  readonly line: number;
}

/** Descents on x², drawn beside each other. */
export interface Picture {
  readonly kind: "parabola";
  readonly start: number;
  readonly rates: readonly number[];
  readonly steps: number;
  readonly alt: string;
  readonly caption: string;
}

export type Part =
  | { readonly kind: "experiment"; readonly experiment: LiveExperiment; readonly line: number }
  | Step
  | Prediction
  | Exercise
  | Claim
  | Picture;

/** A place in the text that says a claim's number. */
export interface Said {
  readonly claim: string;
  readonly text: string;
  readonly line: number;
}

export interface Lesson {
  /** From 1, the order of the lessons. */
  readonly number: number;
  /** Of its page: the name of the file without number and language. */
  readonly name: string;
  readonly language: Language;
  readonly file: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly parts: readonly Part[];
  readonly said: readonly Said[];
  /** Other lessons that it leads to. */
  readonly links: readonly { readonly lesson: string; readonly line: number }[];
  /** Exercises of the site that it leads to, by their ids, and what the links say. */
  readonly exercises: readonly {
    readonly exercise: string;
    readonly words: string;
    readonly line: number;
  }[];
  /** The Markdown below the head, and the line that it begins in. */
  readonly text: string;
  readonly textLine: number;
}

export const experimentsOf = ({ parts }: Lesson): ReadonlyMap<string, LiveExperiment> =>
  new Map(
    parts.flatMap((part) =>
      part.kind === "experiment" ? [[part.experiment.name, part.experiment] as const] : [],
    ),
  );

/** What a reader does, in its order. */
export const tasksOf = ({ parts }: Lesson): readonly (Step | Prediction | Exercise)[] =>
  parts.filter(
    (part) => part.kind === "step" || part.kind === "predict" || part.kind === "exercise",
  );
