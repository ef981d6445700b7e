// SPDX-License-Identifier: Apache-2.0
/** One sample as a picture: its numbers are the pixels. Beside it stands what it is. */
import { css, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { UiElement } from "./ui_element.ts";

@customElement("downhill-picture")
export class DownhillPicture extends UiElement {
  static override styles = [
    ...UiElement.styles,
    css`
      canvas {
        display: block;
        inline-size: 100%;
        border-radius: var(--radius-line);
        background: var(--sunken);
        image-rendering: pixelated;
      }
    `,
  ];

  /** From 0 to 255, channels x height x width. */
  @property({ attribute: false }) bytes: ArrayLike<number> = [];
  /** Channels (1 or 3), height, width. */
  @property({ attribute: false }) shape: readonly number[] = [];
  @query("canvas") private canvas!: HTMLCanvasElement;

  override render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  override updated(): void {
    const { canvas, bytes } = this;
    const [channels = 1, height = 1, width = 1] = this.shape;
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d");
    if (context === null || bytes.length === 0) return;
    const image = context.createImageData(width, height);
    const plane = height * width;
    for (let pixel = 0; pixel < plane; pixel += 1) {
      for (let colour = 0; colour < 3; colour += 1) {
        image.data[4 * pixel + colour] = bytes[Math.min(colour, channels - 1) * plane + pixel] ?? 0;
      }
      image.data[4 * pixel + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-picture": DownhillPicture;
  }
}
