// SPDX-License-Identifier: Apache-2.0
/** The plane as a hidden layer of two or three units sees it: its grid bent, and the samples where the network has moved them to. */
import { signal } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { rowOf, sampleAt } from "../../app/attention.ts";
import { LeasedView } from "../../app/leased_view.ts";
import { type Extent, PaintedElement } from "../../app/painted_element.ts";
import { classColour } from "../../charts/map_painter.ts";
import { drawMarks } from "../../charts/markers.ts";
import { incomingOf } from "../../charts/network_layout.ts";
import type { Palette } from "../../charts/palette.ts";
import { drawAxes, drawRing, planeOf, spanOf } from "../../charts/plane.ts";
import { weightsOf } from "../../charts/unit_picture.ts";
import { outgoingOf } from "../../charts/unit_sources.ts";
import { answerAt, seen, spaceLayers } from "../../charts/warped.ts";
import type { LossId } from "../../engine/api.ts";
import { Visible } from "../../ui/visible.ts";
import { framedPlotStyles, pickStyles } from "./framed_plot_styles.ts";
import { mapLook, shownPoints } from "./map_look.ts";
import { SamplePick } from "./sample_pick.ts";
import { drawDecision, drawGrid, type Moved } from "./space_drawing.ts";
import { spaceStyles } from "./space_styles.ts";
import { type OutputWords, outputWords } from "./words.ts";

/** Pixels along a side of the maps that it is read off. */
const LIVE_SIZE = 25;
const STILL_SIZE = 61;
const QUARTER = 90;
/** Losses whose classes are parted at a score of 0. */
const SCORED: ReadonlySet<LossId> = new Set(["bce_logits", "hinge", "squared_hinge"]);

@customElement("downhill-space")
export class DownhillSpace extends PaintedElement {
  static override styles = [...PaintedElement.styles, pickStyles, framedPlotStyles, spaceStyles];

  /** The layer that was asked for; kept while another network lacks it. */
  private readonly wish = signal<number | undefined>(undefined);
  /** Of three units, in degrees. */
  private readonly angle = signal(30);

  private readonly visible = new Visible(this);
  private readonly maps = new LeasedView(this, this.visible.seen, (run) => {
    const { layer } = this;
    const size = run.playing ? LIVE_SIZE : STILL_SIZE;
    return layer === undefined ? undefined : { kind: "unit_maps", layer, size };
  });
  private readonly parameters = new LeasedView<"parameters">(this, this.visible.seen, () => ({
    kind: "parameters",
  }));
  private readonly pick = new SamplePick(
    () => this.workspace,
    () => {
      const { clientWidth: width, clientHeight: height } = this.canvas;
      const { plane, samples } = this.moved({ width, height }) ?? {};
      const { points } = this.workspace.run;
      return {
        count: plane === undefined ? 0 : points.length / 4,
        at: (row) => ({
          x: plane?.x(samples?.[2 * row] ?? Number.NaN) ?? 0,
          y: plane?.y(samples?.[2 * row + 1] ?? Number.NaN) ?? 0,
        }),
        place: (row) => sampleAt(points, row),
        marked: rowOf(points, this.workspace.attention.sample.value),
      };
    },
  );

  private get own(): OutputWords {
    return outputWords(this.language);
  }

  private get layer(): number | undefined {
    const layers = spaceLayers(this.workspace.run.description.summary);
    return layers.find((one) => one === this.wish.value) ?? layers.at(-1);
  }

  /** Undefined until the maps are there. */
  private moved(extent: Extent): Moved | undefined {
    const maps = this.maps.answer;
    const { points } = this.workspace.run;
    if (maps === undefined || maps.layer !== this.layer || points.length === 0) return undefined;
    const { size, units } = maps;
    const angle = (this.angle.value / 180) * Math.PI;
    const place = (at: (unit: number) => number): readonly [number, number] =>
      units.length === 2 ? [at(0), at(1)] : seen([at(0), at(1), at(2)], angle);
    const grid = new Float32Array(2 * size * size);
    for (let pixel = 0; pixel < size * size; pixel += 1) {
      grid.set(
        place((unit) => units[unit]?.[pixel] ?? Number.NaN),
        2 * pixel,
      );
    }
    const count = points.length / 4;
    const samples = new Float32Array(2 * count);
    for (let row = 0; row < count; row += 1) {
      const [x = 0, y = 0] = points.subarray(4 * row, 4 * row + 2);
      samples.set(
        place((unit) => answerAt(maps, unit, x, y)),
        2 * row,
      );
    }
    const along = (numbers: Float32Array, first: number) =>
      numbers.filter((_, at) => at % 2 === first);
    const x = spanOf([...along(grid, 0), ...along(samples, 0)]);
    const y = spanOf([...along(grid, 1), ...along(samples, 1)]);
    return { size, grid, samples, spans: [x, y], plane: planeOf(extent, x, y) };
  }

