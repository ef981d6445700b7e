// SPDX-License-Identifier: Apache-2.0
/** What the chosen data are, where no map shows it: a picture of each class, or some rows of the table. */
import { effect, signal } from "@preact/signals-core";
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import "../../app/downhill-sample-picture.ts";
import { PageElement } from "../../app/page_element.ts";
import type { Summary } from "../../engine/api.ts";
import { Visible } from "../../ui/visible.ts";
import { type FewSamples, fewOf, partToShow } from "./few_samples.ts";
import { dataWords } from "./words.ts";

const MOST_COLUMNS = 30;
const FLAT = 2;

@customElement("downhill-few-samples")
export class DownhillFewSamples extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .pictures {
        display: grid;
        grid-template-columns: repeat(5, minmax(0, 1fr));
        max-inline-size: 280px;
        gap: var(--space-1);
        margin-block: var(--space-2);
      }
      figure {
        margin: 0;
      }
      figcaption {
        font-size: var(--text-tiny);
        color: var(--ink-2);
        text-align: center;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .rows {
        overflow-x: auto;
        margin-block: var(--space-2);
        border: 1px solid var(--line);
        border-radius: var(--radius-control);
      }
      table {
        font-size: var(--text-tiny);
        white-space: nowrap;
      }
      th,
      td {
        padding: 2px 6px;
        text-align: end;
      }
      th {
        color: var(--ink-2);
        font-weight: 600;
        border-block-end: 1px solid var(--line);
      }
      .target {
        position: sticky;
        inset-inline-start: 0;
        background: var(--note-surface);
        text-align: start;
      }
    `,
  ];

  private readonly visible = new Visible(this);
  readonly #few = signal<FewSamples | undefined>(undefined);
  /** Of which data those are: other settings leave them as they are. */
  #of = "";
  #end = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#end = effect(() => {
      const { run } = this.workspace;
      const { experiment, summary } = run.description;
      const of = JSON.stringify([experiment.data, experiment.seed]);
      if (of !== this.#of) this.#few.value = undefined;
      if (!this.visible.seen.value || !run.ready || summary.features <= FLAT) return;
      if (of === this.#of && this.#few.peek() !== undefined) return;
      this.#of = of;
      void run.samples(partToShow(summary)).then((samples) => {
        if (samples === undefined || of !== this.#of) return;
        this.#few.value = fewOf(experiment.data.type, summary, samples);
      });
    });
  }

  override disconnectedCallback(): void {
    this.#end();
    super.disconnectedCallback();
  }

  override render(): TemplateResult | typeof nothing {
    const few = this.#few.value;
    const { summary } = this.workspace.run.description;
    if (few === undefined || few.samples[0]?.features.length !== summary.features) return nothing;
    return few.shape === undefined
      ? this.renderRows(few, summary)
      : this.renderPictures(few, few.shape);
  }

  private renderPictures({ samples, ink }: FewSamples, shape: readonly number[]): TemplateResult {
    return html`
      <div class="pictures" role="list" aria-label=${dataWords(this.language).fewSamples}>
        ${samples.map(
          ({ features, target }) => html`
            <figure role="listitem">
              <downhill-sample-picture .values=${features} .shape=${shape} .ink=${ink}></downhill-sample-picture>
              <figcaption>${this.said(target)}</figcaption>
            </figure>
          `,
        )}
      </div>
    `;
  }

  private renderRows({ samples }: FewSamples, summary: Summary): TemplateResult {
    const names = summary.feature_names.slice(0, MOST_COLUMNS);
    return html`
      <div class="rows" tabindex="0" role="region" aria-label=${dataWords(this.language).fewSamples}>
        <table>
          <thead>
            <tr>
              <th class="target" scope="col">${summary.target_name}</th>
              ${names.map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${samples.map(
              ({ features, target }) => html`
                <tr>
                  <td class="target">${this.said(target)}</td>
                  ${names.map((_, at) => html`<td>${this.format.datum(features[at])}</td>`)}
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  private said(target: number): string {
    const { task, class_names } = this.workspace.run.description.summary;
    return task === "regression" ? this.format.datum(target) : (class_names[target] ?? "");
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-few-samples": DownhillFewSamples;
  }
}
