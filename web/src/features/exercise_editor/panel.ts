// SPDX-License-Identifier: Apache-2.0
/** The editor of exercises, beside the playground that it takes start and solution from. */
import { css, html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { icons } from "../../ui/icons.ts";
import "./downhill-editor-begin.ts";
import "./downhill-editor-checks.ts";
import "./downhill-editor-extras.ts";
import "./downhill-editor-give.ts";
import "./downhill-editor-start.ts";
import "./downhill-editor-text.ts";
import { textIn } from "./draft.ts";
import { EditorPart } from "./editor_part.ts";

export const tag = "downhill-exercise-editor";

@customElement(tag)
export class DownhillExerciseEditor extends EditorPart {
  static override styles = [
    ...EditorPart.styles,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-2);
        padding-block: var(--space-1);
      }
      .bar strong {
        flex: 1 1 140px;
        min-inline-size: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-weight: 650;
      }
      .part {
        padding-block-start: var(--space-3);
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  override render(): TemplateResult {
    const { own, store } = this;
    const { draft, history } = store;
    if (draft === undefined) return html`<downhill-editor-begin></downhill-editor-begin>`;
    const title = textIn(store.raw.title, this.language) || own.untitled;
    const isOurs = draft.origin !== undefined;
    return html`
      <div class="bar">
        <strong title=${title}>${title}</strong>
        <button class="plain" id="undo-draft" ?disabled=${!history.canUndo} aria-label=${own.undo} title=${own.undo} @click=${() => history.undo()}>${icons.undo}</button>
        <button class="plain" id="redo-draft" ?disabled=${!history.canRedo} aria-label=${own.redo} title=${own.redo} @click=${() => history.redo()}>${icons.redo}</button>
        <button id="close-draft" @click=${() => store.close()}>${own.close}</button>
      </div>
      ${isOurs ? html`<p class="hint" id="ours">${own.ours}</p>` : nothing}
      ${history.copied ? html`<p class="hint" role="status" id="copied">${own.copied}</p>` : nothing}
      ${history.kept ? nothing : html`<p class="warning" role="alert">${own.notKept}</p>`}
      <downhill-editor-start class="part"></downhill-editor-start>
      <downhill-editor-checks class="part"></downhill-editor-checks>
      <downhill-editor-text class="part"></downhill-editor-text>
      <downhill-editor-extras class="part"></downhill-editor-extras>
      <downhill-editor-give class="part"></downhill-editor-give>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise-editor": DownhillExerciseEditor;
  }
}
