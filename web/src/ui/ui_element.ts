// SPDX-License-Identifier: Apache-2.0
/** What all elements share: the look of controls, and the words of the page's language. */
import { ContextConsumer, createContext } from "@lit/context";
import type { ReadonlySignal } from "@preact/signals-core";
import type { Text } from "../engine/api.ts";
import { type Format, formatOf } from "../locales/format.ts";
import type { Language } from "../locales/language.ts";
import { pick, type Words, wordsOf } from "../locales/words.ts";
import { SignalElement } from "./signal_element.ts";
import { shared } from "./styles/shared.ts";

export const languageContext = createContext<ReadonlySignal<Language>>(Symbol("language"));

export abstract class UiElement extends SignalElement {
  static override styles = [shared];

  readonly #language = new ContextConsumer(this, { context: languageContext });

  protected get language(): Language {
    return this.#language.value?.value ?? "en";
  }

  protected get words(): Words {
    return wordsOf(this.language);
  }

  protected get format(): Format {
    return formatOf(this.language);
  }

  /** "1 epoch", "1,200 epochs". */
  protected epochs(count = 0): string {
    return this.words.epochs(this.format.integer(count), count);
  }

  /** A button that goes away leaves the focus to what came of it, which is drawn first. */
  protected async focusOn(selector: string): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  }

  /** A text of the catalog in the language of the page. */
  protected say(text: Text): string {
    return pick(text, this.language);
  }
}
