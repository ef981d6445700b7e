// SPDX-License-Identifier: Apache-2.0
/** The ways out of the player: back to what the author made, the whole playground, and which trainer runs here and why. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { readableLink } from "../../documents/link.ts";
import { declaredView, VIEW_KEYS, type View } from "../../documents/view_keys.ts";
import { ONE_FILE } from "../../engine/build.ts";
import "../../features/trainer/panel.ts";
import { icons } from "../../ui/icons.ts";
import { placeBeside, popoverStyles } from "../../ui/popovers.ts";
import type { Hidden } from "./options.ts";
import { playerWords } from "./words.ts";

@customElement("downhill-ways")
export class DownhillWays extends PageElement {
  static override styles = [
    ...PageElement.styles,
    popoverStyles,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 var(--space-3);
        font-size: var(--text-note);
      }
      a {
        display: inline-flex;
        align-items: center;
        min-block-size: 28px;
        color: var(--ink-2);
      }
      .row button.plain,
      #list button.plain {
        font-size: var(--text-note);
        color: var(--ink-2);
        padding-inline: var(--space-1);
        justify-content: flex-start;
      }
      #list a {
        min-block-size: var(--touch);
      }
      [popover] {
        max-block-size: calc(100dvh - 16px);
        overflow-y: auto;
      }
    `,
  ];

  /** All of it behind one button. */
  @property({ type: Boolean }) folded = false;
  @property({ attribute: false }) without: ReadonlySet<Hidden> = new Set();
  @query("[popover]") private panel!: HTMLElement;

  override render(): TemplateResult {
    const own = playerWords(this.language);
    return this.folded
      ? html`
          <button id="more" class="plain" popovertarget="list" aria-label=${own.more} title=${own.more}>${icons.more}</button>
          <div id="list" popover @toggle=${this.place}>
            ${this.renderBack()} ${this.renderOpen()}
            ${this.without.has("badge") ? nothing : html`<downhill-trainer></downhill-trainer>`}
          </div>
        `
      : html`<div class="row">${this.renderBack()} ${this.renderBadge()} ${this.renderOpen()}</div>`;
  }

  private renderBack(): TemplateResult {
    const own = playerWords(this.language);
    return html`<button id="back" class="plain" title=${own.backHelp} @click=${this.back}>${icons.undo}${own.back}</button>`;
  }

  private back(): void {
    if (this.folded) this.panel.hidePopover();
    this.dispatchEvent(new Event("back"));
  }

  private renderBadge(): TemplateResult | typeof nothing {
    const { words, format } = this;
    const { early, run, engine } = this.workspace;
    if (this.without.has("badge")) return nothing;
    const module = early.arrival.value === undefined ? (run.module ?? engine.module) : undefined;
    const shown =
      module === undefined
        ? words.starting
        : module.reason === "shared"
          ? playerWords(this.language).shared
          : words.threads(format.integer(module.threads), module.threads);
    return html`
      <button id="badge" class="plain" popovertarget="trainer" title=${words.module}>${shown}</button>
      <div id="trainer" popover @toggle=${this.place}><downhill-trainer></downhill-trainer></div>
    `;
  }

  private renderOpen(): TemplateResult | typeof nothing {
    const own = playerWords(this.language);
    const { document, settings } = this.workspace;
    const link = readableLink({ document: document.minimal, view: ofPlayground(settings.view) });
    if (ONE_FILE || this.without.has("link") || link === undefined) return nothing;
    return html`<a id="open" href="./index.html#${link}" target="_blank" rel="noopener" title=${own.openHelp}>${own.open}</a>`;
  }

  private place({ newState }: ToggleEvent): void {
    const button = this.renderRoot.querySelector(`[popovertarget]`);
    if (newState === "open" && button !== null) placeBeside(this.panel, button);
  }
}

/** What the address says that the playground understands too. */
function ofPlayground(view: View): View {
  const keys = VIEW_KEYS.filter((key) => declaredView(key).pages.includes("playground"));
  return Object.fromEntries(
    keys.flatMap((key) => (view[key] === undefined ? [] : [[key, view[key]]])),
  );
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-ways": DownhillWays;
  }
}
