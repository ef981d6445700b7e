// SPDX-License-Identifier: Apache-2.0
/** A panel that the playground has in its dock, as a part of the player: loaded with its frame, and not before. */
import { html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Feature } from "../../app/feature.ts";
import { PageElement } from "../../app/page_element.ts";
import { missingPart } from "../../ui/missing_part.ts";
import { OpenedFeature } from "../shared/opened_feature.ts";

@customElement("downhill-part")
export class DownhillPart extends PageElement {
  @property({ attribute: false }) feature: Feature | undefined;

  private readonly opened = new OpenedFeature(this);

  override render(): TemplateResult {
    const { opened, feature } = this;
    opened.show(feature);
    return html`${missingPart(opened.again, this.words, opened.asks)}${opened.element}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-part": DownhillPart;
  }
}
