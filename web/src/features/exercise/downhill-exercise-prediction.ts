// SPDX-License-Identifier: Apache-2.0
/** Predict, then run: asked before anything trains, locked, answered by the run, and told why. It can be passed over. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { showPlace } from "../../app/show_place.ts";
import type { Prediction } from "../../exercises/document.ts";
import type { Option } from "../../exercises/question.ts";
import { LONGEST_SEEN } from "../../exercises/work.ts";
import { icons } from "../../ui/icons.ts";
import { ExercisePart } from "./part.ts";
import "./downhill-exercise-curve.ts";
import "./downhill-exercise-point.ts";
import { sketch, sketchStyles } from "../../app/sketch.ts";

type ChoicePrediction = Extract<Prediction, { kind: "choice" }>;

@customElement("downhill-exercise-prediction")
export class DownhillExercisePrediction extends ExercisePart {
  static override styles = [
    ...ExercisePart.styles,
    sketchStyles,
    css`
      .mark {
        display: inline-flex;
        align-items: center;
        gap: var(--space-1);
        font-size: var(--text-note);
        color: var(--ink-2);
      }
      .told {
        display: grid;
        gap: var(--space-2);
      }
      strong {
        font-weight: 650;
      }
      .came {
        border-color: var(--ink);
        background: var(--done-surface);
      }
      div.option {
        cursor: default;
      }
      figure {
        margin: 0;
      }
      textarea {
        resize: vertical;
        padding: 6px var(--space-2);
        border: 1px solid var(--control-line);
        border-radius: var(--radius-control);
        background: var(--surface);
      }
    `,
  ];

  #ledBack = 0;

  /** Whoever wanted to train is led here. */
  protected override updated(): void {
    const { heldBack } = this.work.prediction;
    if (heldBack.value === this.#ledBack) return;
    this.#ledBack = heldBack.value;
    void showPlace(this.workspace, { element: "#prediction", section: "exercise" });
  }

  override render(): TemplateResult | typeof nothing {
    const { own, work } = this;
    const { prediction } = work.exercise;
    void work.prediction.heldBack.value;
    if (prediction === undefined) return nothing;
    return html`
      <section id="prediction" aria-labelledby="predict">
        <h3 id="predict">${own.predict}</h3>
        <p class="ask" id="ask">${this.say(prediction.ask)}</p>
        ${work.prediction.waits ? this.renderAsking(prediction) : this.renderLocked(prediction)}
      </section>
    `;
  }

  private renderAsking(prediction: Prediction): TemplateResult {
    const { own, work } = this;
    const draft = work.prediction.draft.value;
    return html`
      ${this.renderWay(prediction)}
      <div class="line">
        <button
          id="lock"
          class="first"
          aria-disabled=${draft === undefined}
          @click=${() => {
            if (draft === undefined) return;
            void work.prediction.lock(draft);
            void this.focusOn("#told");
          }}
        >
          ${own.lock}
        </button>
        <button
          id="skip"
          title=${own.skipHelp}
          @click=${() => {
            work.prediction.skipped.value = true;
            void this.focusOn("#skipped");
          }}
        >
          ${own.skip}
        </button>
      </div>
      <p class="note" role="status">${work.prediction.heldBack.value > 0 ? own.predictFirst : own.predictHelp}</p>
    `;
  }

  private renderWay(prediction: Prediction): TemplateResult {
    switch (prediction.kind) {
      case "choice":
        return this.renderChoices(prediction);
      case "curve":
        return html`<downhill-exercise-curve></downhill-exercise-curve>`;
      case "point":
        return html`<downhill-exercise-point></downhill-exercise-point>`;
    }
  }

  private renderChoices({ options }: ChoicePrediction): TemplateResult {
    const { work } = this;
    const draft = work.prediction.draft.value;
    const chosen = draft?.kind === "choice" ? draft.option : undefined;
    return html`
      <fieldset aria-labelledby="ask">
        ${options.map(
          (option) => html`
            <label class="option">
              <input
                type="radio"
                name="prediction"
                .value=${option.id}
                .checked=${chosen === option.id}
                @change=${() => {
                  work.prediction.draft.value = { kind: "choice", option: option.id };
                }}
              />
              ${this.renderOption(option)}
            </label>
          `,
        )}
      </fieldset>
    `;
  }

  private renderOption(option: Option): TemplateResult {
    return html`<span>${this.say(option.text)} ${option.sketch === undefined ? nothing : sketch(option.sketch)}</span>`;
  }

  private renderLocked(prediction: Prediction): TemplateResult {
    const { own, work } = this;
    if (work.prediction.locked.value === undefined)
      return html`<p class="note" id="skipped" tabindex="-1">${own.skipped}</p>`;
    const outcome = work.prediction.outcome.value;
    return html`
      ${prediction.kind === "choice" ? this.renderChosen(prediction) : this.renderWay(prediction)}
      ${this.renderCame()}
      <div class="told" role="status" id="told" tabindex="-1">
        ${
          outcome === undefined
            ? html`<p class="note">${own.coming}</p>`
            : html`
                <p>
                  <strong>${outcome.right ? own.right : own.surprise}</strong>
                  ${prediction.kind === "choice" ? nothing : this.say(outcome.text)}
                </p>
                ${prediction.because === undefined ? nothing : html`<p>${this.say(prediction.because)}</p>`}
              `
        }
      </div>
      ${outcome === undefined ? nothing : this.renderSeen()}
    `;
  }

  /** What was predicted and what came, side by side; before it came only the one. */
  private renderChosen({ options, right }: ChoicePrediction): TemplateResult {
    const { own, work } = this;
    const predicted = work.prediction.locked.value;
    const chosen = predicted?.kind === "choice" ? predicted.option : undefined;
    const came = work.prediction.outcome.value === undefined ? undefined : right;
    const shown = options.filter(({ id }) => id === chosen || id === came);
    return html`${shown.map(
      (option) => html`
        <div class="option ${option.id === came ? "came" : ""}">
          <span class="mark">
            ${option.id === came ? icons.check : icons.lock}
          </span>
          <span>
            ${this.renderOption(option)}
            <span class="mark">
              ${[option.id === chosen ? own.yours : "", option.id === came ? own.came : ""].filter((one) => one !== "").join(own.comma)}
            </span>
          </span>
        </div>
      `,
    )}`;
  }

  /** Beside a choice about another experiment than the one on the page: how its loss went. */
  private renderCame(): TemplateResult | typeof nothing {
    const { own, work } = this;
    const came = work.prediction.came.value;
    if (came === undefined || came.length < 2) return nothing;
    const [xs, ys] = [0, 1].map((axis) => came.map((point) => point[axis] ?? 0)) as [
      number[],
      number[],
    ];
    const [end, top] = [Math.max(...xs) || 1, Math.max(...ys) || 1];
    return html`
      <figure>
        ${sketch([came.map(([x = 0, y = 0]) => [x / end, y / top])])}
        <figcaption class="note">${own.lossOf(this.format.real(ys[0]), this.format.real(ys.at(-1)))}</figcaption>
      </figure>
    `;
  }

  private renderSeen(): TemplateResult {
    const { own, work } = this;
    return html`
      <label>
        <span class="ask">${own.saw}</span>
        <textarea
          id="saw"
          rows="2"
          maxlength=${LONGEST_SEEN}
          placeholder=${own.sawPlaceholder}
          .value=${work.saw.value}
          @input=${(event: Event) => work.see((event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </label>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise-prediction": DownhillExercisePrediction;
  }
}
