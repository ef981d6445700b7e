// SPDX-License-Identifier: Apache-2.0
/** One sample as a picture: ink on the paper of the theme, or its own colours. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { divergingTable, type Scale } from "../charts/field_image.ts";
import type { Palette } from "../charts/palette.ts";
import { Picture } from "../charts/picture.ts";
import { type Extent, PaintedElement } from "./painted_element.ts";

@customElement("downhill-sample-picture")
export class DownhillSamplePicture extends PaintedElement {
  static override styles = [
    ...PaintedElement.styles,
    css`
      :host {
        aspect-ratio: 1;
        border-radius: var(--radius-line);
        overflow: hidden;
        background: var(--map-middle);
      }
      canvas {
        display: block;
        inline-size: 100%;
        block-size: 100%;
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

  override render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  override updated(): void {
    this.paint();
  }

  protected override draw(
    context: CanvasRenderingContext2D,
    extent: Extent,
    palette: Palette,
  ): void {
    const { values, ink } = this;
    const [channels = 1, height = 1, width = 1] = this.shape;
    if (values.length !== channels * height * width) return;
    if (this.signed) this.picture.scalar({ width, height, values }, ink, divergingTable(palette));
    else if (channels === 3) this.picture.colours({ width, height, values }, ink);
    else this.picture.grey({ width, height, values }, palette, ink);
    this.picture.draw(context, { x: 0, y: 0, ...extent }, false);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-sample-picture": DownhillSamplePicture;
  }
}
