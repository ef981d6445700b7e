// SPDX-License-Identifier: Apache-2.0
/** What an exercise may ask besides: a prediction, questions, limits. None of it is there until it is added. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { isObject } from "../../documents/path.ts";
import "./downhill-editor-code.ts";
import "./downhill-editor-options.ts";
import "./downhill-editor-prediction.ts";
import { askedCode, type Choice, listAt, objectAt, optionsAt, sign } from "./draft.ts";
import { EditorPart } from "./editor_part.ts";

const PREDICTIONS = ["choice", "curve", "point"] as const;
const QUESTIONS = ["number", "choice", "code"] as const;
const LIMITS = ["parameters", "epochs", "steps", "runs"] as const;

/** Two, the least that there may be. */
const options = () => [{ id: "a" }, { id: "b" }];

@customElement("downhill-editor-extras")
export class DownhillEditorExtras extends EditorPart {
  override render(): TemplateResult {
    const { own, store } = this;
    const { raw } = store;
    const hasPrediction = raw.prediction !== undefined;
    return html`
      <h4 tabindex="-1">${own.extrasTitle}</h4>
      ${hasPrediction ? html`<downhill-editor-prediction></downhill-editor-prediction>` : nothing}
      ${listAt(raw, "questions").map((_, index) => this.renderQuestion(index))}
      ${raw.limits === undefined ? nothing : this.renderLimits()}
      <div class="actions">
        ${hasPrediction ? nothing : PREDICTIONS.map((kind) => html`<button id="predict-${kind}" @click=${() => this.addPrediction(kind)}>${own.addPrediction[kind]}</button>`)}
        ${QUESTIONS.map((kind) => html`<button id="ask-${kind}" @click=${() => this.addQuestion(kind)}>${own.addQuestion[kind]}</button>`)}
        ${raw.limits === undefined ? html`<button id="add-limits" @click=${() => store.set("limits", {})}>${own.addLimits}</button>` : nothing}
      </div>
    `;
  }

  private renderQuestion(index: number): TemplateResult {
    const { own, store, format } = this;
    const path = `questions[${index}]`;
    const question = objectAt(store.raw, path);
    const name = own.questionOf(format.integer(index + 1));
    const id = String(question.id ?? "");
    const isChoice = question.kind === "choice";
    const isCode = question.kind === "code";
    return html`
      <div class="box" role="group" aria-label=${name}>
        <div class="head"><h5>${name}</h5>${this.removing(path, own.takeAway(name))}</div>
        ${this.faultsAt(path)} ${this.field(`${path}.ask`)}
        ${isChoice ? html`<downhill-editor-options .path=${`${path}.options`}></downhill-editor-options>` : nothing}
        ${isCode ? html`<downhill-editor-code .path=${path}></downhill-editor-code>` : nothing}
        <div class="several">
          ${this.field(`${path}.id`, { name: own.itsName })}
          ${isCode ? nothing : this.renderAnswer(id, isChoice ? this.choicesOf(`${path}.options`) : undefined)}
        </div>
        ${
          this.isChecked(id)
            ? nothing
            : html`<div class="actions">
                <button @click=${() => this.checkAnswer(id)}>${own.checkAnswer}</button>
              </div>`
        }
      </div>
    `;
  }

  /** Of the solution: what is right. */
  private renderAnswer(id: string, choices: readonly Choice[] | undefined): TemplateResult {
    const path = `solution.answers.${id}`;
    const { own } = this;
    return html`<downhill-exercise-field .path=${path} .name=${own.rightAnswer} .choices=${choices}></downhill-exercise-field>`;
  }

  private isChecked(id: string): boolean {
    return listAt(this.store.raw, "checks").some((one) => isObject(one) && one.answer === id);
  }

  /** Of code not the code is checked, but what comes of it. */
  private checkAnswer(id: string): void {
    const questions = listAt(this.store.raw, "questions");
    const isCode = questions.some((one) => isObject(one) && one.id === id && one.kind === "code");
    const value = isCode ? "agrees" : objectAt(this.store.raw, "solution.answers")[id];
    const given = value === undefined ? {} : { value };
    this.store.add("checks", { answer: id, comparison: "is", ...given });
  }

  private choicesOf(path: string): readonly Choice[] {
    return optionsAt(this.store.raw, path, this.language);
  }

  private renderLimits(): TemplateResult {
    const { own } = this;
    return html`
      <div class="box" role="group" aria-label=${own.limits}>
        <div class="head"><h5>${own.limits}</h5>${this.removing("limits", own.takeAway(own.limits))}</div>
        <p class="note">${own.limitsNote}</p>
        <div class="several">${LIMITS.map((key) => this.field(`limits.${key}`, { name: own.limitNames[key] }))}</div>
      </div>
    `;
  }

  private addPrediction(kind: (typeof PREDICTIONS)[number]): void {
    const more = {
      choice: { options: options(), right: "a" },
      curve: { metric: "train_loss", near: 0.1 },
      point: { steps: 10, near: 0.1 },
    }[kind];
    this.store.set("prediction", { kind, ...more });
  }

  private addQuestion(kind: (typeof QUESTIONS)[number]): void {
    const taken = listAt(this.store.raw, "questions").length + 1;
    const more = { number: {}, choice: { options: options() }, code: askedCode("optimizer") }[kind];
    this.store.add("questions", { kind, id: `question_${taken}_${sign()}`, ...more });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-extras": DownhillEditorExtras;
  }
}
