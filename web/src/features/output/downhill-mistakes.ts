// SPDX-License-Identifier: Apache-2.0
/** What the network takes for something else: the confusion matrix, and the samples themselves, the surest mistake first. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { sameSample } from "../../app/attention.ts";
import { LeasedView } from "../../app/leased_view.ts";
import { PageElement } from "../../app/page_element.ts";
import { pictureShape } from "../../charts/network_layout.ts";
import type { Samples } from "../../engine/api.ts";
import { Visible } from "../../ui/visible.ts";
import "./downhill-confusion.ts";
import "../../app/downhill-sample-picture.ts";
import { inkOf } from "../../charts/ink.ts";
import { unhurried } from "../../ui/calm.ts";
import { oneStop } from "../../ui/one_stop.ts";
import { type Cell, listedVerdicts, type Verdict, verdictsOf } from "./judged.ts";
import { LeasedPredictions } from "./leased_predictions.ts";
import { LeasedSamples } from "./leased_samples.ts";
import { mistakeStyles } from "./mistake_styles.ts";
import { partOf, partSelect } from "./parts.ts";
import { type OutputWords, outputWords } from "./words.ts";

/** Samples that are listed at once. */
const MOST = 60;
/** Columns of the table beside those of the answer. */
const MOST_FEATURES = 5;

@customElement("downhill-mistakes")
export class DownhillMistakes extends PageElement {
  static override styles = [...PageElement.styles, mistakeStyles];

  @state() private touched: Cell | undefined;

  /** The cell whose samples are listed; of none all mistakes are. Of other data it may be none any more. */
  private get cell(): Cell | undefined {
    const { touched } = this;
    const { length } = this.workspace.run.description.summary.class_names;
    const known = touched !== undefined && Math.max(touched.truth, touched.said) < length;
    return known ? touched : undefined;
  }

  private readonly visible = new Visible(this);
  private readonly view = new LeasedView(this, this.visible.seen, () => {
    const part = partOf(this.workspace);
    return part && { kind: "confusion", part };
  });
  private readonly samples = new LeasedSamples(this, this.visible.seen, () =>
    partOf(this.workspace),
  );
  private readonly said = new LeasedPredictions(
    this,
    this.visible.seen,
    () => this.samples.value?.samples.features,
  );

  /** Faster it cannot be read: while it trains once a second, for most of the pictures are others each time. */
  protected override get redrawPause(): number {
    return this.workspace.run.playing ? unhurried(1_000) : 125;
  }

  private get own(): OutputWords {
    return outputWords(this.language);
  }

  override render() {
    const { own, workspace, format } = this;
    const names = workspace.run.description.summary.class_names;
    const counts = this.view.answer;
    const ready = counts !== undefined && counts.length === names.length ** 2;
    const total = ready ? counts.reduce((sum, count) => sum + count, 0) : 0;
    const right = ready
      ? names.reduce((sum, _, at) => sum + (counts[at * names.length + at] ?? 0), 0)
      : 0;
    const pictured = pictureShape(workspace.run.description.summary) !== undefined;
    return html`
      <div class="frame ${pictured ? "pictured" : ""}">
        <div class="inside">
          <div class="top">
            ${partSelect(workspace, own)}
            <span class="number" id="wrong">
              ${ready ? own.wrongOf(format.integer(total - right), format.integer(total)) : nothing}
            </span>
          </div>
          <div class="both">
            ${
              ready
                ? html`<downhill-confusion
                    .counts=${counts}
                    .chosen=${this.cell}
                    .choose=${(cell: Cell) => {
                      const isSame =
                        cell.truth === this.cell?.truth && cell.said === this.cell.said;
                      this.touched = isSame ? undefined : cell;
                    }}
                  ></downhill-confusion>`
                : nothing
            }
            <div class="list" role="group" aria-label=${own.samplesListed}>${this.renderList()}</div>
          </div>
        </div>
      </div>
    `;
  }

