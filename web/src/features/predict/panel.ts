// SPDX-License-Identifier: Apache-2.0
/** Predict, then run: what somebody expects of the loss, locked before the run; then both in one picture, and what was seen. */

import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { readTypedNumber } from "../../locales/typed_number.ts";
import "../../app/downhill-prediction-pad.ts";
import { PageElement } from "../../app/page_element.ts";
import type { PredictFirst } from "../../app/predict_first.ts";
import { COLUMNS, type Drawn, saidValue } from "../../app/prediction_pad.ts";
import {
  factorOf,
  LONGEST_SEEN,
  type Prediction,
  type RecordedLoss,
  rangeFrom,
} from "../../documents/prediction.ts";
import type { RunSession } from "../../sessions/run_session.ts";
import { unhurried } from "../../ui/calm.ts";
import { foundTable, foundTableStyles } from "../../ui/found_table.ts";
import { type PredictStore, predictOf, type Told } from "./store.ts";
import { predictStyles } from "./styles.ts";
import { gap, verdict } from "./verdict.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-predict";

const WORDS = { en, zh };
const REDRAWN_EVERY_MS = 100;

@customElement(tag)
export class DownhillPredict extends PageElement {
  static override styles = [...PageElement.styles, foundTableStyles, predictStyles];

  /** What was typed as the end and is no loss. */
  @state() private fault: string | undefined;

  #ledBack = 0;

  private get own() {
    return WORDS[this.language];
  }

