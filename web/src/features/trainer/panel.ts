// SPDX-License-Identifier: Apache-2.0
/** Which trainer runs, with how many threads, and why not a faster one. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, query } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import type { ModuleInfo } from "../../engine/api.ts";
import { placeBelow, popoverStyles } from "../../ui/popovers.ts";

@customElement("downhill-badge")
export class DownhillBadge extends PageElement {
  static override styles = [
    ...PageElement.styles,
    popoverStyles,
    css`
      button {
        gap: 7px;
        padding-inline: 10px;
        border-radius: 16px;
        font-size: 0.8125rem;
        color: var(--ink-2);
        white-space: nowrap;
      }
      .light {
        inline-size: 8px;
        block-size: 8px;
        border-radius: 50%;
        background: var(--class-2);
      }
      .name {
        color: var(--ink);
        font-weight: 600;
      }
      ul {
        margin: 0;
        padding-inline-start: 18px;
        overflow-wrap: anywhere;
      }
      @media (pointer: coarse), (max-width: 719px) {
        button {
          min-block-size: 44px;
          border-radius: 22px;
        }
      }
      @media (max-width: 479px) {
        button {
          padding-inline: 8px;
          font-size: 0.75rem;
          gap: 5px;
        }
        /* Told in full when it is opened. */
        button .kind {
          display: none;
        }
      }
    `,
  ];

  @query("#badge") private badge!: HTMLElement;
  @query("#why") private why!: HTMLElement;

  private drawn: unknown;
  private language = "";

  protected override stores() {
    return [this.playground.runs];
  }

  protected override told(): void {
    const { runs, settings } = this.playground;
    if (runs.module === this.drawn && settings.language === this.language) return;
    this.requestUpdate();
  }

  override render() {
    const { runs, engine, settings } = this.playground;
    const module = runs.module ?? engine.module;
    this.drawn = runs.module;
    this.language = settings.language;
    const { words } = this;
    return html`
      <button id="badge" popovertarget="why" title=${words.module}>
        <span class="light"></span>${this.renderName(module)}
      </button>
      <div id="why" class="why" popover @toggle=${this.place}>
          <p class="name">${this.renderName(module)}</p>
          <p>${words.moduleReasons[module.reason]}</p>
          ${
            module.tried.length === 0
              ? nothing
              : html`<p>${words.moduleTried}</p><ul>${module.tried.map(({ name, step, message }) => html`<li>${name} (${step}): ${message}</li>`)}</ul>`
          }
      </div>
    `;
  }

  private renderName({ name, threads }: ModuleInfo): TemplateResult {
    const kind = name.startsWith("relaxed") ? this.words.relaxedSimd : "SIMD";
    const shown = this.words.threads(this.format.integer(threads), threads);
    return html`<span>${shown}<span class="kind"> · ${kind}</span></span>`;
  }

  private place(): void {
    if (this.why.matches(":popover-open")) placeBelow(this.why, this.badge);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-badge": DownhillBadge;
  }
}
