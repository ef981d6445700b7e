// SPDX-License-Identifier: Apache-2.0
/** An exercise beside the playground: task, prediction, questions, runs, hints, checks, and what is handed in. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { done } from "../../app/notice.ts";
import "./downhill-exercise-checks.ts";
import "./downhill-exercise-hand-in.ts";
import "./downhill-exercise-prediction.ts";
import "./downhill-exercise-questions.ts";
import "./downhill-exercise-runs.ts";
import "./downhill-exercise-task.ts";
import { ExercisePart } from "./part.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

@customElement("downhill-exercise")
export class DownhillExercise extends ExercisePart {
  static override styles = [
    ...ExercisePart.styles,
    css`
      .hints {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding-inline-start: 1.4em;
      }
      .end button {
        font-size: var(--text-small);
      }
    `,
  ];

  override render(): TemplateResult {
    const { own, work } = this;
    return html`
      <div class="all">
        <downhill-exercise-task></downhill-exercise-task>
        ${this.renderKeeping()}
        <downhill-exercise-prediction></downhill-exercise-prediction>
        <downhill-exercise-questions></downhill-exercise-questions>
        <downhill-exercise-runs></downhill-exercise-runs>
        ${this.renderHints()}
        <downhill-exercise-checks></downhill-exercise-checks>
        <downhill-exercise-hand-in></downhill-exercise-hand-in>
        <section class="end" aria-label=${own.anew}>
          <div class="line">
            <button id="to-start" @click=${() => work.backToStart()}>${own.toStart}</button>
            <button id="anew" @click=${this.anew}>${own.anew}</button>
          </div>
        </section>
      </div>
    `;
  }

  private renderKeeping(): TemplateResult | typeof nothing {
    const { own, work } = this;
    const keeping = work.keeping.value;
    if (keeping === "kept") return nothing;
    return html`<p class="fault" role="alert" id="not-kept">${keeping === "full" ? own.full : own.notKept}</p>`;
  }

  private renderHints(): TemplateResult | typeof nothing {
    const { own, work, format } = this;
    const { hints = [] } = work.exercise;
    if (hints.length === 0) return nothing;
    const shown = Math.min(hints.length, work.hints.value);
    return html`
      <section aria-labelledby="hints">
        <h3 id="hints">${own.hints}</h3>
        <div role="status"><ol class="hints">${hints.slice(0, shown).map((hint) => html`<li>${this.say(hint)}</li>`)}</ol></div>
        ${
          shown < hints.length
            ? html`<div class="line">
                <button
                  id="hint"
                  @click=${() => {
                    work.hints.value = shown + 1;
                  }}
                >
                  ${own.hint(format.integer(shown + 1), format.integer(hints.length))}
                </button>
              </div>`
            : nothing
        }
      </section>
    `;
  }

  private readonly anew = async (): Promise<void> => {
    const back = await this.work.beginAnew();
    this.workspace.notice.value = {
      ...done(en.begunAnew, zh.begunAnew),
      action: { label: { en: en.takeBack, zh: zh.takeBack }, run: back },
    };
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise": DownhillExercise;
  }
}
