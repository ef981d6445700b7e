// SPDX-License-Identifier: Apache-2.0
/** Why it is so: panels beside the stage or below it, one at a time. What is not open is not there, and computes nothing. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import type { Feature } from "../../app/feature.ts";
import { PageElement } from "../../app/page_element.ts";
import { icons } from "../../ui/icons.ts";
import { MediaQuery } from "../../ui/media_query.ts";
import { missingPart } from "../../ui/missing_part.ts";
import { oneStop } from "../../ui/one_stop.ts";
import { DESK, PHONE, TOUCH } from "../../ui/styles/media.ts";
import { featuresFor } from "../shared/features.ts";
import { OpenedFeature } from "../shared/opened_feature.ts";

@customElement("downhill-dock")
export class DownhillDock extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap);
      }
      .tabs,
      .panel {
        min-inline-size: 0;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .tabs {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px var(--space-1);
        min-block-size: 40px;
        padding-inline: var(--space-4) var(--space-2);
      }
      .tabs h2 {
        flex: none;
        margin-inline-end: var(--space-2);
        white-space: nowrap;
      }
      .tabs button {
        border-color: transparent;
        background: transparent;
        color: var(--ink-2);
        white-space: nowrap;
        flex: none;
      }
      .tabs button:hover {
        background: var(--sunken);
      }
      .tabs button[aria-expanded="true"] {
        background: var(--ink);
        color: var(--on-ink);
      }
      .panel {
        padding: 0 var(--space-4) var(--space-4);
        overflow-x: auto;
      }
      .panel header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-block-size: var(--touch);
      }
      .panel h3 {
        font-size: var(--text-large);
      }
      @media ${PHONE} {
        /* Its button below names it. */
        .tabs h2 {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        .tabs {
          padding-inline: var(--space-1);
        }
        .tabs button {
          padding-inline: 10px;
        }
        /* So that it comes into sight before there is anything in it. */
        .panel {
          min-block-size: calc(100svh - 360px);
          padding-inline: var(--space-3);
          scroll-margin-block-start: var(--space-1);
        }
      }
      /* The choice and what was chosen are places of the page, each of its own. */
      @media (min-width: 720px) {
        :host,
        section {
          display: contents;
        }
        .tabs {
          grid-area: tabs;
        }
        .panel {
          grid-area: why;
        }
      }
      @media ${DESK} {
        .panel {
          block-size: 0;
          min-block-size: 100%;
          overflow-y: auto;
          scrollbar-width: thin;
          background:
            linear-gradient(transparent, var(--surface) 80%) bottom / 100% 40px no-repeat local,
            linear-gradient(transparent, var(--line)) bottom / 100% 14px no-repeat,
            var(--surface);
        }
        .panel header {
          position: sticky;
          z-index: 2;
          inset-block-start: 0;
          background: var(--surface);
        }
      }
      @media ${TOUCH} {
        .tabs button {
          min-block-size: var(--touch);
        }
      }
      @media (forced-colors: active) {
        .tabs button[aria-expanded="true"] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  private readonly opened = new OpenedFeature(this);
  private shown: string | undefined;

  private readonly phone = new MediaQuery(this, PHONE);

  /** What was just opened comes into sight, if it is not; on a phone all that has room. */
  protected override updated(): void {
    const tab = this.workspace.tab.value;
    const panel = this.renderRoot.querySelector("#panel");
    if (tab !== undefined && tab !== this.shown) {
      panel?.scrollIntoView({ block: this.phone.matches.value ? "start" : "nearest" });
    }
    this.shown = tab;
  }

  override render(): TemplateResult | typeof nothing {
    const { words, workspace, opened } = this;
    const features = featuresFor("tab", workspace.document.description).filter(
      ({ id, called }) => called !== true || id === workspace.tab.value,
    );
    if (features.length === 0) return nothing;
    const open = features.find(({ id }) => id === workspace.tab.value);
    opened.show(open);
    return html`
      <section aria-labelledby="why">
        <div id="region-why" class="tabs" role="toolbar" aria-labelledby="why" ${oneStop()}>
          <h2 id="why">${words.why}</h2>
          ${features.map((feature) => this.renderTab(feature, feature === open))}
        </div>
        ${open === undefined ? nothing : this.renderPanel(open)}
      </section>
    `;
  }

  private renderPanel({ title }: Feature): TemplateResult {
    const { words, opened } = this;
    return html`
      <div id="panel" class="panel" role="region" aria-labelledby="title">
        <header>
          <h3 id="title">${this.say(title)}</h3>
          <button id="close" class="plain" aria-label=${words.close} title=${words.close} @click=${this.close}>
            ${icons.close}
          </button>
        </header>
        ${missingPart(opened.again, words, opened.asks)}${opened.element}
      </div>
    `;
  }

  private renderTab({ id, title }: Feature, open: boolean): TemplateResult {
    const { tab } = this.workspace;
    return html`
      <button
        id="tab-${id}"
        aria-expanded=${open}
        aria-controls=${open ? "panel" : nothing}
        @click=${() => {
          tab.value = open ? undefined : id;
        }}
      >
        ${this.say(title)}
      </button>
    `;
  }

  /** The button goes with its panel: the focus passes to what opened it, or to the first where that goes too. */
  private close(): void {
    const { tab, document } = this.workspace;
    const open = featuresFor("tab", document.description).find(({ id }) => id === tab.value);
    const button = open?.called === true ? ".tabs button" : `#tab-${tab.value}`;
    this.renderRoot.querySelector<HTMLElement>(button)?.focus();
    tab.value = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-dock": DownhillDock;
  }
}
