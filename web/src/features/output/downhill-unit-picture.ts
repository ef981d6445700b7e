// SPDX-License-Identifier: Apache-2.0
/** What a unit answers over the plane, with the samples on it; or its feature map of a picture, and the weights that it looks with. */
import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { rowOf, type UnitPlace } from "../../app/attention.ts";
import { LeasedView } from "../../app/leased_view.ts";
import { type Extent, PaintedElement } from "../../app/painted_element.ts";
import { zeroContour } from "../../charts/contour.ts";
import { answerOf } from "../../charts/feature_maps.ts";
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
import { isSpatial } from "../../engine/layer_kinds.ts";
import { Visible } from "../../ui/visible.ts";
import { activationsOf } from "./leased_activations.ts";
import { mapLook, shownPoints } from "./map_look.ts";

/** Pixels along one side of the map. */
const LIVE_SIZE = 48;
const STILL_SIZE = 128;
/** Of the height, for the map above the filter; and between the two, in pixels. */
const MAP_SHARE = 0.62;
const BETWEEN = 8;

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
  private readonly activations = new LeasedView(this, this.visible.seen, (run) =>
    activationsOf(this.workspace, run.description),
  );
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
      return;
    }
    const weights = this.weights(place);
    const room = this.drawAnswer(context, extent, palette, place, weights === undefined);
    if (weights !== undefined) this.drawWeights(context, extent, room, palette, weights);
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

  /** @returns where the room for its weights begins, in pixels from above */
  private drawAnswer(
    context: CanvasRenderingContext2D,
    extent: Extent,
    palette: Palette,
    place: UnitPlace,
    alone: boolean,
  ): number {
    const { description } = this.workspace.run;
    const answer = answerOf(description, this.activations.answer, place);
    const layer = description.summary.layers[place.layer];
    // A single number is said, not drawn.
    if (answer === undefined || layer === undefined || !isSpatial(layer)) return 0;
    const { width, height } = answer.field;
    const above = alone ? extent.height : MAP_SHARE * extent.height;
    const [box] = gridOf(1, height, width, { width: extent.width, height: above });
    if (box === undefined) return 0;
    this.picture.scalar(answer.field, answer.scale, divergingTable(palette));
    this.picture.draw(context, box, false);
    return alone ? extent.height : above + BETWEEN;
  }

  /** Undefined where they are no picture, or not known. */
  private weights({
    layer,
    unit,
  }: UnitPlace):
    | { readonly weights: Float32Array; readonly shape: readonly [number, number, number] }
    | undefined {
    const { description } = this.workspace.run;
    const parameters = this.parameters.answer;
    const shape = weightShape(description, layer);
    const isKnown = parameters?.length === description.summary.parameters;
    if (shape === undefined || !isKnown) return undefined;
    return { weights: weightsOf(parameters, incomingOf(description, layer, unit)), shape };
  }

  /** One square for each channel that it sees, all on one scale; below `top`. */
  private drawWeights(
    context: CanvasRenderingContext2D,
    extent: Extent,
    top: number,
    palette: Palette,
    { weights, shape: [channels, height, width] }: NonNullable<ReturnType<typeof this.weights>>,
  ): void {
    const most = weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 1e-6);
    const table = divergingTable(palette);
    const room = { width: extent.width, height: extent.height - top };
    for (const [channel, box] of gridOf(channels, height, width, room).entries()) {
      const values = weights.subarray(channel * height * width, (channel + 1) * height * width);
      this.picture.scalar({ width, height, values }, { low: -most, high: most }, table);
      this.picture.draw(context, { ...box, y: box.y + top }, false);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-unit-picture": DownhillUnitPicture;
  }
}