  private renderList(): TemplateResult | typeof nothing {
    const { own, format } = this;
    const { description } = this.workspace.run;
    const { summary } = description;
    const known = this.samples.value;
    const said = this.said.value;
    if (known === undefined || said?.features !== known.samples.features) return nothing;
    const { samples } = known;
    const verdicts = listedVerdicts(verdictsOf(description, samples, said.predictions), this.cell);
    const shown = verdicts.slice(0, MOST);
    const left = verdicts.length - shown.length;
    const { cell } = this;
    const name = (number: number) => summary.class_names[number] ?? String(number);
    const heading =
      cell === undefined
        ? own.allMistakes
        : own.cellSays(name(cell.truth), name(cell.said), format.integer(verdicts.length));
    const shape = pictureShape(summary);
    return html`
      <p class="quiet heading">
        ${heading}
        ${
          cell === undefined
            ? nothing
            : html`<button class="plain" id="all-mistakes" @click=${() => {
                this.touched = undefined;
              }}>${own.showAll}</button>`
        }
      </p>
      ${shown.length === 0 ? html`<p class="quiet">${own.noneListed}</p>` : nothing}
      ${
        shape === undefined
          ? this.renderRows(shown, samples, name)
          : html`<div class="pictures" role="toolbar" aria-label=${own.samplesListed} ${oneStop()}>
              ${shown.map((verdict) => this.renderPicture(verdict, samples, shape, name))}
            </div>`
      }
      ${left === 0 ? nothing : html`<p class="quiet">${own.moreListed(format.integer(left))}</p>`}
    `;
  }

  private mark(index: number): void {
    const { attention } = this.workspace;
    const { part } = this.samples.value ?? {};
    if (part === undefined) return;
    const place = { part, index };
    const isMarked = sameSample(attention.sample.peek(), place);
    attention.sample.value = isMarked ? undefined : place;
  }

  private isMarked(index: number): boolean {
    const sample = this.workspace.attention.sample.value;
    return sample?.index === index && sample.part === this.samples.value?.part;
  }

  private label({ index, truth, said, sure }: Verdict, name: (number: number) => string): string {
    const { own, format } = this;
    const number = format.integer(index + 1);
    return own.verdictSays(
      number,
      name(truth),
      name(said),
      sure === undefined ? "" : format.percent(sure),
    );
  }

  private renderPicture(
    verdict: Verdict,
    samples: Samples,
    shape: readonly number[],
    name: (number: number) => string,
  ): TemplateResult {
    const { features } = this.workspace.run.description.summary;
    const { index, truth, said } = verdict;
    const label = this.label(verdict, name);
    return html`
      <button
        class="sample"
        aria-pressed=${this.isMarked(index)}
        aria-label=${label}
        title=${label}
        @click=${() => this.mark(index)}
      >
        <downhill-sample-picture
          .values=${samples.features.subarray(index * features, (index + 1) * features)}
          .shape=${shape}
          .ink=${inkOf(samples)}
        ></downhill-sample-picture>
        <span class="number">${truth === said ? name(truth) : `${name(truth)}→${name(said)}`}</span>
      </button>
    `;
  }

  private renderRows(
    verdicts: readonly Verdict[],
    samples: Samples,
    name: (number: number) => string,
  ): TemplateResult | typeof nothing {
    if (verdicts.length === 0) return nothing;
    const { own, format } = this;
    const { features, feature_names } = this.workspace.run.description.summary;
    const columns = feature_names.slice(0, MOST_FEATURES);
    return html`
      <table>
        <thead>
          <tr>
            <th scope="col">${own.sample}</th>
            <th scope="col">${own.trueClass}</th>
            <th scope="col">${own.saidClass}</th>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${verdicts.map(
            (verdict) => html`
              <tr class=${this.isMarked(verdict.index) ? "marked" : ""}>
                <th scope="row">
                  <button
                    class="plain"
                    aria-pressed=${this.isMarked(verdict.index)}
                    aria-label=${this.label(verdict, name)}
                    @click=${() => this.mark(verdict.index)}
                  >${format.integer(verdict.index + 1)}</button>
                </th>
                <td>${name(verdict.truth)}</td>
                <td>${name(verdict.said)} <span class="quiet">${verdict.sure === undefined ? nothing : format.percent(verdict.sure)}</span></td>
                ${columns.map((_, at) => html`<td>${format.datum(samples.features[verdict.index * features + at])}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-mistakes": DownhillMistakes;
  }
}
