// SPDX-License-Identifier: Apache-2.0
/** The network as a picture that lives: every unit its map, every weight a line; each unit is a button that brings its lines out. */
import { signal, untracked } from "@preact/signals-core";
import { html, nothing, type TemplateResult } from "lit";
import { customElement, query } from "lit/decorators.js";
import { sameUnit, type UnitPlace } from "../../app/attention.ts";
import { LeasedView } from "../../app/leased_view.ts";
import { PageElement } from "../../app/page_element.ts";
import { isLookedThrough } from "../../charts/feature_maps.ts";
import {
  columnsOf,
  connectionsOf,
  mostUnits,
  pictureShape,
  tilesOf,
} from "../../charts/network_layout.ts";
import { type Palette, readPalette } from "../../charts/palette.ts";
import type { Description } from "../../engine/api.ts";
import { inputNames } from "../../engine/network_inputs.ts";
import { unhurried } from "../../ui/calm.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { Visible } from "../../ui/visible.ts";
import { NetworkPainter } from "./network_painter.ts";
import { pictureStyles } from "./styles.ts";
import { Turns } from "./turns.ts";
import { LeasedUnitMaps } from "./unit_maps.ts";
import { networkWords } from "./words.ts";

/** More are not copied for every picture: a megabyte takes a fraction of a millisecond. */
const DRAWN_PARAMETERS = 250_000;

type Layout = ReturnType<typeof layoutOf>;

function layoutOf({ summary }: Description, width: number, height: number) {
  const columns = columnsOf(summary, mostUnits(height));
  return {
    columns,
    connections: connectionsOf(summary, columns),
    ...tilesOf(columns, width, height),
  };
}

@customElement("downhill-network-picture")
export class DownhillNetworkPicture extends PageElement {
  static override styles = [...PageElement.styles, pictureStyles];

  @query("#lines") private lines!: HTMLCanvasElement;
  @query("#units") private units!: HTMLCanvasElement;

