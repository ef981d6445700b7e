// SPDX-License-Identifier: Apache-2.0
/** A few lines of JavaScript that an exercise asks for. They are kept while they are typed; the check runs them. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { LONGEST_TYPED } from "../../app/exercise_kept.ts";
import { readAnswer } from "../../app/typed_answer.ts";
import { type CodeQuestion, LONGEST_CODE } from "../../exercises/question.ts";
import "../../ui/downhill-code.ts";
import { ExercisePart } from "./part.ts";

@customElement("downhill-exercise-code")
export class DownhillExerciseCode extends ExercisePart {
  @property({ attribute: false }) question!: CodeQuestion;

  override render(): TemplateResult {
    const { own, work, question, format } = this;
    const { id } = question;
    const typed = work.typed.value[id];
    const isLong = typed !== undefined && typed.trim() !== "" && !readAnswer(question, typed);
    return html`
      <p class="ask">${this.say(question.ask)}</p>
      <downhill-code
        .subject=${id}
        .code=${typed ?? this.say(question.begin)}
        .label=${this.say(question.ask)}
        .help=${own.codeHelp}
        @write=${({ detail }: CustomEvent<string>) => work.answer(question, detail)}
        @run=${() => void work.runCheck()}
      ></downhill-code>
      <p class="note">${own.codeHelp}</p>
      <p class="fault" role="status">
        ${typed !== undefined && typed.length > LONGEST_TYPED ? own.codeCut(format.integer(LONGEST_TYPED)) : nothing}
        ${isLong ? own.codeLong(format.integer(typed.length), format.integer(LONGEST_CODE)) : nothing}
      </p>
      ${
        typed === undefined
          ? nothing
          : html`<div class="line"><button id="begin-code-${id}" @click=${() => work.unanswer(question)}>${own.codeAnew}</button></div>`
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise-code": DownhillExerciseCode;
  }
}
