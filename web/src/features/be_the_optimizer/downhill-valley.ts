// SPDX-License-Identifier: Apache-2.0
/** The loss of one parameter as a curve, as far as it is seen, with the moves on it. A place is chosen by click, touch and arrow keys. */
import { css, html, nothing, svg, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { Measured } from "../../app/loss_of_two.ts";
import type { Place, Surface } from "../../charts/contour_scale.ts";
import { ticks } from "../../charts/ticks.ts";
import { UiElement } from "../../ui/ui_element.ts";

const WIDTH = 320;
const HEIGHT = 200;
const EDGE = { left: 44, right: 8, top: 10, bottom: 30 } as const;
const MOST_TICKS = 5;
/** An arrow key aims this share of the picture further, with Shift a tenth of it. */
const STRIDE = 0.02;
/** A place is as exact as this share of the picture. */
const EXACT = 1e-3;
/** Of the arrow of a step that the dot would hide. */
const SHORTEST = 18;
const HEAD = 6;

@customElement("downhill-valley")
export class DownhillValley extends UiElement {
  static override styles = [
    ...UiElement.styles,
    css`
      svg {
        display: block;
        inline-size: 100%;
        max-block-size: 310px;
        touch-action: manipulation;
      }
      svg.picks {
        cursor: crosshair;
      }
      text {
        font-size: var(--text-note);
        fill: var(--ink-2);
      }
      .grid {
        stroke: var(--grid);
      }
      .loss {
        fill: none;
        stroke: var(--ink-3);
        stroke-width: 1.5;
      }
      .way,
      .descent {
        fill: none;
        stroke-width: 2;
      }
      .way {
        stroke: var(--class-1);
        stroke-dasharray: 6 3;
      }
      .descent {
        stroke: var(--class-0);
      }
      .here {
        fill: var(--class-1);
        stroke: var(--surface);
        stroke-width: 2;
      }
      .place {
        fill: var(--class-1);
      }
      .its {
        fill: var(--class-0);
      }
      .aim {
        fill: none;
        stroke: var(--class-1);
        stroke-width: 2;
      }
      .ghost {
        fill: none;
        stroke: var(--curve-train);
        stroke-width: 2;
      }
      .help {
        font-size: var(--text-note);
        color: var(--ink-2);
      }
    `,
  ];

  /** One row: null where it is not seen. */
  @property({ attribute: false }) surface!: Surface;
  @property({ attribute: false }) way: readonly Measured[] = [];
  @property({ attribute: false }) descent: readonly Measured[] | undefined;
  @property({ attribute: false }) target: Place | undefined;
  /** The step that an optimizer would make next. */
  @property({ attribute: false }) ghost:
    | { readonly from: Measured; readonly to: Measured }
    | undefined;
  @property() axis = "";
  @property() height = "";
  @property() says = "";
  /** How a place is chosen, where it may be: an event `pick` with the place, and `begin` at Enter. */
  @property() pickHelp = "";
  @query("svg") private picture!: SVGSVGElement;

  override render(): TemplateResult {
    const picks = this.pickHelp !== "";
    const { axis, height, target } = this;
    return html`
      <svg
        id="map"
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        class=${picks ? "picks" : ""}
        role=${picks ? "application" : "img"}
        tabindex=${picks ? 0 : nothing}
        aria-label=${this.says}
        aria-describedby=${picks ? "help" : nothing}
        @click=${this.tap}
        @dblclick=${this.begin}
        @keydown=${this.press}
      >
        ${this.renderAxes()}
        <path class="loss" d=${this.curve}></path>
        ${this.descent === undefined ? nothing : svg`<path class="descent" d=${this.line(this.descent)}></path>${this.dots("its", this.descent)}`}
        <path class="way" d=${this.line(this.way)}></path>
        ${this.dots("place", this.way)} ${this.dots("here", this.way.slice(-1))}
        ${target === undefined ? nothing : svg`<line class="aim" x1=${this.across(target.x)} x2=${this.across(target.x)} y1=${HEIGHT - EDGE.bottom - 8} y2=${HEIGHT - EDGE.bottom + 4}></line>`}
        ${this.renderGhost()}
        <text x=${(WIDTH + EDGE.left) / 2} y=${HEIGHT - 2} text-anchor="middle">${axis}</text>
        <text x="10" y=${HEIGHT / 2} text-anchor="middle" transform="rotate(-90 10 ${HEIGHT / 2})">${height}</text>
      </svg>
      ${picks ? html`<p id="help" class="help">${this.pickHelp}</p>` : nothing}
      <p class="hidden" role="status">${target === undefined ? nothing : this.format.mark(target.x)}</p>
    `;
  }

  private renderAxes() {
    const { format, low, high, top } = this;
    const ground = HEIGHT - EDGE.bottom;
    return svg`
      ${ticks(low, high, MOST_TICKS).map(
        (tick) => svg`
          <line class="grid" x1=${this.across(tick)} x2=${this.across(tick)} y1=${EDGE.top} y2=${ground}></line>
          <text x=${this.across(tick)} y=${ground + 12} text-anchor="middle">${format.mark(tick)}</text>`,
      )}
      ${ticks(0, top, MOST_TICKS).map(
        (tick) => svg`
          <line class="grid" x1=${EDGE.left} x2=${WIDTH - EDGE.right} y1=${this.down(tick)} y2=${this.down(tick)}></line>
          <text x=${EDGE.left - 4} y=${this.down(tick) + 3} text-anchor="end">${format.mark(tick)}</text>`,
      )}
    `;
  }

  /** From where one stands along the axis, since the next loss is not known yet: of a step that is too short its direction alone. */
  private renderGhost() {
    const { ghost } = this;
    if (ghost === undefined) return nothing;
    const from = this.across(ghost.from.x);
    const way = this.across(ghost.to.x) - from;
    if (!(Math.abs(way) > 0) || !Number.isFinite(way)) return nothing;
    const side = Math.sign(way);
    const to = from + side * Math.max(Math.abs(way), SHORTEST);
    const y = this.down(ghost.from.loss ?? 0);
    const back = to - side * HEAD;
    return svg`<path class="ghost" d="M${from} ${y}H${to}M${back} ${y - HEAD / 2}L${to} ${y}L${back} ${y + HEAD / 2}"></path>`;
  }

  private dots(kind: string, places: readonly Measured[]) {
    return places.map(
      ({ x, loss }) =>
        svg`<circle class=${kind} cx=${this.across(x)} cy=${this.down(loss ?? this.top)} r=${kind === "here" ? 5 : 3}></circle>`,
    );
  }

  private get low(): number {
    return this.surface.x[0] ?? 0;
  }
  private get high(): number {
    return this.surface.x.at(-1) ?? 1;
  }
  /** Of all that is seen; a loss has its floor at 0, or below. */
  private get top(): number {
    const [row = []] = this.surface.values;
    const losses = [...row, ...this.way.map(({ loss }) => loss)].flatMap((one) => one ?? []);
    return Math.max(...losses, Number.MIN_VALUE) * 1.05;
  }

  private across(x: number): number {
    return EDGE.left + ((x - this.low) / (this.high - this.low)) * (WIDTH - EDGE.left - EDGE.right);
  }

  private down(loss: number): number {
    const ground = HEIGHT - EDGE.bottom;
    const y = ground - (loss / this.top) * (ground - EDGE.top);
    // What has left the picture stays at its edge.
    return Math.max(-HEIGHT, Math.min(2 * HEIGHT, y));
  }

  /** Pieces between places that are not seen. */
  private get curve(): string {
    const [row = []] = this.surface.values;
    let isOn = false;
    return row
      .map((loss, index) => {
        const letter = isOn ? "L" : "M";
        isOn = loss !== null;
        const x = this.across(this.surface.x[index] ?? 0);
        return loss === null ? "" : `${letter}${x} ${this.down(loss)}`;
      })
      .join("");
  }

  private line(places: readonly Measured[]): string {
    const points = places.map(({ x, loss }) => `${this.across(x)} ${this.down(loss ?? this.top)}`);
    return points.length < 2 ? "" : `M${points.join("L")}`;
  }

  private tap({ clientX, clientY }: MouseEvent): void {
    const matrix = this.picture.getScreenCTM();
    if (matrix === null) return;
    const { x } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    const share = (x - EDGE.left) / (WIDTH - EDGE.left - EDGE.right);
    if (share >= 0 && share <= 1) this.choose(this.low + share * (this.high - this.low));
  }

  private press(event: KeyboardEvent): void {
    if (this.pickHelp === "" || event.ctrlKey || event.metaKey || event.altKey) return;
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Enter") this.begin();
    else if (way === undefined || this.target === undefined) return;
    else {
      const stride = (event.shiftKey ? STRIDE / 10 : STRIDE) * (this.high - this.low);
      this.choose(this.target.x + way * stride);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private begin(): void {
    if (this.pickHelp !== "") this.dispatchEvent(new CustomEvent("begin"));
  }

  private choose(x: number): void {
    if (this.pickHelp === "") return;
    const unit = 10 ** Math.floor(Math.log10(EXACT * (this.high - this.low)) + 0.5);
    const inside = Math.min(this.high, Math.max(this.low, x));
    const detail = { x: Number((Math.round(inside / unit) * unit).toPrecision(8)), y: 0 };
    this.dispatchEvent(new CustomEvent<Place>("pick", { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-valley": DownhillValley;
  }
}
