// SPDX-License-Identifier: Apache-2.0
/** A part of the panel of an exercise: the work that it is about, and the words. */
import { exerciseOf } from "../../app/exercise_of.ts";
import type { ExerciseWork } from "../../app/exercise_work.ts";
import { PageElement } from "../../app/page_element.ts";
import { exerciseStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };

export abstract class ExercisePart extends PageElement {
  static override styles = [...PageElement.styles, exerciseStyles];

  protected get own(): typeof en {
    return WORDS[this.language];
  }

  protected get work(): ExerciseWork {
    const { value } = exerciseOf(this.workspace);
    if (value === undefined) throw new Error("There is no exercise on this page.");
    return value;
  }
}
