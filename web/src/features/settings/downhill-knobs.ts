// SPDX-License-Identifier: Apache-2.0
/** The settings that a beginner turns: the learning rate, the optimizer, the batch; and the way to all others. */
import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { keysOf, perform } from "../../app/commands.ts";
import { PageElement } from "../../app/page_element.ts";
import "../../ui/field/downhill-field.ts";
import { icons } from "../../ui/icons.ts";

const OPTIMIZER = "optimizer";
const RATE = "learning_rate";
const BATCH = "batch_size";

@customElement("downhill-knobs")
export class DownhillKnobs extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .knobs {
        display: flex;
        align-items: flex-start;
        gap: var(--space-1) var(--space-2);
      }
      downhill-field {
        min-inline-size: 0;
      }
      /* Its names are long. */
      .optimizer {
        flex: 1 0 196px;
      }
      .rate {
        flex: 2 1 198px;
        --field-size: 76px;
      }
      .batch {
        flex: 1 0 190px;
        --field-size: 48px;
      }
      #all {
        align-self: center;
        flex: none;
      }
      #all[aria-expanded="true"] {
        background: var(--sunken);
        border-color: var(--control-line);
      }
      .changed {
        inline-size: 7px;
        block-size: 7px;
        border-radius: 50%;
        background: var(--ink);
      }
    `,
  ];

  override render() {
    const { words, workspace } = this;
    const { catalog, experiment } = workspace.document;
    const declared = (id: string) => catalog.document.find((field) => field.id === id);
    const optimizer = declared(OPTIMIZER);
    const batch = declared(BATCH);
    const { type } = experiment.optimizer;
    const rate = catalog.kinds.optimizer
      .find(({ id }) => id === type)
      ?.fields.find(({ id }) => id === RATE);
    const open = workspace.settingsOpen.value;
    return html`
      <div class="knobs" role="group" aria-label=${words.knobs}>
        ${
          rate === undefined
            ? nothing
            : keyed(
                type,
                html`<downhill-field brief class="rate" .field=${rate} path="${OPTIMIZER}.${RATE}"></downhill-field>`,
              )
        }
        ${optimizer === undefined ? nothing : html`<downhill-field brief class="optimizer" .field=${optimizer} path=${OPTIMIZER}></downhill-field>`}
        ${batch === undefined ? nothing : html`<downhill-field brief class="batch" .field=${batch} path=${BATCH}></downhill-field>`}
        <button
          id="all"
          title=${words.allSettingsHelp}
          aria-expanded=${open}
          aria-keyshortcuts=${keysOf("all_settings")}
          @click=${() => perform("all_settings", workspace)}
        >
          ${icons.sliders}${words.all}${this.renderChanged()}
        </button>
      </div>
    `;
  }

  /** What is not as by default is told also while it is out of sight. */
  private renderChanged() {
    const { document } = this.workspace;
    const elsewhere = new Set(["version", "data", "model", "seed", BATCH, OPTIMIZER]);
    const changed = document.catalog.document.some(
      ({ id }) => !elsewhere.has(id) && !document.isDefault(id),
    );
    return changed
      ? html`<span class="changed" role="img" aria-label=${this.words.changed} title=${this.words.changed}></span>`
      : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-knobs": DownhillKnobs;
  }
}