  /** Weights and bias of a single output that comes right after: a, b, c of a x + b y + c. */
  private deciding(layer: number): readonly number[] | undefined {
    const { description } = this.workspace.run;
    const parameters = this.parameters.answer;
    const [next, ...more] = outgoingOf(description, { layer, unit: 0 });
    const known = parameters?.length === description.summary.parameters;
    const single = description.summary.task === "binary" && more.length === 0;
    // Of a score that is compared with 0: a logit or a margin.
    const isScore = SCORED.has(description.experiment.loss.type);
    if (next === undefined || !known || !single || !isScore) return undefined;
    const incoming = incomingOf(description, next.place.layer, next.place.unit);
    const bias = incoming.bias === undefined ? 0 : (parameters[incoming.bias] ?? 0);
    return [...weightsOf(parameters, incoming), bias];
  }

  override render() {
    const { own, workspace, layer } = this;
    const { summary } = workspace.run.description;
    const layers = spaceLayers(summary);
    if (layer === undefined) return nothing;
    const three = summary.layers[layer]?.output[0] === 3;
    return html`
      <div class="frame">
        <div class="top">
          ${
            layers.length > 1
              ? html`
                  <select
                    aria-label=${own.spaceLayer}
                    @change=${({ target }: Event) => {
                      this.wish.value = Number((target as HTMLSelectElement).value);
                    }}
                  >
                    ${layers.map((one) => html`<option value=${one} .selected=${one === layer}>${this.labels.layer(one)}</option>`)}
                  </select>
                `
              : html`<span>${own.spaceSays(this.labels.layer(layer))}</span>`
          }
          ${three ? this.renderTurn() : nothing}
        </div>
        <div class="plot">
          <canvas role="img" aria-label=${own.spaceSays(this.labels.layer(layer))}></canvas>
          <button class="pick" aria-label=${own.pickSamples} @click=${this.pick.click} @keydown=${this.pick.key}></button>
        </div>
      </div>
    `;
  }

  private renderTurn(): TemplateResult {
    return html`
      <label>
        ${this.own.turn}
        <input
          type="range"
          min=${-QUARTER}
          max=${QUARTER}
          .value=${String(this.angle.value)}
          @input=${({ target }: Event) => {
            this.angle.value = Number((target as HTMLInputElement).value);
          }}
        />
      </label>
    `;
  }

  protected override draw(
    context: CanvasRenderingContext2D,
    extent: Extent,
    palette: Palette,
  ): void {
    const moved = this.moved(extent);
    const { layer, own } = this;
    if (moved === undefined || layer === undefined) return;
    const { plane, spans, samples } = moved;
    const { run, settings, attention } = this.workspace;
    const flat = run.description.summary.layers[layer]?.output[0] === 2;
    const titles = flat
      ? { x: own.unitShort(this.format.integer(1)), y: own.unitShort(this.format.integer(2)) }
      : { x: "", y: "" };
    if (flat) drawAxes(context, plane, spans, titles, (value) => this.format.mark(value), palette);
    drawGrid(context, moved, palette);
    if (flat) drawDecision(context, this.deciding(layer), moved, palette);
    // The marks of the map, each where its sample has come to.
    const places = run.points.map((value, at) =>
      at % 4 < 2 ? (samples[2 * Math.floor(at / 4) + (at % 4)] ?? 0) : value,
    );
    const regression = run.description.summary.task === "regression";
    drawMarks(
      context,
      shownPoints(places, mapLook(settings.view)),
      { x: plane.x, y: plane.y, radius: 3 },
      {
        palette,
        shaped: !regression,
        edge: palette.pointEdge,
        colour: regression ? () => palette.text : classColour(palette),
      },
    );
    const row = rowOf(run.points, attention.sample.value);
    const [x = 0, y = 0] = samples.subarray(2 * row, 2 * row + 2);
    if (row !== -1) drawRing(context, plane.x(x), plane.y(y), palette);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-space": DownhillSpace;
  }
}
