// SPDX-License-Identifier: Apache-2.0
/** Draws the network: the lines by sign and size, and over them in every unit what it answers over the plane, or what it looks at. */
import type { UnitPlace } from "../../app/attention.ts";
import { answerOf, type UnitAnswer } from "../../charts/feature_maps.ts";
import { divergingTable } from "../../charts/field_image.ts";
import {
  type Connection,
  incomingOf,
  type Tile,
  type UnitColumn,
  weightShape,
} from "../../charts/network_layout.ts";
import type { Palette, Rgb } from "../../charts/palette.ts";
import { Picture } from "../../charts/picture.ts";
import { inputMap, scaleOfUnit, weightsOf } from "../../charts/unit_picture.ts";
import type { ActivationsAnswer, Description, UnitMapsAnswer } from "../../engine/api.ts";
import { isSpatial } from "../../engine/layer_kinds.ts";
import { chosenInputs } from "../../engine/network_inputs.ts";
import type { Turn } from "./turns.ts";

export interface Scene {
  /** Pixels of the page. */
  readonly width: number;
  readonly height: number;
  readonly description: Description;
  readonly columns: readonly UnitColumn[];
  readonly connections: readonly Connection[];
  readonly tiles: readonly (readonly Tile[])[];
  readonly parameters: Float32Array | undefined;
  readonly maps: ReadonlyMap<number, UnitMapsAnswer>;
  /** Brightness of the sample that is shown to the network, where samples are pictures. */
  readonly input: ArrayLike<number> | undefined;
  /** What the layers make of it. */
  readonly activations: ActivationsAnswer | undefined;
  /** The unit whose lines stand out. */
  readonly lit: UnitPlace | undefined;
  readonly chosen: UnitPlace | undefined;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const THINNEST = 0.6;
const WIDEST = 3.6;
const FAINTEST = 0.12;
const STRONGEST = 0.85;
/** Of lines that stand for many weights. */
const MANY_ALPHA = 0.22;
/** What is not of the unit that stands out. */
const ASIDE = 0.18;
/** Negative weights are dashed: the colour is not needed to tell. */
const DASHES = [5, 3.5];
const CORNER = 5;
const MOST_BARS = 28;
/** A filter in the corner of its map: its share of the side, and the least side of a tile that has room for it. */
const FILTER_SHARE = 0.42;
const LEAST_FILTER_TILE = 30;
/** Beside a tile: what its unit answers. */
const ANSWER_BAR = 4;
const INPUT_SIZE = 16;
/** Half of the widest edge of a tile, and what is smoothed beyond it. */
const OUTSIDE = 2.5;

const css = ([red, green, blue]: Rgb): string => `rgb(${red} ${green} ${blue})`;

/** A weight of this size has the full width: what is large depends on how many come together. */
export const fullWeight = (inputs: number): number => 6 / Math.sqrt(Math.max(1, inputs));

export class NetworkPainter {
  private readonly picture = new Picture();
  private table: Uint32Array = new Uint32Array();
  private of: Palette | undefined;

  /** @param units lies over `lines` */
  constructor(
    private readonly lines: HTMLCanvasElement,
    private readonly units: HTMLCanvasElement,
  ) {}

  /** What has its turn; a turn of all units begins on an empty canvas. */
  paint(scene: Scene, palette: Palette, { lines, first, count }: Turn): void {
    if (this.of !== palette) {
      this.of = palette;
      this.table = divergingTable(palette);
    }
    if (lines) this.paintLines(scene, palette);
    if (count === 0) return;
    const context = this.begin(this.units, scene);
    if (context === undefined) return;
    const placed = unitsOf(scene);
    const { length } = placed;
    if (count === length) context.clearRect(0, 0, scene.width, scene.height);
    for (let turn = 0; turn < count; turn += 1) {
      const unit = placed[(first + turn) % length];
      if (unit === undefined) continue;
      const { tile } = unit;
      const reach = tile.side / 2 + OUTSIDE;
      context.clearRect(tile.x - reach, tile.y - reach, 2 * reach + ANSWER_BAR, 2 * reach);
      this.tile(context, tile, unit.column, unit.unit, scene, palette);
    }
  }

