// SPDX-License-Identifier: Apache-2.0
/** Why it is so: panels below the stage, one at a time. What is not open is not there, and computes nothing. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import type { Feature } from "../../app/feature.ts";
import { PageElement } from "../../app/page_element.ts";
import { icons } from "../../ui/icons.ts";
import { DESK, TOUCH, WIDE } from "../../ui/styles/media.ts";
import { featuresFor } from "../shared/features.ts";
import { OpenedFeature } from "../shared/opened_feature.ts";

@customElement("downhill-dock")
export class DownhillDock extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      section {
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-block-size: var(--touch);
        padding-inline: var(--space-4) var(--space-2);
      }
      .tabs {
        display: flex;
        gap: 2px;
        flex: 1;
        min-inline-size: 0;
        overflow-x: auto;
        scrollbar-width: none;
      }
      .tabs button {
        border-color: transparent;
        background: transparent;
        color: var(--ink-2);
        white-space: nowrap;
        flex: none;
      }
      .tabs button[aria-expanded="true"] {
        background: var(--sunken);
        color: var(--ink);
        font-weight: 600;
      }
      .panel {
        border-block-start: 1px solid var(--line);
        padding: var(--space-3) var(--space-4);
        min-block-size: var(--dock-size);
        overflow-x: auto;
      }
      /* What it explains stays in sight above it. */
      @media ${DESK} {
        .panel {
          max-block-size: max(var(--dock-size), 45vh);
          overflow-y: auto;
        }
      }
      @media ${WIDE} {
        :host {
          position: sticky;
          inset-block-start: 90px;
        }
        .tabs {
          flex-wrap: wrap;
        }
        .panel {
          max-block-size: calc(100vh - 160px);
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

  /** What was just opened comes into sight, if it is not. */
  protected override updated(): void {
    const tab = this.workspace.tab.value;
    if (tab !== undefined && tab !== this.shown) this.scrollIntoView({ block: "nearest" });
    this.shown = tab;
  }

  override render(): TemplateResult | typeof nothing {
    const { words, workspace, opened } = this;
    const features = featuresFor("tab", workspace.document.description);
    if (features.length === 0) return nothing;
    const open = features.find(({ id }) => id === workspace.tab.value);
    opened.show(open);
    return html`
      <section aria-labelledby="why">
        <header>
          <h2 id="why">${words.why}</h2>
          <div class="tabs">${features.map((feature) => this.renderTab(feature, feature === open))}</div>
          ${
            open === undefined
              ? nothing
              : html`
                  <button id="close" class="plain" aria-label=${words.close} title=${words.close} @click=${this.close}>
                    ${icons.close}
                  </button>
                `
          }
        </header>
        ${
          open === undefined
            ? nothing
            : html`
                <div id="panel" class="panel" role="region" aria-label=${this.say(open.title)}>
                  ${opened.failed ? html`<p>${words.featureMissing}</p>` : opened.element}
                </div>
              `
        }
      </section>
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

  /** The button goes with its panel: the focus passes to what opened it. */
  private close(): void {
    const { tab } = this.workspace;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${tab.value}`)?.focus();
    tab.value = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-dock": DownhillDock;
  }
}
