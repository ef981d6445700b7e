// SPDX-License-Identifier: Apache-2.0
/** Which trainer runs, with how many threads, and why not a faster one. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import type { ModuleInfo } from "../engine/api.ts";
import { PageElement } from "./base.ts";

@customElement("downhill-badge")
export class DownhillBadge extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        position: relative;
      }
      summary {
        display: inline-flex;
        align-items: center;
        gap: 7px;
        min-block-size: 32px;
        padding-inline: 10px;
        border: 1px solid var(--line);
        border-radius: 16px;
        background: var(--surface);
        font-size: 0.8125rem;
        color: var(--ink-2);
        list-style: none;
        white-space: nowrap;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover {
        border-color: var(--control-line);
      }
      .light {
        inline-size: 8px;
        block-size: 8px;
        border-radius: 50%;
        background: var(--class-2);
      }
      .why {
        position: absolute;
        z-index: 10;
        inset-block-start: calc(100% + 6px);
        inset-inline-end: 0;
        inline-size: min(320px, 90vw);
        padding: 12px 14px;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        box-shadow: 0 8px 28px rgb(0 0 0 / 18%);
        display: grid;
        gap: 8px;
        color: var(--ink-2);
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
        summary {
          min-block-size: 44px;
          border-radius: 22px;
        }
      }
      @media (max-width: 479px) {
        summary {
          padding-inline: 8px;
          font-size: 0.75rem;
          gap: 5px;
        }
        /* Told in full when it is opened. */
        summary .kind {
          display: none;
        }
      }
    `,
  ];

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
      <details @focusout=${this.leave} @keydown=${this.onKey}>
        <summary id="badge" title=${words.module}><span class="light"></span>${this.renderName(module)}</summary>
        <div class="why">
          <p class="name">${this.renderName(module)}</p>
          <p>${words.moduleReasons[module.reason]}</p>
          ${
            module.tried.length === 0
              ? nothing
              : html`<p>${words.moduleTried}</p><ul>${module.tried.map(({ name, step, message }) => html`<li>${name} (${step}): ${message}</li>`)}</ul>`
          }
        </div>
      </details>
    `;
  }

  private renderName({ name, threads }: ModuleInfo): TemplateResult {
    const kind = name.startsWith("relaxed") ? this.words.relaxedSimd : "SIMD";
    const shown = this.words.threads(this.format.integer(threads), threads);
    return html`<span>${shown}<span class="kind"> · ${kind}</span></span>`;
  }

  /** No modal: it closes when the focus goes elsewhere. */
  private leave(event: FocusEvent): void {
    const details = event.currentTarget as HTMLDetailsElement;
    if (!details.contains(event.relatedTarget as Node | null)) details.open = false;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") (event.currentTarget as HTMLDetailsElement).open = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-badge": DownhillBadge;
  }
}
