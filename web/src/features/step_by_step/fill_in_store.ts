// SPDX-License-Identifier: Apache-2.0
/** The question that is open, what was typed, and how many were right in a row. Kept while the panel is closed. */
import { batch, signal } from "@preact/signals-core";
import { sameUnit, type UnitPlace } from "../../app/attention.ts";
import { perWorkspace } from "../../app/per_workspace.ts";
import type { Description, UpdateAnswer } from "../../engine/api.ts";
import { type Format, formatOf } from "../../locales/format.ts";
import type { Language } from "../../locales/language.ts";
import { readTypedNumber } from "../../locales/typed_number.ts";
import {
  type Asked,
  candidates,
  choiceOf,
  judge,
  type Kind,
  seedOf,
  type Verdict,
} from "./fill_in.ts";
import { MaskedFormat } from "./masked_format.ts";
import type { Microscope } from "./microscope.ts";

/** What is looked at when a question is asked. */
export interface Look {
  readonly description: Description;
  readonly answer: UpdateAnswer;
  readonly scope: Microscope;
}

export interface Question extends Asked {
  readonly place: UnitPlace;
  /** Of the batch, from 0. */
  readonly sample: number;
  readonly samples: number;
  readonly step: number;
  readonly round: number;
  readonly description: Description;
}

const KINDS: readonly Kind[] = ["gradient", "output", "batch_gradient", "loss", "weight"];
/** An input that is nearly nothing has no gradient to be worked out. */
const LEAST_INPUT = 0.01;

export class FillIn {
  readonly typed = signal("");
  readonly #open = signal(false);
  readonly #question = signal<Question | undefined>(undefined);
  readonly #verdict = signal<Verdict | "no_number" | undefined>(undefined);
  readonly #shown = signal(false);
  readonly #row = signal(0);

  get open(): boolean {
    return this.#open.value;
  }
  /** Undefined where nothing can be asked of what is looked at. */
  get question(): Question | undefined {
    return this.#open.value ? this.#question.value : undefined;
  }
  get verdict(): Verdict | "no_number" | undefined {
    return this.#verdict.value;
  }
  /** Right ones in a row. */
  get row(): number {
    return this.#row.value;
  }
  /** Whether the number is to be seen again. */
  get solved(): boolean {
    const verdict = this.#verdict.value;
    return this.#shown.value || (typeof verdict === "object" && verdict.right);
  }
  get shown(): boolean {
    return this.#shown.value;
  }

  /** How numbers are written meanwhile. */
  format(language: Language): Format {
    const { question } = this;
    if (question === undefined || this.solved) return formatOf(language);
    return new MaskedFormat(language, question.hidden);
  }

  /** The incoming weight that it is about, of this unit. */
  weightOf(place: UnitPlace): number | undefined {
    const { question } = this;
    return question !== undefined && sameUnit(question.place, place) ? question.weight : undefined;
  }

  begin(look: Look): void {
    this.#open.value = true;
    this.#ask(look, 0);
  }

  next(look: Look): void {
    this.#ask(look, (this.#question.peek()?.round ?? 0) + 1);
  }

  /** After another step, in another experiment and with a weight set by hand its numbers are others. */
  follow(look: Look): void {
    const question = this.#question.peek();
    if (!this.#open.peek()) return;
    if (question === undefined || !stillHolds(question, look)) this.#ask(look, 0);
  }

  end(): void {
    this.#open.value = false;
  }

  check(): void {
    const { question } = this;
    if (question === undefined || this.solved) return;
    const typed = readTypedNumber(this.typed.peek());
    if (typed === undefined) {
      this.#verdict.value = "no_number";
      return;
    }
    const verdict = judge(question, typed);
    batch(() => {
      this.#verdict.value = verdict;
      this.#row.value = verdict.right ? this.#row.peek() + 1 : 0;
    });
  }

  show(): void {
    batch(() => {
      this.#shown.value = true;
      this.#row.value = 0;
    });
  }

  #ask(look: Look, round: number): void {
    const question = questionOf(look, round);
    const before = this.#question.peek();
    if (question === undefined && before === undefined) return;
    batch(() => {
      this.#question.value = question;
      this.#verdict.value = undefined;
      this.#shown.value = false;
      this.typed.value = "";
    });
  }
}

/** Of another unit or sample it is not told by what is looked at. */
function stillHolds(question: Question, look: Look): boolean {
  const { description, answer, scope } = look;
  if (question.description !== description || question.step !== answer.step) return false;
  const elsewhere = !sameUnit(question.place, scope.place) || question.sample !== answer.sample;
  return elsewhere || questionOf(look, question.round)?.value === question.value;
}

export const fillInOf = perWorkspace(() => new FillIn());

/** The same for all who look at the same unit and sample of the same experiment after as many updates. */
export function questionOf(
  { description, answer, scope }: Look,
  round: number,
): Question | undefined {
  const seed = seedOf(description, answer.step);
  const lively = scope.incoming.flatMap(({ input }, index) =>
    Math.abs(input) >= LEAST_INPUT ? [index] : [],
  );
  // The kinds take turns; with each turn comes another weight.
  const weight = lively[choiceOf(seed, Math.floor(round / KINDS.length), lively.length)] ?? 0;
  const all = candidates(answer, scope, description.experiment, weight);
  const kinds = KINDS.filter((kind) => all.some((one) => one.kind === kind));
  const kind = kinds[choiceOf(seed, round, kinds.length)];
  const found = all.find((one) => one.kind === kind);
  if (found === undefined) return undefined;
  const { sample, samples, step } = answer;
  return { ...found, place: scope.place, sample, samples, step, round, description };
}
