// SPDX-License-Identifier: Apache-2.0
/** The presets as cards: a picture of what each comes to, and its story. Choosing one is one change, which undo takes back. */
import { effect } from "@preact/signals-core";
import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { perform } from "../../app/commands.ts";
import type { Notice } from "../../app/notice.ts";
import { PageElement } from "../../app/page_element.ts";
import { sentence } from "../../documents/refusal.ts";
import "../../ui/downhill-stamp.ts";
import { GROUPS, type Preset } from "./presets.ts";
import { galleryStyles } from "./styles.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

export const tag = "downhill-gallery";

const WORDS = { en, zh };

@customElement(tag)
export class DownhillGallery extends PageElement {
  static override styles = [...PageElement.styles, galleryStyles];

  override render() {
    return html`
      <p class="quiet">${WORDS[this.language].intro}</p>
      ${GROUPS.map(
        ({ title, presets }, index) => html`
          <section aria-labelledby="group-${index}">
            <h3 id="group-${index}">${this.say(title)}</h3>
            <div class="cards">${presets.map((preset) => this.renderCard(preset))}</div>
          </section>
        `,
      )}
    `;
  }

  private renderCard(preset: Preset): TemplateResult {
    return html`
      <button id="preset-${preset.id}" class="card" aria-describedby="story-${preset.id}" aria-labelledby="title-${preset.id}" @click=${() => this.open(preset)}>
        <downhill-stamp .picture=${preset.picture} ?dark=${this.workspace.settings.dark}></downhill-stamp>
        <strong id="title-${preset.id}">${this.say(preset.title)}</strong>
        <span class="story" id="story-${preset.id}">${this.say(preset.story)}</span>
      </button>
    `;
  }

  private async open({ title, story, document }: Preset): Promise<void> {
    const { workspace } = this;
    workspace.dialog.value = undefined;
    const outcome = await workspace.openDocument(document);
    if (outcome.status === "refused" || outcome.status === "failed") {
      const { refusal } = outcome;
      workspace.notice.value = {
        tone: "refused",
        text: { en: sentence(refusal, "en"), zh: sentence(refusal, "zh") },
      };
      return;
    }
    this.tell({
      tone: "done",
      text: { en: en.opened(title.en, story.en), zh: zh.opened(title.zh, story.zh) },
      action: {
        label: { en: en.undo, zh: zh.undo },
        run: () => perform("undo", workspace),
      },
    });
  }

  /** Until something else is changed: its story would be of another experiment, and its undo would take back something else. */
  private tell(opened: Notice): void {
    const { document, notice } = this.workspace;
    const { experiment } = document;
    notice.value = opened;
    const stop = effect(() => {
      if (notice.value === opened && document.experiment === experiment) return;
      if (notice.peek() === opened) notice.value = undefined;
      queueMicrotask(() => stop());
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-gallery": DownhillGallery;
  }
}
