// SPDX-License-Identifier: Apache-2.0
/** The task as students will see it: the same cleaned Markdown, in each language that it is written in. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { isObject } from "../../documents/path.ts";
import { statementStyles } from "../../ui/styles/statement.ts";
import { textIn } from "./draft.ts";
import { EditorPart } from "./editor_part.ts";

@customElement("downhill-editor-preview")
export class DownhillEditorPreview extends EditorPart {
  static override styles = [
    ...EditorPart.styles,
    statementStyles,
    css`
      /* Unlike the lists of the editor itself. */
      .statement :is(ul, ol) {
        display: block;
        list-style: revert;
      }
      .statement.box {
        display: block;
      }
    `,
  ];

  /** Comes when it is first looked at, with what sets formulas. */
  @state() private statement: typeof import("../../lessons/statement.ts") | undefined;

  override render(): TemplateResult | typeof nothing {
    const { own, store } = this;
    const { task } = store.raw;
    if (textIn(task, this.language) === "") return nothing;
    const languages = (["en", "zh"] as const).filter(
      (language) => isObject(task) && typeof task[language] === "string" && task[language] !== "",
    );
    const shown = languages.length < 2 ? [this.language] : languages;
    return html`
      <details id="preview" @toggle=${this.load}>
        <summary>${own.preview}</summary>
        <div>
          ${shown.map(
            (language) => html`
              <div class="statement box" lang=${language}>
                ${this.statement === undefined ? nothing : unsafeHTML(this.statement.statementHtml(textIn(task, language), language))}
              </div>
            `,
          )}
        </div>
      </details>
    `;
  }

  private async load(event: Event): Promise<void> {
    if (!(event.target as HTMLDetailsElement).open) return;
    this.statement = await import("../../lessons/statement.ts").catch(() => undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-editor-preview": DownhillEditorPreview;
  }
}
