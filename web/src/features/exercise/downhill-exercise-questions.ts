// SPDX-License-Identifier: Apache-2.0
/** What is asked besides: a number is typed, or one of several is chosen. It is kept while it is typed. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { askedOnce } from "../../app/asked_once.ts";
import { readAnswer } from "../../app/typed_answer.ts";
import type { CodeQuestion, Question } from "../../exercises/question.ts";
import { missingPart } from "../../ui/missing_part.ts";
import { ExercisePart } from "./part.ts";

const wantEditor = askedOnce(() => import("./downhill-exercise-code.ts"));

@customElement("downhill-exercise-questions")
export class DownhillExerciseQuestions extends ExercisePart {
  override render(): TemplateResult | typeof nothing {
    const { own, work } = this;
    const { questions = [] } = work.exercise;
    if (questions.length === 0) return nothing;
    return html`
      <section aria-labelledby="questions">
        <h3 id="questions">${own.questions}</h3>
        ${questions.map((question) => this.renderQuestion(question))}
      </section>
    `;
  }

  /** The editor comes when the first code is asked for. */
  private renderCode(question: CodeQuestion): TemplateResult {
    wantEditor();
    return html`
      ${missingPart(wantEditor.missing.value, this.words)}
      <downhill-exercise-code .question=${question}></downhill-exercise-code>
    `;
  }

  private renderQuestion(question: Question): TemplateResult {
    const { own, work } = this;
    const { id } = question;
    const typed = work.typed.value[id] ?? "";
    const ask = this.say(question.ask);
    if (question.kind === "choice") {
      return html`
        <fieldset>
          <legend class="ask">${ask}</legend>
          ${question.options.map(
            (option) => html`
              <label class="option">
                <input
                  type="radio"
                  name=${id}
                  .value=${option.id}
                  .checked=${typed === option.id}
                  @change=${() => work.answer(question, option.id)}
                />
                <span>${this.say(option.text)}</span>
              </label>
            `,
          )}
        </fieldset>
      `;
    }
    if (question.kind === "code") return this.renderCode(question);
    const isFaulty = typed.trim() !== "" && readAnswer(question, typed) === undefined;
    return html`
      <label>
        <span class="ask">${ask}</span>
        <input
          id="answer-${id}"
          type="text"
          inputmode="text"
          autocomplete="off"
          spellcheck="false"
          placeholder=${own.yourNumber}
          aria-invalid=${isFaulty}
          aria-describedby="fault-${id}"
          .value=${typed}
          @input=${(event: Event) => work.answer(question, (event.target as HTMLInputElement).value)}
        />
      </label>
      <p class="fault" id="fault-${id}" role="status">${isFaulty ? own.noNumber : ""}</p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise-questions": DownhillExerciseQuestions;
  }
}
