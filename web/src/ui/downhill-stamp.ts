// SPDX-License-Identifier: Apache-2.0
/** A run as a small picture of what it has learned and how its loss fell, in the colours of the theme and as wide as there is room. */
import { css, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { type KeptPicture, unpackPicture } from "../charts/kept_picture.ts";
import { readPalette } from "../charts/palette.ts";
import { paintStamp } from "../charts/run_stamp.ts";
import { UiElement } from "./ui_element.ts";

const FINEST = 2;

@customElement("downhill-stamp")
export class DownhillStamp extends UiElement {
  static override styles = [
    ...UiElement.styles,
    css`
      canvas {
        display: block;
        inline-size: 100%;
        /* Wide, both are shown; square, only what is learned. */
        aspect-ratio: var(--stamp-shape, 2);
        border-radius: var(--radius-small);
        background: var(--surface);
      }
    `,
  ];

  @property({ attribute: false }) picture: KeptPicture | undefined;
  /** Another theme has other colours. */
  @property({ type: Boolean }) dark = false;
  @query("canvas") private canvas!: HTMLCanvasElement;

  private readonly room = new ResizeObserver(() => this.draw());

  override connectedCallback(): void {
    super.connectedCallback();
    this.room.observe(this);
  }

  override disconnectedCallback(): void {
    this.room.disconnect();
    super.disconnectedCallback();
  }

  override render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  override updated(): void {
    this.draw();
  }

  private draw(): void {
    const { canvas, picture } = this;
    if (canvas === null || canvas.clientWidth === 0 || picture === undefined) return;
    const scale = Math.min(FINEST, devicePixelRatio);
    canvas.width = Math.round(canvas.clientWidth * scale);
    canvas.height = Math.round(canvas.clientHeight * scale);
    paintStamp(canvas, unpackPicture(picture), readPalette());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-stamp": DownhillStamp;
  }
}
