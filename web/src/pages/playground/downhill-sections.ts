// SPDX-License-Identifier: Apache-2.0
/** On a phone: which part of the page stands below the picture. The one that is chosen again goes away; in an exercise its task comes instead. */
import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { exerciseOf } from "../../app/exercise_of.ts";
import { PageElement } from "../../app/page_element.ts";
import { SECTIONS, type Section } from "../../app/workspace.ts";

@customElement("downhill-sections")
export class DownhillSections extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      nav {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: 1fr;
      }
      button {
        border: 0;
        border-radius: 0;
        background: transparent;
        color: var(--ink-2);
        padding: 0;
        font-size: var(--text);
        border-block-end: 2px solid transparent;
      }
      button[aria-expanded="true"] {
        color: var(--ink);
        font-weight: 650;
        border-block-end-color: var(--ink);
      }
    `,
  ];

  override render() {
    const { words, workspace } = this;
    const open = workspace.section.value;
    const isExercise = exerciseOf(workspace).value !== undefined;
    const rest = isExercise ? "exercise" : undefined;
    return html`
      <nav aria-label=${words.section}>
        ${SECTIONS.filter((section) => section !== "exercise" || isExercise).map(
          (section) => html`
            <button
              id="part-${section}"
              aria-expanded=${section === open}
              @click=${() => this.choose(section === open ? rest : section)}
            >
              ${words.sections[section]}
            </button>
          `,
        )}
      </nav>
    `;
  }

  private choose(section: Section | undefined): void {
    this.workspace.section.value = section;
    this.dispatchEvent(new Event("chosen"));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-sections": DownhillSections;
  }
}
