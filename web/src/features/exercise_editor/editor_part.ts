// SPDX-License-Identifier: Apache-2.0
/** What all parts of the editor share: the store, the words, fields by their place, and buttons that take something away. */
import { html, nothing, type TemplateResult } from "lit";
import { PageElement } from "../../app/page_element.ts";
import { icons } from "../../ui/icons.ts";
import "./downhill-exercise-field.ts";
import { partStyles } from "./part_styles.ts";
import { type EditorStore, editorOf } from "./store.ts";
import { type EditorWords, editorWords } from "./words.ts";

export abstract class EditorPart extends PageElement {
  static override styles = [...PageElement.styles, partStyles];

  protected get own(): EditorWords {
    return editorWords(this.language);
  }
  protected get store(): EditorStore {
    return editorOf(this.workspace);
  }

  /** `helps`: with what it is for. */
  protected field(path: string, { helps = false, name = "" } = {}): TemplateResult {
    return html`<downhill-exercise-field id=${idOf(path)} .path=${path} .name=${name} .helps=${helps}></downhill-exercise-field>`;
  }

  /** What is amiss at a place that has no field of its own. */
  protected faultsAt(path: string): TemplateResult | typeof nothing {
    const faults = this.store.faults.value.filter((one) => one.path === path);
    return faults.length === 0
      ? nothing
      : html`<p class="fault" id=${idOf(path)}>${faults.map(({ message }) => this.say(message)).join(" ")}</p>`;
  }

  /** The focus, which would be lost with the button, stays in this part. */
  protected removing(path: string, name: string): TemplateResult {
    const remove = () => {
      this.store.remove(path);
      void this.keepFocus();
    };
    return html`<button class="plain remove" aria-label=${name} title=${name} @click=${remove}>${icons.close}</button>`;
  }

  private async keepFocus(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("h4")?.focus();
  }
}

/** Of the element that shows a place. */
export const idOf = (path: string): string => `at-${path.replace(/[^\w]+/g, "-")}`;
