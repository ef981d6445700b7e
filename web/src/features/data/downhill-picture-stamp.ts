// SPDX-License-Identifier: Apache-2.0
/** A dataset of pictures in the size of a stamp: four of them. */
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../../app/downhill-sample-picture.ts";
import { UiElement } from "../../ui/ui_element.ts";
import { inkOf, type PictureSamples, pictureSamples } from "./picture_samples.ts";

const INK = { low: 0, high: 15 };

@customElement("downhill-picture-stamp")
export class DownhillPictureStamp extends UiElement {
  static override styles = [
    ...UiElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 2px;
        inline-size: var(--touch);
        block-size: var(--touch);
      }
    `,
  ];

  /** The dataset. */
  @property() of = "";
  @state() private samples: PictureSamples | undefined;

  override firstUpdated(): void {
    void pictureSamples(this.of).then((samples) => {
      this.samples = samples;
    });
  }

  override render() {
    const { samples } = this;
    if (samples === undefined) return nothing;
    const shape = [1, samples.side, samples.side];
    return samples.pictures.map(
      (picture) =>
        html`<downhill-sample-picture .values=${inkOf(picture)} .shape=${shape} .ink=${INK}></downhill-sample-picture>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-picture-stamp": DownhillPictureStamp;
  }
}
