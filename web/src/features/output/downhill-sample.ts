// SPDX-License-Identifier: Apache-2.0
/** The sample that was touched: what it is, and what the network makes of it now. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { LeasedView } from "../../app/leased_view.ts";
import { PageElement } from "../../app/page_element.ts";
import { pictureShape } from "../../charts/network_layout.ts";
import { icons } from "../../ui/icons.ts";
import { Visible } from "../../ui/visible.ts";
import "../../app/downhill-sample-picture.ts";
import { inkOf } from "../../charts/ink.ts";
import { verdictOf } from "./judged.ts";
import { LeasedPredictions } from "./leased_predictions.ts";
import { LeasedSamples } from "./leased_samples.ts";
import { outputWords } from "./words.ts";

/** Features that are told; more are too many to read. */
const MOST_FEATURES = 4;

@customElement("downhill-sample")
export class DownhillSample extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .strip {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        padding: var(--space-1) var(--space-1) var(--space-1) var(--space-3);
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        font-size: var(--text-small);
      }
      downhill-sample-picture {
        flex: none;
        inline-size: var(--touch);
        border: 1px solid var(--line);
      }
      .words {
        flex: 1;
        min-inline-size: 0;
      }
      p {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .number {
        color: var(--ink-3);
      }
      b {
        font-weight: 650;
      }
      .wrong {
        color: var(--danger);
      }
    `,
  ];

  private readonly visible = new Visible(this);
  private readonly samples = new LeasedSamples(
    this,
    this.visible.seen,
    () => this.workspace.attention.sample.value?.part,
  );
  private one: { readonly of: unknown; readonly features: Float32Array } | undefined;
  /** What the answer to a picture hangs on. */
  private readonly saliency = new LeasedView(this, this.visible.seen, (run) => {
    const place = this.workspace.attention.sample.value;
    const shape = pictureShape(run.description.summary);
    if (place === undefined || shape === undefined) return undefined;
    return { kind: "saliency", part: place.part, sample: place.index };
  });
  private readonly said = new LeasedPredictions(this, this.visible.seen, () => this.features);

  /** Of the sample; the same array as long as it is the same sample. */
  private get features(): Float32Array | undefined {
    const place = this.workspace.attention.sample.value;
    const { value } = this.samples;
    if (place === undefined || value === undefined || value.part !== place.part) return undefined;
    if (this.one?.of !== place) {
      const { features } = this.workspace.run.description.summary;
      const begin = place.index * features;
      const own = value.samples.features.slice(begin, begin + features);
      this.one = { of: place, features: own };
    }
    return this.one.features;
  }

  protected override get redrawPause(): number {
    return 150;
  }

  override render() {
    const own = outputWords(this.language);
    const { attention, run } = this.workspace;
    const place = attention.sample.value;
    const { features } = this;
    const { value } = this.samples;
    if (place === undefined || features === undefined || value === undefined) return nothing;
    const shape = pictureShape(run.description.summary);
    return html`
      <div class="strip" role="status">
        ${
          shape === undefined
            ? nothing
            : html`<downhill-sample-picture
                .values=${features}
                .shape=${shape}
                .ink=${inkOf(value.samples)}
              ></downhill-sample-picture>
              ${this.renderSaliency(shape)}`
        }
        <div class="words">
          <p>${this.renderAnswer(place.index, value.samples.targets)}</p>
          <p class="number">
            ${own.sampleOf[place.part](this.format.integer(place.index + 1))}
            ${shape === undefined ? this.describe(features) : nothing}
          </p>
        </div>
        <button
          class="plain"
          aria-label=${own.unmark}
          title=${own.unmark}
          @click=${() => {
            attention.sample.value = undefined;
          }}
        >
          ${icons.close}
        </button>
      </div>
    `;
  }

  /** Of the class that is said: by each pixel, the channels together. */
  private renderSaliency([channels, height, width]: readonly [number, number, number]):
    | TemplateResult
    | typeof nothing {
    const place = this.workspace.attention.sample.value;
    const known = this.saliency.answer;
    if (known?.part !== place?.part || known?.sample !== place?.index || !known) return nothing;
    const { class_names, target_name } = this.workspace.run.description.summary;
    const area = height * width;
    const values = Float32Array.from({ length: area }, (_, at) => {
      let sum = 0;
      for (let channel = 0; channel < channels; channel += 1) {
        sum += known.gradient[channel * area + at] ?? 0;
      }
      return sum;
    });
    const most = values.reduce((top, value) => Math.max(top, Math.abs(value)), 1e-9);
    const own = outputWords(this.language);
    const says = own.saliencySays(class_names[known.output] ?? target_name);
    return html`
      <downhill-sample-picture
        role="img"
        aria-label=${says}
        title=${says}
        signed
        .values=${values}
        .shape=${[1, height, width]}
        .ink=${{ low: -most, high: most }}
      ></downhill-sample-picture>
    `;
  }

  private describe(features: Float32Array): string {
    const { feature_names } = this.workspace.run.description.summary;
    const told = Array.from(features.subarray(0, MOST_FEATURES), (value, index) => {
      return `${feature_names[index] ?? ""} ${this.format.datum(value)}`;
    });
    return `· ${told.join(" · ")}${features.length > MOST_FEATURES ? " …" : ""}`;
  }

  private renderAnswer(index: number, targets: Float32Array): TemplateResult {
    const own = outputWords(this.language);
    const { format } = this;
    const { description } = this.workspace.run;
    const { summary } = description;
    const known = this.said.value;
    const outputs = known?.features === this.one?.features ? known?.predictions : undefined;
    if (summary.task === "regression") {
      const truth = targets[index * summary.outputs];
      const off = (outputs?.[0] ?? Number.NaN) - (truth ?? Number.NaN);
      return html`${own.trueValue} <b>${format.datum(truth)}</b>, ${own.saidValue}
        <b>${format.real(outputs?.[0])}</b> (${own.offBy(format.real(off))})`;
    }
    const truth = Math.round(targets[index] ?? 0);
    const name = (number: number) => summary.class_names[number] ?? String(number);
    const trueName = html`${own.trueClass} <b>${name(truth)}</b>`;
    if (outputs === undefined) return trueName;
    const { said, sure } = verdictOf(description, index, truth, outputs);
    return html`${trueName}, ${own.saidClass}
      <b class=${said === truth ? "" : "wrong"}>${name(said)}</b>
      ${sure === undefined ? nothing : html`<span class="number">${format.percent(sure)}</span>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-sample": DownhillSample;
  }
}
