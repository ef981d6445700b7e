// SPDX-License-Identifier: Apache-2.0
/** The loss as a landscape: of this experiment on a plane, or of a test function on which an optimizer is set off. */
import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import "./downhill-descent.ts";
import "./downhill-loss-plane.ts";
import { landscapeOf, type View } from "./store.ts";
import { viewStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-landscape";

const WORDS = { en, zh };

@customElement(tag)
export class DownhillLandscape extends PageElement {
  static override styles = [...PageElement.styles, viewStyles];

  override render(): TemplateResult {
    const store = landscapeOf(this.workspace);
    const own = WORDS[this.language];
    const button = (view: View) => html`
      <button id=${view} aria-pressed=${view === store.view} title=${own.intro[view]} @click=${() => store.choose(view)}>
        ${own.views[view]}
      </button>
    `;
    return html`
      <div class="views" role="group" aria-label=${own.what}>${store.views.map(button)}</div>
      ${
        store.view === "descent"
          ? html`<downhill-descent></downhill-descent>`
          : html`<downhill-loss-plane></downhill-loss-plane>`
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-landscape": DownhillLandscape;
  }
}
