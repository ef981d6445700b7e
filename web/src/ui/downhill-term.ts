// SPDX-License-Identifier: Apache-2.0
/** A word that is explained where it stands: dotted, and said in a sentence at a tap, at Enter, or when the keyboard reaches it. */
import { css, html, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { Language } from "../locales/language.ts";
import { TERMS, type TermId, withTerms } from "../locales/terms.ts";
import { placeBeside, popoverStyles } from "./popovers.ts";
import { TOUCH } from "./styles/media.ts";
import { UiElement } from "./ui_element.ts";

@customElement("downhill-term")
export class DownhillTerm extends UiElement {
  static override styles = [
    ...UiElement.styles,
    popoverStyles,
    css`
      :host {
        display: inline;
        font: inherit;
        color: inherit;
      }
      button {
        display: inline;
        position: relative;
        min-block-size: 0;
        padding: 0;
        border: 0;
        border-radius: var(--radius-line);
        background: none;
        font: inherit;
        color: inherit;
        white-space: inherit;
        text-align: inherit;
        text-decoration: underline dotted;
        text-decoration-thickness: 1px;
        text-underline-offset: 0.2em;
        cursor: help;
      }
      [popover] {
        inline-size: min(260px, calc(100vw - 16px));
        font-size: var(--text-small);
        font-weight: 400;
        line-height: 1.45;
        text-align: start;
        white-space: normal;
      }
      strong {
        color: var(--ink);
      }
      /* A word in a line of text is lower than a finger. */
      @media ${TOUCH} {
        button::after {
          content: "";
          position: absolute;
          inset: calc((1.45em - var(--touch)) / 2) -4px;
        }
      }
    `,
  ];

  @property() term!: TermId;
  @query("button") private button!: HTMLButtonElement;
  @query("[popover]") private panel!: HTMLElement;

  override render(): TemplateResult {
    const { name, says } = TERMS[this.term];
    return html`<button type="button" popovertarget="says" @focus=${this.reached} @blur=${() => this.panel.hidePopover()}><slot></slot></button
      ><span id="says" popover role="note" @toggle=${this.place}><strong>${this.say(name)}</strong> ${this.say(says)}</span>`;
  }

  /** A press opens it anyway. */
  private reached(): void {
    if (this.button.matches(":focus-visible")) this.panel.showPopover();
  }

  private place(event: ToggleEvent): void {
    if (event.newState === "open") placeBeside(this.panel, this.button);
  }
}

/** `shown`: the word, or what stands for it. */
export const term = (id: TermId, shown: unknown): TemplateResult =>
  html`<downhill-term .term=${id}>${shown}</downhill-term>`;

/** A sentence whose words are explained where they stand first. */
export const explained = (text: string, language: Language): unknown =>
  withTerms(text, language).map((piece) =>
    piece.term === undefined ? piece.text : term(piece.term, piece.text),
  );

declare global {
  interface HTMLElementTagNameMap {
    "downhill-term": DownhillTerm;
  }
}