  /** Whoever wanted to train is led here. */
  override updated(): void {
    const heldBack = this.store.first?.heldBack.value ?? 0;
    if (heldBack === this.#ledBack) return;
    this.#ledBack = heldBack;
    this.scrollIntoView({ block: "nearest" });
    void this.focusOn("downhill-prediction-pad");
  }

  private get store(): PredictStore {
    return predictOf(this.workspace);
  }

  protected override get redrawPause(): number {
    return this.workspace.run.playing ? unhurried(REDRAWN_EVERY_MS) : 0;
  }

  override render(): TemplateResult {
    const { stage } = this.store;
    return html`
      <div class="all">
        ${stage === "draws" ? this.renderDrawing() : this.renderLocked()}
        ${this.renderBefore()}
      </div>
    `;
  }

  private renderDrawing(): TemplateResult {
    const { own, store } = this;
    const { run } = this.workspace;
    const { start } = store;
    if (start === undefined) {
      const begun = (run.state?.step ?? 0) > 0;
      return html`
        <p class="note">${own.intro}</p>
        <p class="note">${run.state === undefined ? own.notReady : begun ? own.begun : own.noLogarithm}</p>
        ${begun ? html`<div class="actions"><button id="back" @click=${() => this.workspace.reset()}>${own.back}</button></div>` : nothing}
        ${this.renderSkip()}
      `;
    }
    return html`
      <p class="note">${own.intro}</p>
      ${this.renderTools()}
      <downhill-prediction-pad
        .range=${rangeFrom(start)}
        .end=${store.epochs}
        .start=${start}
        .drawn=${store.drawn.value}
        @draw=${({ detail }: CustomEvent<Drawn>) => {
          store.drawn.value = detail;
        }}
      ></downhill-prediction-pad>
      <p class="note">${own.scale}</p>
      <p class="note">${own.padHelp}</p>
      ${this.renderEnd(rangeFrom(start))}
      <div class="actions">
        <button id="lock" class="lock" aria-disabled=${!store.canLock} @click=${this.lock}>${own.lock}</button>
        <button
          id="clear"
          @click=${() => {
            store.again();
          }}
        >
          ${own.clear}
        </button>
        ${this.renderSkip()}
      </div>
    `;
  }

  /** Where nothing trains before it, it can be passed over. */
  private renderSkip(): TemplateResult | typeof nothing {
    const { own, store } = this;
    const { first } = store;
    if (first?.waits !== true) return nothing;
    return html`
      <button id="skip" @click=${() => this.passOver(first)}>${own.skip}</button>
      <p class="note" role="status">${first.heldBack.value > 0 ? own.first : ""}</p>
    `;
  }

  /** Its button goes with it: the focus stays in the panel. */
  private passOver(first: PredictFirst): void {
    first.pass();
    void this.focusOn("downhill-prediction-pad, #back");
  }

  private renderTools(): TemplateResult {
    const { own, store } = this;
    const kinds = store.kinds.value;
    const picked = (event: Event) => (event.target as HTMLSelectElement).value;
    return html`
      <div class="tools">
        ${
          kinds.length < 2
            ? nothing
            : html`
                <label>
                  ${own.of}
                  <select
                    id="of"
                    @change=${(event: Event) => {
                      store.of = picked(event) as Prediction["of"];
                    }}
                  >
                    ${kinds.map((of) => html`<option value=${of} ?selected=${of === store.of}>${own.kinds[of]}</option>`)}
                  </select>
                </label>
              `
        }
        <label>
          ${own.length}
          <select
            id="length"
            @change=${(event: Event) => {
              store.epochs = Number(picked(event));
            }}
          >
            ${store.lengths.map(
              (length) =>
                html`<option value=${length} ?selected=${length === store.epochs}>${this.epochs(length)}</option>`,
            )}
          </select>
        </label>
      </div>
    `;
  }

  /** The last place, typed. */
  private renderEnd(range: Prediction["range"]): TemplateResult {
    const { own, store, format } = this;
    const end = store.drawn.value.at(-1);
    return html`
      <label class="end">
        ${own.end(format.integer(store.epochs))}
        <input
          id="end"
          type="text"
          inputmode="decimal"
          autocomplete="off"
          aria-invalid=${this.fault !== undefined}
          .value=${end === undefined ? "" : format.plain(Number(end.toPrecision(3)))}
          @change=${(event: Event) => this.typeEnd(event.target as HTMLInputElement, range)}
        />
      </label>
      ${this.fault === undefined ? nothing : html`<p class="fault" role="alert">${this.fault}</p>`}
    `;
  }

  private typeEnd({ value }: HTMLInputElement, [low, high]: Prediction["range"]): void {
    const { own, store, format } = this;
    const typed = value.trim();
    const loss = readTypedNumber(typed) ?? Number.NaN;
    const fits = typed === "" || loss > 0;
    this.fault = fits ? undefined : own.noNumber(format.mark(low), format.mark(high));
    if (!fits) return;
    const end = typed === "" ? undefined : Math.min(high, Math.max(low, loss));
    store.drawn.value = store.drawn.value.map((one, at) => (at === COLUMNS - 1 ? end : one));
  }

  private readonly lock = async (): Promise<void> => {
    const { store } = this;
    if (!store.canLock) return;
    await store.lock();
  };

  private renderLocked(): TemplateResult | typeof nothing {
    const { own, store } = this;
    const { locked, stage, answer } = store;
    if (locked === undefined) return nothing;
    const { prediction, start, run } = locked;
    const recorded =
      answer?.recorded ?? (stage === "runs" ? recordedSoFar(run, prediction) : undefined);
    return html`
      <downhill-prediction-pad
        locked
        .range=${prediction.range}
        .end=${prediction.epochs}
        .start=${start}
        .drawn=${store.drawn.value}
        .of=${prediction.of}
        .recorded=${recorded}
      ></downhill-prediction-pad>
      <div class="legend" aria-hidden="true">
        ${swatch("", own.legend.predicted)} ${swatch(prediction.of, `${own.legend.run}: ${own.kinds[prediction.of]}`)}
      </div>
      <div id="told" role="status">
        ${stage === "runs" ? html`<p class="note">${own.runs}</p>` : nothing}
        ${stage === "left" ? html`<p class="note">${own.left}</p>` : nothing}
        ${answer === undefined ? nothing : this.renderVerdict(answer)}
      </div>
      ${answer === undefined ? nothing : this.renderAnswer(answer)}
      ${stage === "runs" ? nothing : html`<div class="actions"><button id="again" @click=${this.again}>${own.again}</button></div>`}
    `;
  }

  private renderVerdict({ comparison, prediction, recorded }: Told): TemplateResult {
    const { own, words, format } = this;
    const said =
      comparison === undefined
        ? [own.endedBefore]
        : verdict(comparison, prediction, { own, words, format });
    const [first, ...others] = said;
    const space = this.language === "zh" ? "" : " ";
    const rest = recorded.diverged ? [...others, own.broke] : others;
    return html`<p><strong>${first}</strong>${space}${rest.join(space)}</p>`;
  }

  private renderAnswer({ comparison, prediction, seen }: Told): TemplateResult {
    const { own, words, format, store } = this;
    const write = (loss: number) => saidValue(loss, prediction.range, { words, format });
    const { columns } = own;
    const rows = (comparison?.points ?? []).map((point) => ({
      cells: [
        format.datum(point.epoch),
        write(point.predicted),
        write(point.loss),
        format.factor(factorOf(gap(point))),
      ],
    }));
    return html`
      ${
        rows.length === 0
          ? nothing
          : html`
              <details>
                <summary>${own.each}</summary>
                ${foundTable(own.each, [columns.epoch, columns.predicted, columns.loss, columns.factor], rows)}
              </details>
            `
      }
      <label class="seen">
        ${own.seen}
        <input
          id="seen"
          type="text"
          maxlength=${LONGEST_SEEN}
          placeholder=${own.seenPlaceholder}
          .value=${seen}
          @change=${(event: Event) => store.see((event.target as HTMLInputElement).value.trim())}
        />
      </label>
    `;
  }

  /** From the first on: whether somebody gets better at it is seen. */
  private renderBefore(): TemplateResult | typeof nothing {
    const { own, store, format } = this;
    const all = store.told.value;
    if (all.length === 0 || (all.length === 1 && store.stage === "told")) return nothing;
    return html`
      <section aria-labelledby="before">
        <h3 id="before">${own.before}</h3>
        <ol>
          ${all.map(
            ({ title, comparison, seen }) => html`
              <li>
                ${comparison === undefined ? title : own.one(title, format.factor(factorOf(comparison.decades)))}
                ${seen === "" ? nothing : html`<q>${seen}</q>`}
              </li>
            `,
          )}
        </ol>
      </section>
    `;
  }

  private readonly again = (): void => {
    this.store.again();
  };
}

/** As the curve is drawn while it grows. */
function recordedSoFar({ history }: RunSession, { of }: Prediction): RecordedLoss {
  const { epoch } = history.curves;
  const { mean, count } = history.curves[of];
  return {
    epochs: epoch.mean.subarray(0, count),
    losses: mean.subarray(0, count),
    diverged: false,
  };
}

const swatch = (of: string, name: string): TemplateResult => html`
  <span class=${of}>
    <svg width="22" height="4"><line x1="0" y1="2" x2="22" y2="2"></line></svg>
    ${name}
  </span>
`;

declare global {
  interface HTMLElementTagNameMap {
    "downhill-predict": DownhillPredict;
  }
}
