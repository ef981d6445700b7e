// SPDX-License-Identifier: Apache-2.0
/** A surface with what lies on it, and its heights in numbers. Where a start may be chosen: by click, touch and arrow keys. */
import type { ReadonlySignal } from "@preact/signals-core";
import { html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { ContourMap, type Ghost, type Trace } from "../charts/contour_map.ts";
import { heightAt, type Place, type Surface } from "../charts/contour_scale.ts";
import { readPalette } from "../charts/palette.ts";
import { contoursStyles } from "./contours_styles.ts";
import { UiElement } from "./ui_element.ts";

/** CSS pixels. */
const TALLEST = 310;
/** An arrow key moves the start by this share of the picture, with Shift by a tenth of it. */
const STRIDE = 0.02;
/** A start is as exact as this share of the picture. */
const EXACT = 1e-3;
const KEY_STEPS = 8;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

@customElement("downhill-contours")
export class DownhillContours extends UiElement {
  static override styles = [...UiElement.styles, contoursStyles];

  @property({ attribute: false }) surface!: Surface;
  @property({ attribute: false }) traces: readonly Trace[] = [];
  @property({ attribute: false }) minima: readonly Place[] = [];
  @property({ attribute: false }) start: Place | undefined;
  /** Where one is on the paths; read while painting. */
  @property({ attribute: false }) at!: ReadonlySignal<readonly Place[]>;
  /** Where the run on the page is. */
  @property({ attribute: false }) now!: ReadonlySignal<Place | undefined>;
  /** The step that an optimizer would make next. */
  @property({ attribute: false }) ghost: Ghost | undefined;
  @property({ attribute: false }) axes: readonly [x: string, y: string] = ["x", "y"];
  /** What the height is. */
  @property() height = "";
  @property() says = "";
  /** How a start is chosen, where it may be: an event `pick` with the place, and `begin` at Enter. */
  @property() pickHelp = "";
  @property({ type: Boolean }) dark = false;

  @state() private under: Place | undefined;
  @query("#map") private canvas!: HTMLCanvasElement;
  @query("#key") private key!: HTMLCanvasElement;
  private map: ContourMap | undefined;
  private drawn: readonly unknown[] = [];
  private readonly sizes = new ResizeObserver(() => {
    this.drawn = [];
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.sizes.observe(this);
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect();
    super.disconnectedCallback();
  }

  override render() {
    const { format, under, surface } = this;
    const picks = this.pickHelp !== "";
    const height = under && heightAt(surface, under);
    return html`
      <canvas
        id="map"
        class=${picks ? "picks" : ""}
        role=${picks ? "application" : "img"}
        tabindex=${picks ? 0 : nothing}
        aria-label=${this.says}
        aria-describedby=${picks ? "help" : nothing}
        @click=${this.tap}
        @dblclick=${this.begin}
        @pointermove=${this.hover}
        @pointerleave=${this.leave}
        @keydown=${this.press}
      ></canvas>
      <p class="legend number">
        <span>${this.height}</span>
        <span id="low"></span><canvas id="key" aria-hidden="true"></canvas><span id="high"></span>
        <span class="under" ?hidden=${height === undefined}>
          ${under && `${format.mark(under.x)}, ${format.mark(under.y)}: ${format.real(height)}`}
        </span>
      </p>
      ${picks ? html`<p id="help" class="help">${this.pickHelp}</p>` : nothing}
      <p class="hidden" role="status">
        ${picks && this.start !== undefined ? this.startSays(this.start) : nothing}
      </p>
    `;
  }

  private startSays(start: Place): string {
    return `${this.format.mark(start.x)}, ${this.format.mark(start.y)}`;
  }

  override updated(): void {
    const subject = [this.surface, this.dark, this.language, ...this.axes];
    this.map ??= new ContourMap(this.canvas);
    if (subject.some((one, index) => one !== this.drawn[index])) {
      this.drawn = subject;
      const [x, y] = this.axes;
      const size = ContourMap.heightFor(this.surface, this.canvas.clientWidth, TALLEST);
      this.canvas.style.blockSize = `${size}px`;
      const write = (value: number) => this.format.mark(value);
      this.map.begin(this.surface, readPalette(), { x, y, write }, Math.min(2, devicePixelRatio));
      this.paintKey(this.map);
    }
    this.paint();
  }

  /** What moves goes to the canvas without a pass through the template. */
  protected override paint(): void {
    const { traces, minima, start, ghost } = this;
    const at = this.at?.value ?? [];
    const now = this.now?.value;
    this.map?.paint({ traces, minima, start, at, now, ghost });
  }

  private paintKey(map: ContourMap): void {
    const { key, format } = this;
    const context = key.getContext("2d");
    const scale = map.heights;
    if (context === null || scale === undefined) return;
    key.width = KEY_STEPS;
    key.height = 1;
    for (let step = 0; step < KEY_STEPS; step += 1) {
      context.fillStyle = map.colourOf(step / (KEY_STEPS - 1));
      context.fillRect(step, 0, 1, 1);
    }
    const write = (id: string, text: string) => {
      const place = this.renderRoot.querySelector(id);
      if (place !== null) place.textContent = text;
    };
    write("#low", format.real(scale.low));
    write("#high", format.real(scale.high));
  }

  private placeOf(event: MouseEvent): Place | undefined {
    return this.map?.placeAt(event.offsetX, event.offsetY);
  }

  private hover(event: PointerEvent): void {
    this.under = this.placeOf(event);
    if (event.buttons === 1 && event.pointerType === "mouse") this.choose(this.under);
  }

  private leave(): void {
    this.under = undefined;
  }

  private tap(event: MouseEvent): void {
    this.choose(this.placeOf(event));
  }

  private press(event: KeyboardEvent): void {
    if (this.pickHelp === "" || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (event.key === "Enter") this.begin();
    else if (arrow === undefined || this.start === undefined) return;
    else {
      const { x, y } = this.start;
      const stride = event.shiftKey ? STRIDE / 10 : STRIDE;
      const [right, up] = arrow;
      this.choose({
        x: x + right * stride * width(this.surface.x),
        y: y + up * stride * width(this.surface.y),
      });
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private begin(): void {
    if (this.pickHelp !== "") this.dispatchEvent(new CustomEvent("begin"));
  }

  /** Within the picture, and as round as can be told apart there. */
  private choose(place: Place | undefined): void {
    if (this.pickHelp === "" || place === undefined) return;
    const { x, y } = this.surface;
    const detail = { x: within(x, place.x), y: within(y, place.y) };
    this.dispatchEvent(new CustomEvent<Place>("pick", { detail }));
  }
}

const width = (axis: readonly number[]): number => (axis.at(-1) ?? 1) - (axis[0] ?? 0);

function within(axis: readonly number[], value: number): number {
  const unit = 10 ** Math.floor(Math.log10(EXACT * width(axis)) + 0.5);
  const inside = Math.min(axis.at(-1) ?? value, Math.max(axis[0] ?? value, value));
  return Number((Math.round(inside / unit) * unit).toPrecision(8));
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-contours": DownhillContours;
  }
}
