// SPDX-License-Identifier: Apache-2.0
/** One sample as a picture: ink on the paper of the theme, or its own colours. There are many of them: it is an image, no canvas. */
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { divergingTable, type Scale } from "../charts/field_image.ts";
import { type Palette, readPalette } from "../charts/palette.ts";
import { Picture } from "../charts/picture.ts";
import { PageElement } from "./page_element.ts";

@customElement("downhill-sample-picture")
export class DownhillSamplePicture extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        aspect-ratio: 1;
        border-radius: var(--radius-line);
        overflow: hidden;
        background: var(--map-middle);
      }
      img {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        image-rendering: pixelated;
      }
    `,
  ];

  /** Channels x height x width, in original units. */
  @property({ attribute: false }) values: ArrayLike<number> = [];
  /** Channels, height, width. */
  @property({ attribute: false }) shape: readonly number[] = [];
  /** Of no ink and of full ink. */
  @property({ attribute: false }) ink: Scale = { low: 0, high: 1 };

  /** Numbers to either side of 0, such as a gradient: from the low colour to the high one. */
  @property({ type: Boolean }) signed = false;

  private readonly picture = new Picture();
  private palette: Palette | undefined;
  private dark: boolean | undefined;

  override render() {
    const { dark } = this.workspace.settings;
    if (this.palette === undefined || this.dark !== dark) this.palette = readPalette();
    this.dark = dark;
    const address = this.address(this.palette);
    return address === undefined ? nothing : html`<img alt="" decoding="sync" src=${address} />`;
  }

  private address(palette: Palette): string | undefined {
    const { values, ink, picture } = this;
    const [channels = 1, height = 1, width = 1] = this.shape;
    if (values.length !== channels * height * width) return undefined;
    if (this.signed) picture.scalar({ width, height, values }, ink, divergingTable(palette));
    else if (channels === 3) picture.colours({ width, height, values }, ink);
    else picture.grey({ width, height, values }, palette, ink);
    return picture.address;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-sample-picture": DownhillSamplePicture;
  }
}
