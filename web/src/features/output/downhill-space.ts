// SPDX-License-Identifier: Apache-2.0
/** What a hidden layer of two or three units makes of the samples: where it has moved them to, and of the plane its grid, bent. */
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
import { spaceLayers } from "../../charts/warped.ts";
import type { LossId } from "../../engine/api.ts";
import { Visible } from "../../ui/visible.ts";
import { framedPlotStyles, pickStyles } from "./framed_plot_styles.ts";
import { LeasedSamples } from "./leased_samples.ts";
import { mapLook, shownPoints } from "./map_look.ts";
import { partOf, partSelect } from "./parts.ts";
import { SamplePick } from "./sample_pick.ts";
import { drawDecision, drawGrid, type Moved } from "./space_drawing.ts";
import { answeredPoints, planePoints, type SpacePoints } from "./space_points.ts";
import { spaceStyles } from "./space_styles.ts";
import { type OutputWords, outputWords } from "./words.ts";

/** Pixels along a side of the maps that it is read off. */
const LIVE_SIZE = 25;
const STILL_SIZE = 61;
/** Samples of data that are no plane. */
const MOST_SAMPLES = 1_000;
const QUARTER = 90;
/** Losses whose classes are parted at a score of 0. */
const SCORED: ReadonlySet<LossId> = new Set(["bce_logits", "hinge", "squared_hinge"]);

const every = (numbers: Float32Array, size: number, place: number): Float32Array =>
  numbers.filter((_, at) => at % size === place);

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
    return layer === undefined || !this.isPlane ? undefined : { kind: "unit_maps", layer, size };
  });
  /** Of data that are no plane: its samples, and what the layer makes of them. */
  private readonly samples = new LeasedSamples(this, this.visible.seen, () =>
    this.isPlane ? undefined : partOf(this.workspace),
  );
  private readonly activations = new LeasedView<"activations">(this, this.visible.seen, () => {
    const { layer } = this;
    const part = partOf(this.workspace);
    if (layer === undefined || part === undefined || this.isPlane) return undefined;
    return { kind: "activations", part, layer, samples: MOST_SAMPLES };
  });
  private readonly parameters = new LeasedView<"parameters">(this, this.visible.seen, () => ({
    kind: "parameters",
  }));
  private readonly pick = new SamplePick(
    () => this.workspace,
    () => {
      const { clientWidth: width, clientHeight: height } = this.canvas;
      const { plane, samples = new Float32Array() } = this.moved({ width, height }) ?? {};
      return {
        count: samples.length / 4,
        at: (row) => ({
          x: plane?.x(samples[4 * row] ?? Number.NaN) ?? 0,
          y: plane?.y(samples[4 * row + 1] ?? Number.NaN) ?? 0,
        }),
        place: (row) => sampleAt(samples, row),
        marked: rowOf(samples, this.workspace.attention.sample.value),
      };
    },
  );

  private get own(): OutputWords {
    return outputWords(this.language);
  }

  private get isPlane(): boolean {
    return this.workspace.run.description.summary.features === 2;
  }

  private get layer(): number | undefined {
    const layers = spaceLayers(this.workspace.run.description.summary);
    return layers.find((one) => one === this.wish.value) ?? layers.at(-1);
  }

  /** Undefined until the maps are there. */
  private moved(extent: Extent): Moved | undefined {
    const points = this.points();
    if (points === undefined || points.samples.length === 0) return undefined;
    const { grid, samples } = points;
    const x = spanOf([...every(grid, 2, 0), ...every(samples, 4, 0)]);
    const y = spanOf([...every(grid, 2, 1), ...every(samples, 4, 1)]);
    return { ...points, spans: [x, y], plane: planeOf(extent, x, y) };
  }

  private points(): SpacePoints | undefined {
    const { layer } = this;
    const { run } = this.workspace;
    const angle = (this.angle.value / 180) * Math.PI;
    if (this.isPlane) {
      const maps = this.maps.answer;
      if (maps === undefined || maps.layer !== layer) return undefined;
      return planePoints(maps, run.points, angle);
    }
    const { value } = this.samples;
    const known = this.activations.answer;
    const own = known?.layers[0];
    if (value === undefined || own === undefined || known === undefined) return undefined;
    if (known.part !== value.part || own.layer !== layer) return undefined;
    const { targets, count } = value.samples;
    const each = targets.length / count;
    const target = (sample: number) => targets[each * sample] ?? Number.NaN;
    return answeredPoints(own.values, known.part, target, angle);
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
    const name = this.labels.layer(layer);
    const says = this.isPlane ? own.spaceSays(name) : own.samplesSay(name);
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
              : html`<span>${says}</span>`
          }
          ${this.isPlane ? nothing : partSelect(workspace, own)}
          ${three ? this.renderTurn() : nothing}
        </div>
        <div class="plot">
          <canvas role="img" aria-label=${says}></canvas>
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
    const regression = run.description.summary.task === "regression";
    drawMarks(
      context,
      this.isPlane ? shownPoints(samples, mapLook(settings.view)) : samples,
      { x: plane.x, y: plane.y, radius: 3 },
      {
        palette,
        shaped: !regression,
        edge: palette.pointEdge,
        colour: regression ? () => palette.text : classColour(palette),
      },
    );
    const row = rowOf(samples, attention.sample.value);
    const [x = 0, y = 0] = samples.subarray(4 * row, 4 * row + 2);
    if (row !== -1) drawRing(context, plane.x(x), plane.y(y), palette);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-space": DownhillSpace;
  }
}