  private paintLines(scene: Scene, palette: Palette): void {
    const context = this.begin(this.lines, scene);
    if (context === undefined) return;
    context.clearRect(0, 0, scene.width, scene.height);
    for (const connection of scene.connections) this.line(context, connection, scene, palette);
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** In pixels of the page. They are told, not asked of the canvas: that would lay out the page in the middle of a frame. */
  private begin(canvas: HTMLCanvasElement, { width }: Scene): CanvasRenderingContext2D | undefined {
    const context = canvas.getContext("2d");
    const ratio = canvas.width / Math.max(1, width);
    context?.setTransform(ratio, 0, 0, ratio, 0, 0);
    return context ?? undefined;
  }

  private line(
    context: CanvasRenderingContext2D,
    { from, to, parameter }: Connection,
    { tiles, columns, parameters, lit }: Scene,
    palette: Palette,
  ): void {
    const left = tiles[from[0]]?.[from[1]];
    const right = tiles[to[0]]?.[to[1]];
    const first = columns[from[0]];
    const second = columns[to[0]];
    if (left === undefined || right === undefined || !first || !second) return;
    const weight = parameter === undefined ? 0 : (parameters?.[parameter] ?? 0);
    const strength = Math.min(1, Math.abs(weight) / fullWeight(first.size));
    const touches = (column: UnitColumn, row: number) =>
      column.layer === lit?.layer && column.units[row] === lit.unit;
    const aside = lit !== undefined && !touches(first, from[1]) && !touches(second, to[1]);
    const alpha =
      parameter === undefined ? MANY_ALPHA : FAINTEST + (STRONGEST - FAINTEST) * strength;
    context.globalAlpha = (aside ? ASIDE : 1) * alpha;
    context.lineWidth = (THINNEST + (WIDEST - THINNEST) * strength) * palette.zoom;
    context.setLineDash(weight < 0 ? DASHES : []);
    context.strokeStyle =
      parameter === undefined ? palette.text : css(weight < 0 ? palette.low : palette.high);
    const x1 = left.x + left.side / 2;
    const x2 = right.x - right.side / 2;
    const bend = (x2 - x1) / 2;
    context.beginPath();
    context.moveTo(x1, left.y);
    context.bezierCurveTo(x1 + bend, left.y, x2 - bend, right.y, x2, right.y);
    context.stroke();
  }

  private tile(
    context: CanvasRenderingContext2D,
    { x, y, side }: Tile,
    column: UnitColumn,
    unit: number,
    scene: Scene,
    palette: Palette,
  ): void {
    if (column.dots) {
      context.beginPath();
      context.arc(x, y, side / 2, 0, 2 * Math.PI);
      context.fillStyle = palette.text;
      context.fill();
      return;
    }
    const left = x - side / 2;
    const top = y - side / 2;
    context.save();
    context.beginPath();
    context.roundRect(left, top, side, side, Math.min(CORNER, side / 5));
    context.fillStyle = palette.surface;
    context.fill();
    context.clip();
    this.inside(
      context,
      { x: left, y: top, width: side, height: side },
      column,
      unit,
      scene,
      palette,
    );
    context.restore();
    this.answerBar(context, { x, y, side }, column, unit, scene, palette);
    const { chosen } = scene;
    const isChosen = chosen?.layer === column.layer && chosen.unit === unit;
    context.beginPath();
    context.roundRect(left, top, side, side, Math.min(CORNER, side / 5));
    context.lineWidth = isChosen ? 3 : 1;
    context.strokeStyle = isChosen ? palette.contour : palette.text;
    context.stroke();
  }

  private inside(
    context: CanvasRenderingContext2D,
    box: Box,
    column: UnitColumn,
    unit: number,
    scene: Scene,
    palette: Palette,
  ): void {
    const { description, parameters, input } = scene;
    const { layer } = column;
    if (layer === -1) {
      if (column.picture !== undefined && input !== undefined) {
        const [height, width] = column.picture;
        this.picture.grey({ width, height, values: input }, palette);
        this.picture.draw(context, box, false);
        return;
      }
      const { summary } = description;
      const map = inputMap(summary, chosenInputs(summary)[unit], INPUT_SIZE);
      if (map === undefined) return;
      this.picture.scalar(map, { low: -1, high: 1 }, this.table);
      this.picture.draw(context, box, true);
      return;
    }
    const maps = scene.maps.get(layer);
    const values = maps?.units[unit];
    if (maps !== undefined && values !== undefined) {
      const field = { width: maps.size, height: maps.size, values };
      this.picture.scalar(field, scaleOfUnit(description, layer, values), this.table);
      this.picture.draw(context, box, true);
      return;
    }
    const place = description.summary.layers[layer];
    const answer = answerOf(description, scene.activations, { layer, unit });
    const filter = this.weights(scene, layer, unit);
    if (
      answer !== undefined &&
      (filter === undefined || (place !== undefined && isSpatial(place)))
    ) {
      this.picture.scalar(answer.field, answer.scale, this.table);
      this.picture.draw(context, box, false);
      if (filter !== undefined && box.width >= LEAST_FILTER_TILE) {
        this.corner(context, box, filter, palette);
      }
    } else if (filter !== undefined) {
      this.picture.scalar(filter.field, filter.scale, this.table);
      this.picture.draw(context, box, false);
    } else if (parameters !== undefined) {
      const weights = weightsOf(parameters, incomingOf(description, layer, unit));
      const most = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 1e-6);
      bars(context, box, weights, most, palette);
    }
  }

