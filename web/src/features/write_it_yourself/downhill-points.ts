// SPDX-License-Identifier: Apache-2.0
/** Points with their classes, on a stamp. */
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { type Extent, PaintedElement } from "../../app/painted_element.ts";
import { drawMarks } from "../../charts/markers.ts";
import type { Palette } from "../../charts/palette.ts";
import { drawAxes, planeOf, spanOf } from "../../charts/plane.ts";
import type { LabelledPoint } from "../../sandbox/dataset_task.ts";

const RADIUS = 3.2;

@customElement("downhill-points")
export class DownhillPoints extends PaintedElement {
  static override styles = [
    ...PaintedElement.styles,
    css`
      canvas {
        display: block;
        inline-size: 100%;
        max-inline-size: 300px;
        aspect-ratio: 1;
      }
    `,
  ];

  @property({ attribute: false }) points: readonly LabelledPoint[] = [];
  @property() says = "";

  override render() {
    return html`<canvas role="img" aria-label=${this.says}></canvas>`;
  }

  override updated(): void {
    this.paint();
  }

  protected override draw(
    context: CanvasRenderingContext2D,
    extent: Extent,
    palette: Palette,
  ): void {
    const { points, format } = this;
    // One scale for both axes: a ring is round.
    const span = spanOf(points.flatMap(({ x, y }) => [x, y]));
    const plane = planeOf(extent, span, span);
    const titles = { x: "x1", y: "x2" };
    drawAxes(context, plane, [span, span], titles, (value) => format.mark(value), palette);
    const samples = new Float32Array(points.flatMap(({ x, y, target }) => [x, y, target, 0]));
    const colour = (target: number) =>
      palette.classes[target % palette.classes.length] ?? palette.text;
    const place = { x: plane.x, y: plane.y, radius: RADIUS };
    drawMarks(context, samples, place, { palette, colour, shaped: true, edge: palette.pointEdge });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-points": DownhillPoints;
  }
}
