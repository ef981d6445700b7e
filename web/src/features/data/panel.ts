// SPDX-License-Identifier: Apache-2.0
/** Choice of the data: stamps for what fits on the plane, names for the real tables, then the fields of the chosen one. */
import { effect } from "@preact/signals-core";
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { perform } from "../../app/commands.ts";
import { PageElement } from "../../app/page_element.ts";
import { join } from "../../documents/path.ts";
import type { Entry, Field } from "../../engine/api.ts";
import { NARROW_BAR, TOUCH } from "../../ui/styles/media.ts";
import { isFlat, Thumbnails } from "./thumbnails.ts";
import "../../ui/field/downhill-field.ts";
import "./downhill-thumbnail.ts";
import { icons } from "../../ui/icons.ts";

const PATH = "data";

/** Packed numbers and stored tables come from a file or a link: nobody types them. */
const isOffered = ({ fields }: Entry): boolean =>
  !fields.some(({ type }) => type === "packed" || type === "text");

@customElement("downhill-data")
export class DownhillData extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      header {
        display: flex;
        align-items: center;
        gap: var(--space-1) var(--space-2);
        margin-block: -4px var(--space-1);
      }
      header span {
        color: var(--ink-2);
      }
      .seed {
        display: none;
        margin-inline-start: auto;
        gap: var(--space-1);
      }
      @media ${NARROW_BAR} {
        .seed {
          display: inline-flex;
        }
      }
      .stamps {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(46px, 1fr));
        gap: 6px;
      }
      .stamps button {
        padding: 2px;
        min-block-size: 50px;
        aspect-ratio: 1;
        inline-size: 100%;
        overflow: hidden;
      }
      .tables {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-block: var(--space-2) 6px;
      }
      .tables button {
        padding-inline: 9px;
        font-size: var(--text-small);
        min-block-size: 28px;
      }
      button[aria-pressed="true"] {
        border-color: var(--ink);
        box-shadow: inset 0 0 0 1px var(--ink);
      }
      .counts {
        font-size: var(--text-small);
        color: var(--ink-3);
        margin-block: 2px var(--space-1);
      }
      #about {
        font-size: var(--text-small);
        color: var(--ink-2);
        margin-block-end: 6px;
      }
      .error {
        color: var(--danger);
        font-size: var(--text-small);
        font-weight: 550;
        margin-block-end: 6px;
      }
      details > summary {
        min-block-size: 28px;
        align-content: center;
        font-size: var(--text-small);
        color: var(--ink-2);
      }
      @media (forced-colors: active) {
        button[aria-pressed="true"] {
          outline: 2px solid Highlight;
        }
      }
      @media ${TOUCH} {
        .tables button,
        details > summary {
          min-block-size: var(--touch);
        }
      }
    `,
  ];

  @state() private helpOpen = false;

  private thumbnails: Thumbnails | undefined;
  private endWaiting = () => {};

  /** The stamps wait until the experiment itself is on the screen. */
  override connectedCallback(): void {
    super.connectedCallback();
    const { document, engine } = this.workspace;
    this.thumbnails ??= new Thumbnails(engine);
    this.endWaiting = effect(() => {
      if (!this.workspace.run.ready) return;
      void this.thumbnails?.make(document.catalog.kinds.dataset);
    });
  }

  override disconnectedCallback(): void {
    this.endWaiting();
    super.disconnectedCallback();
  }

  override render() {
    const { words, format } = this;
    const { document } = this.workspace;
    const { catalog, description } = document;
    const type = description.experiment.data.type;
    const dataset = catalog.kinds.dataset.filter((one) => one.id === type || isOffered(one));
    const entry = dataset.find(({ id }) => id === type);
    const problem = document.problems.get(PATH);
    const { train, validation, test } = description.summary.counts;
    return html`
      <header>
        <h2>${words.data}</h2>
        <span id="chosen">${entry === undefined ? type : this.say(entry.label)}</span>
        <button
          class="plain"
          aria-label=${words.help(entry === undefined ? type : this.say(entry.label))}
          aria-expanded=${this.helpOpen}
          aria-controls="about"
          @click=${() => {
            this.helpOpen = !this.helpOpen;
          }}
        >
          ${icons.help}
        </button>
        <button class="plain seed" id="reseed" title=${words.seedHelp} @click=${() => perform("new_seed", this.workspace)}>
          ${icons.dice}${words.newSeedShort}
        </button>
      </header>
      <div class="stamps" role="group" aria-label=${words.dataset}>${dataset.filter(isFlat).map((one) => this.renderStamp(one, type))}</div>
      <div class="tables" role="group" aria-label=${words.tables}>${dataset.filter((one) => !isFlat(one)).map((one) => this.renderName(one, type))}</div>
      <p class="error" role="alert" ?hidden=${problem === undefined}>
        ${problem === undefined ? nothing : this.labels.said(problem, PATH, false)}
      </p>
      <p class="quiet" id="about" ?hidden=${!this.helpOpen}>
        ${entry === undefined ? nothing : html`${this.say(entry.help)}<br />${words.sourceOf} ${entry.source}`}
      </p>
      <p class="counts number">${words.samplesAnd(format.integer(train), format.integer(validation), format.integer(test))}</p>
      ${this.renderFields(entry)}
    `;
  }

  private renderStamp(entry: Entry, chosen: string): TemplateResult {
    const name = this.say(entry.label);
    return html`
      <button
        id="data-${entry.id}"
        aria-pressed=${entry.id === chosen}
        aria-label=${name}
        title=${name}
        @click=${() => this.choose(entry)}
      >
        <downhill-thumbnail .thumbnail=${this.thumbnails?.of(entry.id)}></downhill-thumbnail>
      </button>
    `;
  }

  private renderName(entry: Entry, chosen: string): TemplateResult {
    return html`
      <button id="data-${entry.id}" aria-pressed=${entry.id === chosen} @click=${() => this.choose(entry)}>
        ${this.say(entry.label)}
      </button>
    `;
  }

  private choose(entry: Entry): void {
    void this.workspace.document.choose(PATH, "dataset", entry.id);
  }

  /** The dataset's own fields, then what all data have in common but the choice itself. */
  private renderFields(entry: Entry | undefined): TemplateResult {
    const common =
      this.workspace.document.catalog.document.find(({ id }) => id === PATH)?.fields ?? [];
    const own = entry?.fields ?? [];
    return html`
      ${repeat(
        own,
        ({ id }) => `${entry?.id} ${id}`,
        (field) => this.renderField(field),
      )}
      <details>
        <summary>${this.words.more}</summary>
        ${common.filter(({ id }) => id !== "type").map((field) => this.renderField(field))}
      </details>
    `;
  }

  private renderField(field: Field): TemplateResult {
    return html`<downhill-field .field=${field} path=${join(PATH, field.id)}></downhill-field>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-data": DownhillData;
  }
}
