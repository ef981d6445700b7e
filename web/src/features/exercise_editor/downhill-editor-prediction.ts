// SPDX-License-Identifier: Apache-2.0
/** What is asked before the first run, of which run it is, and what comes of that: so that its author knows which answer is right. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { sketch, sketchStyles } from "../../app/sketch.ts";
import { changeBetween, withTypes } from "../../documents/patch.ts";
import { isObject } from "../../documents/path.ts";
import { refusalOf, sentences } from "../../documents/refusal.ts";
import type { Text } from "../../engine/api.ts";
import { textOf } from "../../engine/contract/engine_error.ts";
import { type ChoicePrediction, PREDICTION } from "../../exercises/document.ts";
import { comesSo, misjudged, trainForetold } from "../../exercises/foretold.ts";
import { type Facts, measured } from "../../exercises/measure.ts";
import { type MetricId, metricOf } from "../../exercises/metrics.ts";
import "./downhill-editor-options.ts";
import { objectAt, optionsAt, startOf } from "./draft.ts";
import { EditorPart, idOf } from "./editor_part.ts";
import { sketchOf } from "./sketching.ts";

/** What is told of the run, as far as it has it. */
const TOLD: readonly MetricId[] = [
  "epochs",
  "train_loss",
  "validation_loss",
  "train_accuracy",
  "validation_accuracy",
  "train_r2",
  "validation_r2",
];

@customElement("downhill-editor-prediction")
export class DownhillEditorPrediction extends EditorPart {
  static override styles = [
    ...EditorPart.styles,
    sketchStyles,
    css`
      figure {
        margin: 0;
      }
    `,
  ];

  @state() private came: { readonly of: string; readonly facts: Facts } | undefined;
  @state() private training: AbortController | undefined;
  @state() private fault: Text | undefined;

  override disconnectedCallback(): void {
    this.training?.abort();
    super.disconnectedCallback();
  }

  override render(): TemplateResult {
    const { own, store } = this;
    const prediction = objectAt(store.raw, "prediction");
    const { kind } = prediction;
    return html`
      <div class="box" role="group" aria-label=${own.prediction}>
        <div class="head"><h5>${own.prediction}</h5>${this.removing("prediction", own.takeAway(own.prediction))}</div>
        ${this.faultsAt("prediction")} ${this.faultsAt("prediction.kind")}
        <p class="note">${own.predictionNote}</p>
        ${this.field("prediction.ask")} ${this.renderOf(prediction)}
        ${
          kind === "choice"
            ? html`
                <downhill-editor-options foretold .path=${"prediction.options"}></downhill-editor-options>
                <downhill-exercise-field
                  id=${idOf("prediction.right")}
                  .path=${"prediction.right"}
                  .choices=${optionsAt(store.raw, "prediction.options", this.language)}
                ></downhill-exercise-field>
                ${this.renderRun()}
              `
            : html`<div class="several">${kind === "curve" ? this.field("prediction.metric") : this.field("prediction.steps")}${this.field("prediction.near", { helps: true })}</div>`
        }
        ${this.field("prediction.because", { helps: true })}
      </div>
    `;
  }

  /** Of which run it is: of the start, or of the start with what the page has now. */
  private renderOf({ change }: Readonly<Record<string, unknown>>): TemplateResult {
    const { own, store } = this;
    const isChanged = isObject(change) && Object.keys(change).length > 0;
    return html`
      <p class="note">${isChanged ? own.predictsChanged : own.predictsStart} ${isChanged ? html`<code>${JSON.stringify(change)}</code>` : nothing}</p>
      ${this.faultsAt("prediction.change")}
      <div class="actions">
        <button id="predict-page" @click=${this.predictPage}>${own.predictPage}</button>
        ${isChanged ? html`<button @click=${() => store.remove("prediction.change")}>${own.predictStart}</button>` : nothing}
      </div>
    `;
  }

  private readonly predictPage = (): void => {
    const { minimal, experiment } = this.workspace.document;
    const change = changeBetween(startOf(this.store.raw), withTypes(minimal, experiment));
    this.store.set("prediction.change", Object.keys(change).length === 0 ? undefined : change);
  };

  private get run() {
    const { raw } = this.store;
    return { start: startOf(raw), change: objectAt(raw, "prediction.change") };
  }

  private renderRun(): TemplateResult {
    const { own, training, came, fault } = this;
    const facts = came?.of === JSON.stringify(this.run) ? came.facts : undefined;
    return html`
      <div class="actions">
        <button id="run-predicted" @click=${this.train}>${training === undefined ? own.runPredicted : own.cancel}</button>
      </div>
      ${training === undefined ? nothing : html`<p class="note" role="status">${own.runningPredicted}</p>`}
      ${fault === undefined ? nothing : html`<p class="fault" role="alert">${this.labels.plain(fault)}</p>`}
      ${facts === undefined ? nothing : this.renderCame(facts)}
    `;
  }

  private renderCame(facts: Facts): TemplateResult {
    const { own, format } = this;
    const status: Readonly<Record<string, string>> = own.words;
    const told = TOLD.flatMap((metric) => {
      const value = measured(metric, facts);
      if (typeof value !== "number") return [];
      const said = Number.isInteger(value) ? format.integer(value) : format.real(value);
      return [`${this.say(metricOf(metric).name)} ${said}`];
    });
    const end = String(measured("status", facts));
    const curves = sketchOf(facts.figures?.history ?? new Float64Array());
    return html`
      ${
        curves === undefined
          ? nothing
          : html`<figure id="came-curve">${sketch(curves)}<figcaption class="note">${curves.length > 1 ? own.cameCurves : own.cameCurve}</figcaption></figure>`
      }
      <p class="note number" id="came" role="status">${own.came(status[end] ?? end, told.join(own.comma))}</p>
      ${this.renderJudgement(facts)}
    `;
  }

  private renderJudgement(facts: Facts): TemplateResult | readonly TemplateResult[] {
    const { own, prediction } = this;
    const right = prediction?.options.find(({ id }) => id === prediction.right);
    if (prediction === undefined || right === undefined) return html``;
    const faults = misjudged(prediction, facts);
    if (faults.length > 0) {
      return faults.map((text) => html`<p class="warning" role="alert">${this.say(text)}</p>`);
    }
    const isTold = comesSo(right.when, facts) === true;
    return html`<p class=${isTold ? "hint" : "note"} id="judged">${isTold ? own.rightComes : own.notJudged}</p>`;
  }

  /** As far as it can be read. */
  private get prediction(): ChoicePrediction | undefined {
    try {
      const read = PREDICTION.read(this.store.raw.prediction, "prediction");
      return read.kind === "choice" ? read : undefined;
    } catch {
      return undefined;
    }
  }

  private readonly train = async (): Promise<void> => {
    this.training?.abort();
    if (this.training !== undefined) {
      this.training = undefined;
      return;
    }
    const { run } = this;
    const training = new AbortController();
    const { signal } = training;
    this.training = training;
    this.fault = undefined;
    try {
      const facts = await trainForetold(run.start, run.change, this.workspace.engine, { signal });
      if (!signal.aborted) this.came = { of: JSON.stringify(run), facts };
    } catch (error) {
      if (signal.aborted) return;
      const refusal = refusalOf(error);
      this.fault = refusal === undefined ? textOf(error) : sentences(refusal);
    } finally {
      if (this.training === training) this.training = undefined;
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-prediction": DownhillEditorPrediction;
  }
}
