// SPDX-License-Identifier: Apache-2.0
/** What all elements of the page share: the playground, the words of the language, and drawing again when a store tells. */
import { LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { Text } from "../engine/api.ts";
import { type Format, formatOf } from "../locales/format.ts";
import { Labels } from "../locales/labels.ts";
import { pick, type Words, wordsOf } from "../locales/words.ts";
import type { Observable } from "../sessions/observable.ts";
import { shared } from "../ui/styles/shared.ts";
import type { Playground } from "./playground.ts";

export abstract class PageElement extends LitElement {
  static override styles = [shared];

  @property({ attribute: false }) playground!: Playground;

  private subscriptions: (() => void)[] = [];

  /** The stores this element draws, besides the settings. */
  protected stores(): readonly Observable[] {
    return [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.subscriptions = [this.playground.settings, ...this.stores()].map((store) =>
      store.subscribe(() => this.told()),
    );
  }

  override disconnectedCallback(): void {
    for (const end of this.subscriptions) end();
    super.disconnectedCallback();
  }

  /** A store changed. Elements that draw on a canvas take their own way. */
  protected told(): void {
    this.requestUpdate();
  }

  protected get words(): Words {
    return wordsOf(this.playground.settings.language);
  }

  protected get format(): Format {
    return formatOf(this.playground.settings.language);
  }

  protected get labels(): Labels {
    const { catalog, experiment } = this.playground.experiment;
    return new Labels(catalog, experiment, this.playground.settings.language);
  }

  /** "1 epoch", "1,200 epochs". */
  protected epochs(count = 0): string {
    return this.words.epochs(this.format.integer(count), count);
  }

  /** A text of the catalog in the language of the page. */
  protected say(text: Text): string {
    return pick(text, this.playground.settings.language);
  }
}
