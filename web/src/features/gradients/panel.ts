// SPDX-License-Identifier: Apache-2.0
/** How the gradient comes back through the layers, what it does to the weights, and which units it does not reach. */
import { untracked } from "@preact/signals-core";
import { html, nothing, svg, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { DiagnosisText } from "../../app/diagnosis_text.ts";
import { diagnosisOf } from "../../app/examination.ts";
import { LeasedView } from "../../app/leased_view.ts";
import { isOffered } from "../../app/offered_cure.ts";
import { PageElement } from "../../app/page_element.ts";
import { histogramPath, zeroPlace } from "../../charts/histogram_path.ts";
import { dashOf } from "../../charts/identity.ts";
import type { Palette } from "../../charts/palette.ts";
import type { PlotContent } from "../../charts/plot.ts";
import type { LayersAnswer } from "../../engine/api.ts";
import { USUAL_UPDATE } from "../../sessions/diagnosis/cure.ts";
import { layerNotes } from "../../sessions/diagnosis/layer_notes.ts";
import { numbersOf, QUANTITIES, type Quantity } from "../../sessions/diagnosis/layer_record.ts";
import { unhurried } from "../../ui/calm.ts";
import "../../ui/downhill-plot.ts";
import { swatch } from "../../ui/found_table.ts";
import { numberTableStyles } from "../../ui/styles/number_table.ts";
import { Visible } from "../../ui/visible.ts";
import { noteText } from "./note_text.ts";
import { gradientsStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-gradients";

const WORDS = { en, zh };

const BINS = 24;
/** Numbers that change faster are not read. */
const REDRAWN_EVERY_MS = 200;
const BOX = { width: 96, height: 24 };

type Look = LayersAnswer["layers"][number];
type Histogram = NonNullable<Look["parameters"]>;

/** The histogram that goes with a number, where a look has one. */
const HISTOGRAMS: Readonly<Partial<Record<Quantity, "gradients" | "parameters">>> = {
  gradient: "gradients",
  weights: "parameters",
};

const isShare = (quantity: Quantity) => quantity === "dead" || quantity === "saturated";

@customElement(tag)
export class DownhillGradients extends PageElement {
  static override styles = [...PageElement.styles, numberTableStyles, gradientsStyles];

  @state() private chosen: Quantity = "gradient";

  private readonly visible = new Visible(this);
  private readonly view = new LeasedView<"layers">(this, this.visible.seen, () => ({
    kind: "layers",
    bins: BINS,
  }));

  private get own() {
    return WORDS[this.language];
  }

  private get text(): DiagnosisText {
    return new DiagnosisText(this.workspace, this.language);
  }

  protected override get redrawPause(): number {
    return unhurried(REDRAWN_EVERY_MS);
  }

  /** Whoever looks, looks for the doctor too. */
  protected override paint(): void {
    const look = this.view.answer;
    if (look !== undefined) untracked(() => diagnosisOf(this.workspace).current.value.add(look));
  }

  override render() {
    const { own } = this;
    const examination = diagnosisOf(this.workspace).current.value;
    const looks = examination.record.looks.value;
    if (looks.length === 0) {
      return html`<p class="quiet">${this.workspace.run.ended ? own.ended : own.waiting}</p>`;
    }
    const layers = this.layers();
    return html`
      <div class="all">
        ${this.renderNotes()}
        <div class="plotted">
          ${this.renderTools()}
          <p class="means">${own.means[this.chosen]}</p>
          <downhill-plot
            .content=${(palette: Palette) => this.content(palette, layers)}
            .dark=${this.workspace.settings.dark}
            .says=${own.says(own.quantities[this.chosen], layers.map(({ name }) => name).join(", "))}
          ></downhill-plot>
        </div>
        ${this.renderTable(layers)}
      </div>
    `;
  }

  /** Those that have weights, or units that can be dead. */
  private layers(): { readonly index: number; readonly name: string; readonly curve: number }[] {
    const { summary } = this.workspace.document.description;
    return summary.layers
      .map(({ parameters }, index) => ({ parameters, index }))
      .filter(({ parameters }) => parameters > 0)
      .map(({ index }, curve) => ({ index, name: this.labels.layer(index), curve }));
  }

  private renderNotes(): TemplateResult {
    const { own, text, format } = this;
    const notes = untracked(() => layerNotes(diagnosisOf(this.workspace).current.value.signs()));
    return html`
      <ul class="notes" aria-label=${own.notes}>
        ${notes.map((note) => {
          const cure =
            note.cure !== undefined && isOffered(this.workspace, note.cure) ? note.cure : undefined;
          return html`
            <li class=${note.cure === undefined ? "" : "ill"}>
              <span>${noteText(note, own, { text, format })}</span>
              ${
                cure === undefined
                  ? nothing
                  : html`<button @click=${() => void this.workspace.treat(cure)}>${text.label(cure)}</button>`
              }
            </li>
          `;
        })}
      </ul>
    `;
  }

  private renderTools(): TemplateResult {
    const { own } = this;
    return html`
      <div class="tools" role="group" aria-label=${own.show}>
        ${QUANTITIES.map(
          (quantity) => html`
            <button
              aria-pressed=${quantity === this.chosen}
              @click=${() => {
                this.chosen = quantity;
              }}
            >
              ${own.quantities[quantity]}
            </button>
          `,
        )}
      </div>
    `;
  }

  private content(palette: Palette, layers: ReturnType<typeof this.layers>): PlotContent {
    const { own, chosen, words, format } = this;
    const looks = untracked(() => diagnosisOf(this.workspace).current.value.record.looks.value);
    const x = looks.map(({ step }) => step);
    return {
      curves: layers.map(({ index, name, curve }) => ({
        label: name,
        colour: palette.classes[curve % palette.classes.length] ?? palette.text,
        dash: dashOf(curve),
        x,
        y: looks.map((look) => look.layers[index]?.[chosen]),
      })),
      x: {
        title: words.unit.step,
        logarithmic: false,
        write: (value, all) => format.mark(value, all),
      },
      y: {
        title: own.quantities[chosen],
        logarithmic: !isShare(chosen),
        write: (value, all) => (isShare(chosen) ? format.share(value) : format.mark(value, all)),
      },
      whole: true,
      ...(chosen === "ratio" && { level: { at: USUAL_UPDATE, label: own.usual } }),
    };
  }

  private renderTable(layers: ReturnType<typeof this.layers>): TemplateResult {
    const { own, format } = this;
    const examination = diagnosisOf(this.workspace).current.value;
    const newest = untracked(() => examination.signs().looks.recent.at(-1));
    const look = this.view.answer ?? newest;
    const numbers = look && numbersOf(look, this.workspace.document.description);
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${own.table}>
        <table>
          <caption>${own.table}${look === undefined ? nothing : html` · ${(look.step > (this.workspace.run.state?.step ?? 0) ? own.coming : own.step)(format.integer(look.step))}`}</caption>
          <thead>
            <tr>
              <th scope="col">${own.layer}</th>
              ${QUANTITIES.map((quantity) => html`<th scope="col">${own.quantities[quantity]}</th>`)}
              <th scope="col">${own.outputs}</th>
            </tr>
          </thead>
          <tbody>
            ${layers.map(
              ({ index, name, curve }) => html`
                <tr>
                  <th scope="row">${swatch(curve)}${name}</th>
                  ${QUANTITIES.map((quantity) => {
                    const histogram = HISTOGRAMS[quantity];
                    return html`
                      <td class=${quantity === this.chosen ? "chosen" : ""}>
                        ${this.write(quantity, numbers?.[index]?.[quantity])}
                        ${histogram === undefined ? nothing : this.renderHistogram(look?.layers[index]?.[histogram], `${name}, ${own.quantities[quantity]}`)}
                      </td>
                    `;
                  })}
                  <td>${this.renderHistogram(look?.layers[index]?.activations, `${name}, ${own.outputs}`)}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  private write(quantity: Quantity, value: number | undefined): string {
    if (value !== undefined && isShare(quantity)) return this.format.share(value);
    if (value === 0) return "0";
    return this.format.real(value);
  }

  private renderHistogram(histogram: Histogram | null | undefined, what: string) {
    if (histogram === null || histogram === undefined) return nothing;
    const { low, high, counts } = histogram;
    const { width, height } = BOX;
    const zero = zeroPlace(low, high);
    const { format, own } = this;
    return html`
      <svg
        class="histogram"
        viewBox="0 0 ${width} ${height}"
        preserveAspectRatio="none"
        role="img"
        aria-label=${own.histogram(what, format.real(low), format.real(high))}
      >
        <path d=${histogramPath(counts, width, height)}></path>
        ${zero === undefined ? nothing : svg`<line x1=${zero * width} x2=${zero * width} y1="0" y2=${height}></line>`}
      </svg>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-gradients": DownhillGradients;
  }
}
