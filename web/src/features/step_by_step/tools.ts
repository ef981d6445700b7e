// SPDX-License-Identifier: Apache-2.0
/** What is looked at: the sample, the layer, the unit; and what can be done with it. */
import { html, nothing, type TemplateResult } from "lit";
import type { UnitPlace } from "../../app/attention.ts";
import { keysOf, perform } from "../../app/commands.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { UpdateAnswer } from "../../engine/api.ts";
import type { Format } from "../../locales/format.ts";
import type { Labels } from "../../locales/labels.ts";
import { isNotation, NOTATION_IDS, NOTATIONS } from "../../locales/notation.ts";
import type { Like } from "../../locales/words.ts";
import { icons } from "../../ui/icons.ts";
import type { en } from "./words.en.ts";

export interface ToolsHost {
  readonly own: Like<typeof en>;
  readonly format: Format;
  readonly labels: Labels;
  readonly workspace: Workspace;
  readonly answer: UpdateAnswer;
  readonly place: UnitPlace;
  /** The layers that can be looked into. */
  readonly units: readonly number[];
  /** Of the batch, from 0. */
  readonly sample: number;
  /** Whether a number is being filled in. */
  readonly filling: boolean;
  choose(sample: number): void;
  fillIn(): void;
}

export function renderTools(host: ToolsHost): TemplateResult {
  const { own, format, labels, workspace, answer, place, units, sample, filling } = host;
  const last = answer.samples - 1;
  const size = workspace.run.description.summary.layers[place.layer]?.output[0] ?? 1;
  const look = (layer: number, unit: number) => {
    workspace.attention.unit.value = { layer, unit };
  };
  const picked = (event: Event) => Number((event.target as HTMLSelectElement).value);
  return html`
      <div class="tools">
        <span>
          ${own.sample}
          <button class="plain" id="sample-before" aria-label=${own.fewer} title=${own.fewer} ?disabled=${sample <= 0} @click=${() => host.choose(sample - 1)}>${icons.minus}</button>
          <span class="number" role="status">${own.sampleOf(format.integer(answer.sample + 1), format.integer(answer.samples))}</span>
          <button class="plain" id="sample-next" aria-label=${own.more} title=${own.more} ?disabled=${sample >= last} @click=${() => host.choose(sample + 1)}>${icons.plus}</button>
        </span>
        <label>
          ${own.layer}
          <select id="layer" @change=${(event: Event) => look(picked(event), 0)}>
            ${units.map((layer) => html`<option value=${layer} ?selected=${layer === place.layer}>${labels.layer(layer)}</option>`)}
          </select>
        </label>
        <label>
          ${own.unit}
          <select id="unit" @change=${(event: Event) => look(place.layer, picked(event))}>
            ${Array.from({ length: size }, (_, unit) => html`<option value=${unit} ?selected=${unit === place.unit}>${format.integer(unit + 1)}</option>`)}
          </select>
        </label>
        <label>
          ${own.notation}
          <select
            id="notation"
            @change=${(event: Event) => {
              const { value } = event.target as HTMLSelectElement;
              if (isNotation(value)) workspace.settings.setNotation(value);
            }}
          >
            ${NOTATION_IDS.map((id) => html`<option value=${id} ?selected=${id === workspace.settings.notation}>${NOTATIONS[id].name[workspace.settings.language]}</option>`)}
          </select>
        </label>
        <span class="quiet">${own.of(format.integer(answer.step), format.integer(answer.samples))} ${workspace.run.playing ? own.pauseToRead : nothing}</span>
        <button
          id="fill-in"
          class="push"
          ?hidden=${filling}
          @click=${() => host.fillIn()}
        >
          ${own.fill.begin}
        </button>
        <button
          title=${own.checkHelp}
          aria-keyshortcuts=${keysOf("check_gradient")}
          @click=${() => perform("check_gradient", workspace)}
        >
          ${own.check}
        </button>
      </div>
    `;
}
