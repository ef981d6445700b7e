// SPDX-License-Identifier: Apache-2.0
/** A dataset in the size of a stamp. */
import { css, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { Thumbnail } from "../../app/first_page.ts";
import { PageElement } from "../../app/page_element.ts";
import { readPalette } from "../../charts/palette.ts";

const SIZE = 44;
const DOT = 1.5;

@customElement("downhill-thumbnail")
export class DownhillThumbnail extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      canvas {
        display: block;
        inline-size: var(--touch);
        block-size: var(--touch);
      }
    `,
  ];

  @property({ attribute: false }) thumbnail: Thumbnail | undefined;
  @query("canvas") private canvas!: HTMLCanvasElement;

  override render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  override updated(): void {
    const { canvas, thumbnail } = this;
    const context = canvas.getContext("2d");
    const range = thumbnail?.summary.range;
    const ratio = Math.min(2, devicePixelRatio);
    canvas.width = SIZE * ratio;
    canvas.height = SIZE * ratio;
    if (context === null || thumbnail === undefined || range === undefined) return;
    context.scale(ratio, ratio);
    const { task, features } = thumbnail.summary;
    const palette = readPalette();
    const { points } = thumbnail;
    for (let at = 0; at + 3 < points.length; at += 4) {
      const target = points[at + 2] ?? 0;
      const height = features === 1 ? target : (points[at + 1] ?? 0);
      const x = ((points[at] ?? 0) - range.x_min) / (range.x_max - range.x_min);
      const y = (range.y_max - height) / (range.y_max - range.y_min);
      const colour = task === "regression" ? (target > 0 || features === 1 ? 1 : 0) : target;
      context.fillStyle =
        palette.classes[(features === 1 ? 0 : colour) % palette.classes.length] ?? "";
      context.beginPath();
      context.arc(x * SIZE, y * SIZE, DOT, 0, 2 * Math.PI);
      context.fill();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-thumbnail": DownhillThumbnail;
  }
}