  /** The weights of a unit where they are a picture, the channels together; undefined where they are none, or not known. */
  private weights(
    { description, parameters }: Scene,
    layer: number,
    unit: number,
  ): UnitAnswer | undefined {
    const shape = weightShape(description, layer);
    if (shape === undefined || parameters === undefined) return undefined;
    const weights = weightsOf(parameters, incomingOf(description, layer, unit));
    const most = weights.reduce((top, weight) => Math.max(top, Math.abs(weight)), 1e-6);
    const [channels, height, width] = shape;
    const area = height * width;
    const values = Float32Array.from({ length: area }, (_, at) => {
      let sum = 0;
      for (let channel = 0; channel < channels; channel += 1)
        sum += weights[channel * area + at] ?? 0;
      return sum / channels;
    });
    return { field: { width, height, values }, scale: { low: -most, high: most } };
  }

  /** In the lower left corner, where the lines come from. */
  private corner(
    context: CanvasRenderingContext2D,
    { x, y, width, height }: Box,
    { field, scale }: UnitAnswer,
    palette: Palette,
  ): void {
    const unit = (FILTER_SHARE * Math.min(width, height)) / Math.max(field.width, field.height);
    const [wide, high] = [unit * field.width, unit * field.height];
    const box = { x, y: y + height - high, width: wide, height: high };
    this.picture.scalar(field, scale, this.table);
    this.picture.draw(context, box, false);
    context.lineWidth = 1;
    context.strokeStyle = palette.text;
    context.strokeRect(box.x, box.y, wide, high);
  }

  /** Beside the picture of what a dense unit looks for stands how much of it there is in the sample. */
  private answerBar(
    context: CanvasRenderingContext2D,
    { x, y, side }: Tile,
    { layer, picture }: UnitColumn,
    unit: number,
    scene: Scene,
    palette: Palette,
  ): void {
    if (picture !== undefined || scene.description.summary.layers[layer]?.type !== "dense") return;
    if (weightShape(scene.description, layer) === undefined) return;
    const answer = answerOf(scene.description, scene.activations, { layer, unit });
    if (answer === undefined || scene.parameters === undefined) return;
    const { low, high } = answer.scale;
    const value = answer.field.values[0] ?? 0;
    const tall = side * Math.min(1, Math.abs(value) / Math.max(Math.abs(low), Math.abs(high)));
    context.fillStyle = css(value < 0 ? palette.low : palette.high);
    context.fillRect(x + side / 2 + 2, y + side / 2 - tall, ANSWER_BAR, tall);
  }
}

interface PlacedUnit {
  readonly column: UnitColumn;
  readonly unit: number;
  readonly tile: Tile;
}

/** Column by column, from top to bottom. */
const unitsOf = ({ columns, tiles }: Scene): PlacedUnit[] =>
  columns.flatMap((column, index) =>
    column.units.flatMap((unit, row) => {
      const tile = tiles[index]?.[row];
      return tile === undefined ? [] : [{ column, unit, tile }];
    }),
  );

/** The incoming weights side by side: up for positive, down for negative. */
function bars(
  context: CanvasRenderingContext2D,
  { x, y, width: side }: Box,
  weights: Float32Array,
  most: number,
  palette: Palette,
): void {
  const count = Math.min(weights.length, MOST_BARS);
  const wide = side / count;
  for (let bar = 0; bar < count; bar += 1) {
    const weight = weights[bar] ?? 0;
    const tall = (Math.abs(weight) / most) * (side / 2 - 1);
    context.fillStyle = css(weight < 0 ? palette.low : palette.high);
    context.fillRect(
      x + bar * wide,
      weight < 0 ? y + side / 2 : y + side / 2 - tall,
      Math.max(1, wide - 0.5),
      tall,
    );
  }
}