  private readonly visible = new Visible(this);
  private readonly maps = new LeasedUnitMaps(this, this.visible.seen);
  private readonly parameters = new LeasedView<"parameters">(
    this,
    this.visible.seen,
    ({ description }) =>
      description.summary.parameters > DRAWN_PARAMETERS ? undefined : { kind: "parameters" },
  );
  /** The sample that stands in the input, where samples are pictures. Asked for once. */
  private readonly input: LeasedView<"saliency"> = new LeasedView(
    this,
    this.visible.seen,
    (run) => {
      const { summary } = run.description;
      const { part, index: sample } = this.workspace.attention.shownSample(summary);
      const known = this.input.answer;
      const isKnown = known?.part === part && known.sample === sample;
      const isPicture = pictureShape(summary) !== undefined;
      return isKnown || !isPicture ? undefined : { kind: "saliency", part, sample };
    },
  );
  /** What every layer makes of that sample. */
  private readonly activations = new LeasedView<"activations">(
    this,
    this.visible.seen,
    ({ description }) => {
      const isPicture = pictureShape(description.summary) !== undefined;
      if (!isPicture || !isLookedThrough(description)) return undefined;
      const { part, index: sample } = this.workspace.attention.shownSample(description.summary);
      return { kind: "activations", part, sample };
    },
  );
  private readonly size = signal({ width: 0, height: 0 });
  /** Where Tab arrives. */
  private readonly stop = signal<UnitPlace | undefined>(undefined);
  private readonly sizes = new ResizeObserver(() => this.resize());
  private readonly turns = new Turns();
  private painter: NetworkPainter | undefined;
  private palette: Palette | undefined;
  private dark: boolean | undefined;
  private known:
    | { readonly of: unknown; readonly size: unknown; readonly layout: Layout }
    | undefined;
  private frame = 0;
  private drawnAt = Number.NEGATIVE_INFINITY;
  private late: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.late);
    this.frame = 0;
    super.disconnectedCallback();
  }

  override firstUpdated(): void {
    this.painter = new NetworkPainter(this.lines, this.units);
    this.resize();
  }

  private get own() {
    return networkWords(this.language);
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this;
    if (width === 0 || height === 0 || !this.hasUpdated) return;
    const ratio = Math.min(2, devicePixelRatio);
    for (const canvas of [this.lines, this.units]) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    // A canvas of another size is empty: it is drawn now, also where motion is not wanted.
    clearTimeout(this.late);
    this.late = undefined;
    this.drawnAt = Number.NEGATIVE_INFINITY;
    this.size.value = { width, height };
  }

  private get layout(): Layout {
    const { description } = this.workspace.run;
    const size = this.size.value;
    if (this.known?.of !== description || this.known.size !== size) {
      this.known = {
        of: description,
        size,
        layout: layoutOf(description, size.width, size.height),
      };
    }
    return this.known.layout;
  }

  /** Whatever has changed is drawn with the next picture of the screen, all of it at once. */
  protected override paint(): void {
    const { run, settings, attention } = this.workspace;
    void [
      this.parameters.answer,
      this.input.answer,
      this.activations.answer,
      this.maps.answers,
      attention.unit.value,
      attention.pointed.value,
      settings.dark,
    ];
    void [this.size.value, run.description];
    if (this.frame !== 0 || this.late !== undefined) return;
    const pause = run.playing ? unhurried(0) : 0;
    const wait = this.drawnAt + pause - performance.now();
    if (wait > 0) {
      this.late = setTimeout(() => {
        this.late = undefined;
        this.drawSoon();
      }, wait);
    } else {
      this.drawSoon();
    }
  }

  private drawSoon(): void {
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      untracked(() => this.draw());
    });
  }

  private draw(): void {
    const { run, settings, attention } = this.workspace;
    const { painter, layout } = this;
    if (painter === undefined || this.size.value.width === 0) return;
    if (this.palette === undefined || this.dark !== settings.dark) {
      this.dark = settings.dark;
      this.palette = readPalette();
    }
    this.drawnAt = performance.now();
    const { summary } = run.description;
    const parameters = this.parameters.answer;
    const fitting = parameters?.length === summary.parameters ? parameters : undefined;
    const lit = attention.pointed.value ?? attention.unit.value;
    const chosen = attention.unit.value;
    const input = this.input.answer?.input;
    // Where motion is not wanted each picture is the only one for a while; at a standstill it is the last.
    const moves = run.playing && unhurried(0) === 0 ? run : this.drawnAt;
    const of = [layout, this.size.value, this.palette, lit, chosen, input, moves];
    const units = layout.tiles.reduce((sum, { length }) => sum + length, 0);
    painter.paint(
      {
        ...this.size.value,
        description: run.description,
        ...layout,
        parameters: fitting,
        maps: this.maps.answers,
        input,
        activations: this.activations.answer,
        lit,
        chosen,
      },
      this.palette,
      this.turns.next(of, units),
    );
  }

  override render() {
    const { own, format } = this;
    const { description } = this.workspace.run;
    const { summary } = description;
    const { columns, tiles, more } = this.layout;
    const sizes = columns.map(({ size }) => format.integer(size)).join(" – ");
    const says = own.networkSays(sizes, format.integer(summary.parameters));
    return html`
      <div
        class="picture"
        role="group"
        aria-label=${says}
        @keydown=${this.onKey}
        @pointerleave=${() => {
          this.workspace.attention.pointed.value = undefined;
        }}
      >
        <canvas id="lines"></canvas>
        <canvas id="units"></canvas>
        ${columns.map(({ layer, units, left, picture, dots }, column) => {
          const place = more[column];
          return html`
            ${units.map((unit, row) => {
              const tile = tiles[column]?.[row];
              if (tile === undefined) return nothing;
              if (picture !== undefined) return this.renderSample(tile);
              if (layer === -1) return this.renderName(unit, tile, dots);
              return this.renderUnit({ layer, unit }, tile);
            })}
            ${
              place === undefined
                ? nothing
                : html`<span class="more quiet" ${setProperties(at(place))}>${own.moreLeft(format.integer(left))}</span>`
            }
          `;
        })}
      </div>
    `;
  }

  /** The sample that is shown; a touch brings the next one. */
  private renderSample(tile: { x: number; y: number; side: number }): TemplateResult {
    const { own, format, workspace } = this;
    const { summary } = workspace.run.description;
    const { part, index } = workspace.attention.shownSample(summary);
    const says = `${own.shownSample[part](format.integer(index + 1))}. ${own.anotherSample}`;
    const go = (by: number) => {
      const count = summary.counts[part];
      workspace.attention.sample.value = { part, index: (index + by + count) % count };
    };
    return html`
      <button
        class="unit"
        id="sample"
        aria-label=${says}
        title=${says}
        ${setProperties(at(tile))}
        @click=${() => go(1)}
        @keydown=${(event: KeyboardEvent) => {
          const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
          if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          event.stopPropagation();
          go(by);
        }}
      ></button>
    `;
  }

  private renderName(unit: number, tile: { x: number; y: number; side: number }, dots: boolean) {
    const name = inputNames(this.workspace.run.description.summary)[unit] ?? "";
    return html`<span class="name ${dots ? "long" : ""}" title=${name} ${setProperties(at(tile))}>${name}</span>`;
  }

  private renderUnit(
    place: UnitPlace,
    tile: { readonly x: number; readonly y: number; readonly side: number },
  ): TemplateResult {
    const { attention } = this.workspace;
    const name = this.labels.unit(place);
    const chosen = sameUnit(attention.unit.value, place);
    const stop = this.stop.value ?? attention.unit.value ?? this.firstUnit;
    const light = () => {
      attention.pointed.value = place;
    };
    return html`
      <button
        class="unit"
        data-unit="${place.layer} ${place.unit}"
        aria-label=${name}
        title=${name}
        aria-pressed=${chosen}
        tabindex=${sameUnit(stop, place) ? 0 : -1}
        ${setProperties(at(tile))}
        @pointerenter=${light}
        @focus=${() => {
          light();
          this.stop.value = place;
        }}
        @blur=${() => {
          attention.pointed.value = undefined;
        }}
        @click=${() => {
          attention.unit.value = chosen ? undefined : place;
        }}
      ></button>
    `;
  }

  private get firstUnit(): UnitPlace {
    const { layer = 0 } = this.layout.columns[1] ?? {};
    return { layer, unit: 0 };
  }

  /** One stop of Tab for all units; arrows go from one to the next. */
  private onKey(event: KeyboardEvent): void {
    const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    const step = steps[event.key as keyof typeof steps];
    if (event.key === "Escape" && this.workspace.attention.unit.value !== undefined) {
      event.preventDefault();
      this.workspace.attention.unit.value = undefined;
    }
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { columns } = this.layout;
    const from = this.stop.value ?? this.firstUnit;
    const column = columns.findIndex(({ layer }) => layer === from.layer) + (step[0] ?? 0);
    const next = columns[column];
    if (next === undefined || next.layer === -1) return;
    const unit = Math.max(0, Math.min(next.units.length - 1, from.unit + (step[1] ?? 0)));
    this.renderRoot.querySelector<HTMLElement>(`[data-unit="${next.layer} ${unit}"]`)?.focus();
  }
}

const at = ({ x, y, side }: { x: number; y: number; side: number }) => ({
  "--x": `${x.toFixed(1)}px`,
  "--y": `${y.toFixed(1)}px`,
  "--side": `${side.toFixed(1)}px`,
});

declare global {
  interface HTMLElementTagNameMap {
    "downhill-network-picture": DownhillNetworkPicture;
  }
}
