// SPDX-License-Identifier: Apache-2.0
/** What one contestant has learned: its map, or its curve. Its name stands beside. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type Extent, PaintedElement } from "../../app/painted_element.ts";
import type { Palette } from "../../charts/palette.ts";
import { LearnedPainter, type RunPicture } from "../../charts/run_painter.ts";
import type { Learned } from "./replay.ts";

const NO_CURVE: RunPicture["train"] = {
  count: 0,
  x: new Float64Array(),
  minimum: new Float64Array(),
  maximum: new Float64Array(),
  mean: new Float64Array(),
};

@customElement("downhill-learned")
export class DownhillLearned extends PaintedElement {
  static override styles = [
    ...PaintedElement.styles,
    css`
      canvas {
        display: block;
        inline-size: 100%;
        aspect-ratio: 1;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
        background: var(--sunken);
      }
    `,
  ];

  @property({ attribute: false }) picture: Learned | undefined;
  @property() says = "";
  readonly #painter = new LearnedPainter();

  override render() {
    return html`<canvas role="img" aria-label=${this.says}></canvas>`;
  }

  override updated(): void {
    this.paint();
  }

  protected override draw(
    context: CanvasRenderingContext2D,
    { width, height }: Extent,
    palette: Palette,
  ): void {
    if (this.picture === undefined) return;
    const picture = {
      ...this.picture,
      train: NO_CURVE,
      validation: NO_CURVE,
      logarithmic: false,
    };
    this.#painter.paint(context, { x: 0, y: 0, width, height }, picture, palette);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-learned": DownhillLearned;
  }
}
