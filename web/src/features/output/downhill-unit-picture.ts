// SPDX-License-Identifier: Apache-2.0
/** What a unit answers over the plane, with the samples on it; or the weights that it looks at a picture with. */
import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { rowOf } from "../../app/attention.ts";
import { LeasedView } from "../../app/leased_view.ts";
import { type Extent, PaintedElement } from "../../app/painted_element.ts";
import { zeroContour } from "../../charts/contour.ts";
import { divergingTable } from "../../charts/field_image.ts";
import { classColour, strokePieces } from "../../charts/map_painter.ts";
import { middle } from "../../charts/map_scale.ts";
import { drawMarks } from "../../charts/markers.ts";
import { incomingOf, unitCount, weightShape } from "../../charts/network_layout.ts";
import type { Palette } from "../../charts/palette.ts";
import { Picture } from "../../charts/picture.ts";
import { gridOf } from "../../charts/picture_grid.ts";
import { drawRing } from "../../charts/plane.ts";
import { isMapped, mapSize, scaleOfUnit, weightsOf } from "../../charts/unit_picture.ts";
import type { UnitMapsAnswer } from "../../engine/api.ts";
import { Visible } from "../../ui/visible.ts";
import { mapLook, shownPoints } from "./map_look.ts";

/** Pixels along one side of the map. */
const LIVE_SIZE = 48;
const STILL_SIZE = 128;

@customElement("downhill-unit-picture")
export class DownhillUnitPicture extends PaintedElement {
  static override styles = [
    ...PaintedElement.styles,
    css`
      :host {
        position: relative;
        aspect-ratio: 1;
        border-radius: var(--radius-small);
        overflow: hidden;
        background: var(--sunken);
      }
      canvas {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
      }
    `,
  ];

  private readonly visible = new Visible(this);
  private readonly maps = new LeasedView(this, this.visible.seen, (run) => {
    const place = this.workspace.attention.unit.value;
    const layer = place && run.description.summary.layers[place.layer];
    if (place === undefined || layer === undefined || !isMapped(run.description, place.layer)) {
      return undefined;
    }
    const size = mapSize(unitCount(layer), run.playing ? LIVE_SIZE : STILL_SIZE);
    return { kind: "unit_maps", layer: place.layer, size };
  });
  private readonly parameters = new LeasedView<"parameters">(this, this.visible.seen, (run) => {
    const place = this.workspace.attention.unit.value;
    const shown = place === undefined || isMapped(run.description, place.layer);
    return shown ? undefined : { kind: "parameters" };
  });
  private readonly picture = new Picture();

  override render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  protected override draw(
    context: CanvasRenderingContext2D,
    extent: Extent,
    palette: Palette,
  ): void {
    const place = this.workspace.attention.unit.value;
    const { description } = this.workspace.run;
    if (place === undefined) return;
    if (isMapped(description, place.layer)) {
      const maps = this.maps.answer;
      const values = maps?.layer === place.layer ? maps.units[place.unit] : undefined;
      if (maps !== undefined && values !== undefined) {
        this.drawMap(context, extent, palette, maps, values);
      }
    } else this.drawWeights(context, extent, palette);
  }

  private drawMap(
    context: CanvasRenderingContext2D,
    extent: Extent,
    palette: Palette,
    { layer, size, range }: UnitMapsAnswer,
    values: readonly number[],
  ): void {
    const { run, settings, attention } = this.workspace;
    const { description, points } = run;
    const scale = scaleOfUnit(description, layer, values);
    const grid = { width: size, height: size };
    this.picture.scalar({ ...grid, values }, scale, divergingTable(palette));
    this.picture.draw(context, { x: 0, y: 0, ...extent }, true);
    const level = middle(scale);
    const pieces = zeroContour(size, size, (index) => (values[index] ?? 0) - level);
    strokePieces(context, pieces, grid, extent, palette);
    const regression = description.summary.task === "regression";
    const x = (value: number) =>
      ((value - range.x_min) / (range.x_max - range.x_min)) * extent.width;
    const y = (value: number) =>
      ((range.y_max - value) / (range.y_max - range.y_min)) * extent.height;
    drawMarks(
      context,
      shownPoints(points, mapLook(settings.view)),
      { x, y, radius: 2.6 },
      {
        palette,
        shaped: !regression,
        edge: palette.pointEdge,
        colour: regression ? () => palette.text : classColour(palette),
      },
    );
    const row = rowOf(points, attention.sample.value);
    const [x1, x2] = points.subarray(4 * row, 4 * row + 2);
    if (row !== -1) drawRing(context, x(x1 ?? 0), y(x2 ?? 0), palette);
  }

  /** One square for each channel that it sees, all on one scale. */
  private drawWeights(context: CanvasRenderingContext2D, extent: Extent, palette: Palette): void {
    const { attention, run } = this.workspace;
    const place = attention.unit.value;
    const { description } = run;
    const parameters = this.parameters.answer;
    const shape = place && weightShape(description, place.layer);
    if (place === undefined || shape === undefined) return;
    if (parameters?.length !== description.summary.parameters) return;
    const weights = weightsOf(parameters, incomingOf(description, place.layer, place.unit));
    const most = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 1e-6);
    const [channels, height, width] = shape;
    const table = divergingTable(palette);
    for (const [channel, box] of gridOf(channels, height, width, extent).entries()) {
      const values = weights.subarray(channel * height * width, (channel + 1) * height * width);
      this.picture.scalar({ width, height, values }, { low: -most, high: most }, table);
      this.picture.draw(context, box, false);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-unit-picture": DownhillUnitPicture;
  }
}
