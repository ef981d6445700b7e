// SPDX-License-Identifier: Apache-2.0
/** The keys of all commands, and a switch to turn the single ones off. */
import { css, html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { COMMANDS, type Command, goTo } from "../../app/commands.ts";
import { exerciseOf } from "../../app/exercise_of.ts";
import { PageElement } from "../../app/page_element.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-keys";

const WORDS = { en, zh };

@customElement(tag)
export class DownhillKeys extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--space-2) var(--space-4);
        margin: 0 0 var(--space-4);
      }
      dd {
        margin: 0;
        color: var(--ink-2);
      }
      kbd {
        font: inherit;
        font-size: var(--text-small);
        font-weight: 600;
        border: 1px solid var(--control-line);
        border-radius: var(--radius-small);
        padding: 1px 7px;
        background: var(--surface);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-block-size: var(--touch);
      }
      input {
        inline-size: 18px;
        block-size: 18px;
        accent-color: var(--ink);
      }
    `,
  ];

  override render() {
    const own = WORDS[this.language];
    const { settings } = this.workspace;
    const isExercise = exerciseOf(this.workspace).value !== undefined;
    const commands = COMMANDS.filter(
      ({ id, keys }: Command) => keys !== undefined && (isExercise || id !== goTo("exercise")),
    );
    return html`
      <dl>${commands.map((command) => this.renderCommand(command))}</dl>
      <label>
        <input
          type="checkbox"
          .checked=${settings.shortcuts}
          @change=${(event: Event) => settings.setShortcuts((event.target as HTMLInputElement).checked)}
        />
        ${own.on}
      </label>
      <p class="quiet">${own.note}</p>
    `;
  }

  private renderCommand({ keys = [], name }: Command): TemplateResult {
    return html`
      <dt>${keys.slice(0, 1).map((key) => key.split("+").map((part) => html`<kbd>${this.keyName(part)}</kbd> `))}</dt>
      <dd>${name(this.words)}</dd>
    `;
  }

  private keyName(key: string): string {
    const own = WORDS[this.language];
    return { Space: own.space, Control: own.control, Shift: own.shift }[key] ?? key;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-keys": DownhillKeys;
  }
}
