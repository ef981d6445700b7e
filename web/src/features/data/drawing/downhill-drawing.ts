// SPDX-License-Identifier: Apache-2.0
/** A pad on which somebody draws the data, by mouse, finger or keys, while the network learns from them. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, query } from "lit/decorators.js";
import { LeasedView } from "../../../app/leased_view.ts";
import { PageElement } from "../../../app/page_element.ts";
import { CLASS_COLOURS, type Palette, readPalette } from "../../../charts/palette.ts";
import { isDrawn, onGrid } from "../../../data/drawn_points.ts";
import { unhurried } from "../../../ui/calm.ts";
import { icons } from "../../../ui/icons.ts";
import { Visible } from "../../../ui/visible.ts";
import { type DataWords, dataWords } from "../words.ts";
import { Hand } from "./hand.ts";
import { PadPainter } from "./pad_painter.ts";
import { classChoice, valueChoice } from "./palette.ts";
import { drawingOf } from "./store.ts";
import { lackOf, TOOLS } from "./strokes.ts";
import { drawingStyles } from "./styles.ts";

const MAP_SIZE = 64;

@customElement("downhill-drawing")
export class DownhillDrawing extends PageElement {
  static override styles = [...PageElement.styles, drawingStyles];

  @query("#pad") private pad!: HTMLElement;
  @query("#field") private field!: HTMLCanvasElement;
  @query("#marks") private marks!: HTMLCanvasElement;

  /** Once the pad is there. */
  private hand: Hand | undefined;
  private readonly visible = new Visible(this);
  private readonly view = new LeasedView(this, this.visible.seen, ({ description }) =>
    isDrawn(description.experiment.data)
      ? { kind: "map", width: MAP_SIZE, height: MAP_SIZE }
      : undefined,
  );
  private painter: PadPainter | undefined;
  private palette: Palette | undefined;
  private dark: boolean | undefined;
  private drawn: unknown;
  private drawnAt = Number.NEGATIVE_INFINITY;
  private readonly sizes = new ResizeObserver(() => this.resize());

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.sizes.observe(this.pad);
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect();
    this.hand?.lift();
    super.disconnectedCallback();
  }

  override firstUpdated(): void {
    this.painter = new PadPainter(this.field, this.marks);
    this.hand = new Hand(this.store, this.pad, () => this.paint());
    this.sizes.observe(this.pad);
  }

  override updated(): void {
    this.paint();
  }

  private get own(): DataWords["drawing"] {
    return dataWords(this.language).drawing;
  }

  private get store() {
    return drawingOf(this.workspace);
  }

  private resize(): void {
    const ratio = Math.min(2, devicePixelRatio);
    const side = Math.round(this.pad.clientWidth * ratio);
    if (side === 0) return;
    for (const canvas of [this.field, this.marks]) {
      canvas.width = side;
      canvas.height = side;
    }
    this.drawn = undefined;
    this.paint();
  }

  protected override paint(): void {
    const { painter, hand, store } = this;
    const { run, settings } = this.workspace;
    const { dark } = settings;
    const points = store.points.value;
    const map = this.view.answer;
    const isOwn = isDrawn(run.description.experiment.data) && run.points.length > 0;
    if (painter === undefined || hand === undefined) return;
    const { domain } = hand;
    if (this.palette === undefined || this.dark !== dark) {
      this.dark = dark;
      this.palette = readPalette();
      this.drawn = undefined;
      painter.forget();
    }
    const focused = this.renderRoot.querySelector("#pad:focus-visible") !== null;
    const cursor = hand.pointer ?? (focused ? hand.cursor : undefined);
    const { kind, tool } = store;
    painter.paintMarks(
      { points, kind: kind.value, domain, tool: tool.value, cursor },
      this.palette,
    );
    if (!isOwn) painter.clearMap();
    if (map === undefined || map === this.drawn || !isOwn) return;
    const now = performance.now();
    if (run.playing && now - this.drawnAt < unhurried(0)) return;
    this.drawnAt = now;
    this.drawn = map;
    painter.paintMap(run, map, domain, this.palette);
  }

  override render(): TemplateResult {
    const { own, store } = this;
    const { document } = this.workspace;
    const points = store.points.value;
    const problem = store.problem.value;
    return html`
      <div class="line">
        <div class="choice" role="group" aria-label=${own.kind}>
          ${(["classes", "values"] as const).map((kind) => html`<button id="draw-${kind}" aria-pressed=${store.kind.value === kind} @click=${() => store.draw(kind)}>${own.kinds[kind]}</button>`)}
        </div>
        ${store.kind.value === "classes" ? classChoice(store, own, this.format) : valueChoice(store, own, this.format)}
      </div>
      <div
        id="pad"
        role="application"
        tabindex="0"
        aria-label=${own.pad}
        aria-describedby="keys says"
        @pointerdown=${(event: PointerEvent) => this.hand?.press(event)}
        @pointermove=${(event: PointerEvent) => this.hand?.move(event)}
        @pointerup=${(event: PointerEvent) => this.hand?.lift(event)}
        @pointercancel=${(event: PointerEvent) => this.hand?.lift(event)}
        @pointerleave=${() => this.hand?.leave()}
        @keydown=${(event: KeyboardEvent) => this.hand?.key(event)}
        @focus=${() => this.paint()}
        @blur=${() => this.paint()}
      >
        <canvas id="field"></canvas>
        <canvas id="marks"></canvas>
        ${points.length === 0 ? this.renderEmpty() : nothing}
      </div>
      <p class="keys" id="keys">${store.kind.value === "classes" ? own.keysClasses : own.keysValues}</p>
      <div class="line">
        <div class="choice" role="group" aria-label=${own.brush}>
          ${TOOLS.map(
            (tool) => html`
              <button
                id="draw-${tool}"
                aria-pressed=${store.tool.value === tool}
                @click=${() => {
                  store.tool.value = tool;
                }}
              >
                ${own.tools[tool]}
              </button>
            `,
          )}
        </div>
        <span class="end">
          <button class="plain" id="draw-undo" aria-label=${own.undo} title=${own.undo} ?disabled=${!store.canUndo.value} @click=${() => store.undo()}>${icons.undo}</button>
          <button class="plain" id="draw-clear" ?disabled=${points.length === 0} @click=${() => store.clear()}>${own.clear}</button>
        </span>
      </div>
      <p class="says" id="says" role="status">${this.says(document.description.experiment.data)}</p>
      ${problem === undefined ? nothing : html`<p class="error" role="alert">${this.say(problem)}</p>`}
    `;
  }

  /** Of data that lie on the plane already, their points can be drawn on. */
  private renderEmpty(): TemplateResult {
    const { own, workspace } = this;
    const { summary, experiment } = workspace.run.description;
    const lieOnPlane =
      summary.features === 2 && summary.classes <= CLASS_COLOURS && !isDrawn(experiment.data);
    return html`
      <div class="empty">
        <span>${own.empty}</span>
        ${lieOnPlane && workspace.run.ready ? html`<button id="draw-begin" @click=${this.begin} @pointerdown=${stop} @keydown=${stop}>${own.begin(this.dataName)}</button>` : nothing}
      </div>
    `;
  }

  private begin(): void {
    const { points, description } = this.workspace.run;
    const taken = Array.from({ length: points.length / 4 }, (_, row) => {
      const [x = 0, y = 0, target = 0] = points.subarray(4 * row, 4 * row + 3);
      return { x: onGrid(x), y: onGrid(y), target: onGrid(target) };
    });
    const kind = description.summary.task === "regression" ? "values" : "classes";
    void this.store.begin(taken, kind);
    this.pad.focus();
  }

  private says(data: unknown): string {
    const { own, store, format } = this;
    const points = store.points.value;
    const count = own.points(format.integer(points.length), points.length);
    const lack = lackOf(points, store.kind.value);
    if (store.full.value) return own.full(format.integer(points.length));
    if (lack !== undefined && (points.length > 0 || isDrawn(data))) {
      return points.length === 0 ? own.cleared : `${count} ${own.lacks[lack]}`;
    }
    if (!store.isLearnt) return points.length === 0 ? "" : count;
    const { run } = this.workspace;
    return `${count} ${run.carried ? own.goesOn : run.playing ? own.anew : own.still}`;
  }
}

const stop = (event: Event) => event.stopPropagation();

declare global {
  interface HTMLElementTagNameMap {
    "downhill-drawing": DownhillDrawing;
  }
}
