// SPDX-License-Identifier: Apache-2.0
/** One unit of the network, large: its map over the plane, or what it looks at, and beside it its weights as numbers. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { UnitPlace } from "../../app/attention.ts";
import { LeasedView } from "../../app/leased_view.ts";
import { PageElement } from "../../app/page_element.ts";
import { answerOf } from "../../charts/feature_maps.ts";
import { incomingOf, weightShape } from "../../charts/network_layout.ts";
import { isMapped, weightsOf } from "../../charts/unit_picture.ts";
import { layerBefore, outgoingOf, sourcesOf } from "../../charts/unit_sources.ts";
import { isPooling, isSpatial } from "../../engine/layer_kinds.ts";
import { readTypedNumber } from "../../locales/typed_number.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { Visible } from "../../ui/visible.ts";
import "./downhill-unit-picture.ts";
import { activationsOf } from "./leased_activations.ts";
import { listed } from "./listed_weights.ts";
import { unitStyles } from "./unit_styles.ts";
import { saidWeight, sourceName, type WeightEnds } from "./weight_names.ts";
import { type OutputWords, outputWords } from "./words.ts";

/** Numbers that change faster cannot be read. */
const REDRAW_MS = 200;

interface Row {
  readonly name: string;
  readonly weight: number;
  /** Its number in the flat block. */
  readonly parameter: number;
  readonly ends: WeightEnds;
  /** The unit at its other end. */
  readonly place?: UnitPlace | undefined;
}

interface Draft {
  readonly parameter: number;
  readonly typed: string;
  readonly refused: boolean;
}

@customElement("downhill-unit")
export class DownhillUnit extends PageElement {
  static override styles = [...PageElement.styles, unitStyles];

  /** What is being typed, which no number of the run takes the place of, and what was typed and is no number. */
  @state() private draft: Draft | undefined;

  private readonly visible = new Visible(this);
  private readonly parameters = new LeasedView<"parameters">(this, this.visible.seen, () => ({
    kind: "parameters",
  }));

  private readonly activations = new LeasedView(this, this.visible.seen, (run) =>
    activationsOf(this.workspace, run.description),
  );

  protected override get redrawPause(): number {
    return REDRAW_MS;
  }

  private get own(): OutputWords {
    return outputWords(this.language);
  }

  override render() {
    const { attention, run } = this.workspace;
    const place = attention.unit.value;
    const { description } = run;
    const parameters = this.parameters.answer;
    if (place === undefined) return nothing;
    const mapped = isMapped(description, place.layer);
    const layer = description.summary.layers[place.layer];
    const pictured =
      mapped ||
      weightShape(description, place.layer) !== undefined ||
      (layer !== undefined && isSpatial(layer));
    const weighs = incomingOf(description, place.layer, place.unit).count > 0;
    const known = parameters?.length === description.summary.parameters ? parameters : undefined;
    return html`
      <div class="frame ${pictured ? "" : "listed"} ${weighs ? "" : "weightless"}">
        ${
          pictured
            ? html`
                <div class="picture">
                  <div class="square"><downhill-unit-picture></downhill-unit-picture></div>
                  <p class="says">${this.says(place, mapped)}</p>
                </div>
              `
            : html`<p class="says">${this.says(place, mapped)}</p>`
        }
        ${
          weighs
            ? html`
                <div class="scroll" tabindex="0" role="region" aria-label=${this.labels.unit(place)}>
                  ${known === undefined ? nothing : this.renderLists(place, known)}
                </div>
              `
            : nothing
        }
      </div>
    `;
  }

  /** To the sample that is shown to the network. */
  private answer(place: UnitPlace) {
    return answerOf(this.workspace.run.description, this.activations.answer, place);
  }

  private says(place: UnitPlace, mapped: boolean): string {
    const { own } = this;
    if (mapped) return own.unitMapSays;
    const { description } = this.workspace.run;
    const { part, index } = this.workspace.attention.shownSample(description.summary);
    const sample = own.sampleOf[part](this.format.integer(index + 1));
    const answer = this.answer(place);
    const layer = description.summary.layers[place.layer];
    if (layer?.type === "conv2d") {
      return answer === undefined ? own.filterSays : own.mapAndFilterSay(sample);
    }
    if (layer !== undefined && isPooling(layer)) return own.poolingSays(sample);
    const weighs =
      weightShape(description, place.layer) === undefined ? "" : `${own.unitWeightsSay} `;
    const value = answer && own.unitAnswers(sample, this.format.real(answer.field.values[0]));
    return `${weighs}${value ?? ""}`;
  }

  private renderLists(place: UnitPlace, parameters: Float32Array): TemplateResult {
    const { own } = this;
    const { description } = this.workspace.run;
    const incoming = incomingOf(description, place.layer, place.unit);
    const sources = sourcesOf(description, place.layer);
    const weights = weightsOf(parameters, incoming);
    const { shown, left } = listed(weights);
    const rows = shown.map((index): Row => {
      const source = sources[index];
      return {
        name: source === undefined ? "" : sourceName(source, place, description, this.language),
        weight: weights[index] ?? Number.NaN,
        parameter: incoming.start + index * incoming.stride,
        ends: { source, to: place },
        place: source?.kind === "unit" ? source.place : undefined,
      };
    });
    const { bias } = incoming;
    if (bias !== undefined) {
      const weight = parameters[bias] ?? Number.NaN;
      const ends = { source: undefined, to: place };
      rows.push({ name: own.bias, weight, parameter: bias, ends });
    }
    const from = layerBefore(description, place.layer);
    const outgoing = outgoingOf(description, place);
    const to = outgoing[0]?.place.layer;
    const onward = listed(outgoing.map(({ parameter }) => parameters[parameter] ?? 0));
    const onwardRows = onward.shown.flatMap((index): Row[] => {
      const { parameter, place: end } = outgoing[index] ?? {};
      if (parameter === undefined || end === undefined) return [];
      return [
        {
          name: own.unitShort(this.format.integer(index + 1)),
          weight: parameters[parameter] ?? Number.NaN,
          parameter,
          ends: { source: { kind: "unit", place }, to: end },
          place: end,
        },
      ];
    });
    return html`
      ${this.renderTable(own.from(from === -1 ? this.words.input : this.labels.layer(from)), rows, left)}
      ${
        to === undefined
          ? nothing
          : this.renderTable(own.leadsTo(this.labels.layer(to)), onwardRows, onward.left)
      }
    `;
  }

  private renderTable(heading: string, rows: readonly Row[], left: number): TemplateResult {
    const { format, own } = this;
    const { run, document } = this.workspace;
    // Of a run that stands, or will when its motion is done; numbers that broke are no ground to go on from.
    const stands = run.ready && !run.playing && run.state?.status !== "diverged";
    const canEdit = stands && !document.locked.value;
    const most = rows.reduce((top, { weight }) => Math.max(top, Math.abs(weight) || 0), 1e-9);
    return html`
      <h3>${heading}</h3>
      <table aria-label=${heading}>
        <tbody>
          ${repeat(
            rows,
            ({ parameter }) => parameter,
            (row) => {
              const { name, weight, place } = row;
              const share = Number.isFinite(weight) ? Math.abs(weight) / most : 0;
              return html`
              <tr>
                <th scope="row">${place === undefined ? name : this.renderLink(name, place)}</th>
                <td class=${weight < 0 ? "negative" : ""} ${setProperties({ "--share": share.toFixed(3) })}>
                  ${canEdit ? this.renderBox(row) : html`<span>${format.real(weight)}</span>`}
                </td>
              </tr>
            `;
            },
          )}
          ${left === 0 ? nothing : html`<tr><th colspan="2" class="quiet">${own.moreWeights(format.integer(left))}</th></tr>`}
        </tbody>
      </table>
    `;
  }

  /** A weight to change by hand. */
  private renderBox(row: Row): TemplateResult {
    const { name, weight, parameter } = row;
    const { own, format } = this;
    const draft = this.draft?.parameter === parameter ? this.draft : undefined;
    return html`
      <input
        type="text"
        inputmode="decimal"
        autocomplete="off"
        aria-label=${own.weightOf(name)}
        title=${own.editWeight}
        aria-invalid=${draft?.refused === true ? "true" : "false"}
        .value=${live(draft?.typed ?? format.real(weight))}
        @input=${({ target }: Event) => {
          this.draft = { parameter, typed: (target as HTMLInputElement).value, refused: false };
        }}
        @keydown=${(event: KeyboardEvent) => this.giveUp(event, weight)}
        @change=${({ target }: Event) => this.edit(row, (target as HTMLInputElement).value)}
      />
    `;
  }

  /** Escape gives up what was typed. */
  private giveUp(event: KeyboardEvent, weight: number): void {
    const box = event.target as HTMLInputElement;
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.draft = undefined;
    // Before the focus goes, which would be told as a change.
    box.value = this.format.real(weight);
    box.blur();
  }

  private edit({ parameter, ends }: Row, typed: string): void {
    const { workspace } = this;
    const { description } = workspace.run;
    const { catalog } = workspace.document;
    const value = Math.fround(readTypedNumber(typed) ?? Number.NaN);
    if (!Number.isFinite(value)) {
      this.draft = { parameter, typed, refused: true };
      return;
    }
    this.draft = undefined;
    void workspace.setWeight({ layer: ends.to.layer, parameter }, value, (before) =>
      saidWeight(ends, catalog, description, [before, value]),
    );
  }

  /** From one unit to the next, along the weight. */
  private renderLink(name: string, place: UnitPlace): TemplateResult {
    return html`
      <button
        class="plain"
        aria-label=${this.labels.unit(place)}
        @click=${() => {
          this.workspace.attention.unit.value = place;
        }}
      >
        ${name}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-unit": DownhillUnit;
  }
}
