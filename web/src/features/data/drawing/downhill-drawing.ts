// SPDX-License-Identifier: Apache-2.0
/** A pad on which somebody draws the data, by mouse, finger or keys, while the network learns from them. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { LeasedView } from "../../../app/leased_view.ts";
import { PageElement } from "../../../app/page_element.ts";
import { CLASS_COLOURS, type Palette, readPalette } from "../../../charts/palette.ts";
import { type DrawnPoint, isDrawn, onGrid } from "../../../data/drawn_points.ts";
import { unhurried } from "../../../ui/calm.ts";
import { icons } from "../../../ui/icons.ts";
import { Visible } from "../../../ui/visible.ts";
import { en } from "../words.en.ts";
import { zh } from "../words.zh.ts";
import { PadPainter } from "./pad_painter.ts";
import { classChoice, VALUE_STEP, valueChoice } from "./palette.ts";
import { drawingOf } from "./store.ts";
import { domainOf, inside, lackOf, type Place, TOOLS, touched, touches } from "./strokes.ts";
import { drawingStyles } from "./styles.ts";

const WORDS = { en, zh };
const MAP_SIZE = 64;
/** Of the keyboard's cursor, as shares of the side. */
const STRIDE = 1 / 16;
const SMALL_STRIDE = 1 / 64;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

@customElement("downhill-drawing")
export class DownhillDrawing extends PageElement {
  static override styles = [...PageElement.styles, drawingStyles];

  @query("#pad") private pad!: HTMLElement;
  @query("#field") private field!: HTMLCanvasElement;
  @query("#marks") private marks!: HTMLCanvasElement;

  /** Where the keyboard draws; seen while the pad has the focus. */
  @state() private cursor: Place = { x: 0, y: 0 };
  /** Where the pointer is. */
  private pointer: Place | undefined;
  /** What was there before the stroke that is under way, and which finger draws it. */
  private stroke:
    | { readonly before: readonly DrawnPoint[]; readonly by: number; last: Place }
    | undefined;

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
    this.lift();
    super.disconnectedCallback();
  }

  override firstUpdated(): void {
    this.painter = new PadPainter(this.field, this.marks);
    this.sizes.observe(this.pad);
  }

  override updated(): void {
    this.paint();
  }

  private get own(): typeof en.drawing {
    return WORDS[this.language].drawing;
  }

  private get store() {
    return drawingOf(this.workspace);
  }

  private pointsNow() {
    return this.store.points.peek();
  }

  /** What is under way keeps its square. */
  private get domain() {
    return domainOf(this.stroke?.before ?? this.store.points.value);
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
    const { painter, store, domain } = this;
    const { run, settings } = this.workspace;
    const { dark } = settings;
    const points = store.points.value;
    const map = this.view.answer;
    const isOwn = isDrawn(run.description.experiment.data) && run.points.length > 0;
    if (painter === undefined) return;
    if (this.palette === undefined || this.dark !== dark) {
      this.dark = dark;
      this.palette = readPalette();
      this.drawn = undefined;
      painter.forget();
    }
    const focused = this.renderRoot.querySelector("#pad:focus-visible") !== null;
    const cursor = this.pointer ?? (focused ? this.cursor : undefined);
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
        @pointerdown=${this.press}
        @pointermove=${this.move}
        @pointerup=${this.lift}
        @pointercancel=${this.lift}
        @pointerleave=${this.leave}
        @keydown=${this.key}
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

  private placeOf({ clientX, clientY }: PointerEvent): Place {
    const { left, top, width } = this.pad.getBoundingClientRect();
    const { x_min, y_min, span } = this.domain;
    return {
      x: x_min + ((clientX - left) / width) * span,
      y: y_min + span - ((clientY - top) / width) * span,
    };
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0 || this.stroke !== undefined) return;
    this.pad.setPointerCapture(event.pointerId);
    const place = this.placeOf(event);
    this.stroke = { before: this.pointsNow(), by: event.pointerId, last: place };
    this.touch(place);
  }

  private move(event: PointerEvent): void {
    const { stroke } = this;
    if (stroke !== undefined && event.pointerId !== stroke.by) return;
    this.pointer = event.pointerType === "touch" ? undefined : this.placeOf(event);
    if (stroke !== undefined) {
      for (const one of event.getCoalescedEvents?.() ?? [event]) {
        const way = touches(stroke.last, this.placeOf(one), this.store.tool.peek(), this.domain);
        for (const place of way) this.touch(place);
        stroke.last = way.at(-1) ?? stroke.last;
      }
    }
    this.paint();
  }

  private lift(event?: PointerEvent): void {
    const { stroke } = this;
    if (event !== undefined && event.pointerId !== stroke?.by) return;
    this.stroke = undefined;
    if (stroke !== undefined) void this.store.finish(stroke.before);
  }

  private leave(): void {
    this.pointer = undefined;
    this.paint();
  }

  private touch(place: Place): void {
    const { store, domain } = this;
    const brush = { tool: store.tool.peek(), target: store.target };
    store.show(touched(this.pointsNow(), inside(place, domain), brush, domain, Math.random));
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.keyed(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @returns whether the key was used */
  private keyed({ key, shiftKey }: KeyboardEvent): boolean {
    const { store, domain } = this;
    const arrow = ARROWS[key];
    const digit = /^[1-6]$/.test(key) ? Number(key) - 1 : undefined;
    if (arrow !== undefined) {
      const step = (shiftKey ? SMALL_STRIDE : STRIDE) * domain.span;
      const to = { x: this.cursor.x + arrow[0] * step, y: this.cursor.y + arrow[1] * step };
      this.cursor = inside(to, domain);
    } else if (key === " " || key === "Enter") {
      this.draw(store.tool.peek());
    } else if (key === "Delete" || key === "Backspace") {
      this.draw("erase");
    } else if (
      digit !== undefined &&
      digit < store.labels.peek() &&
      store.kind.peek() === "classes"
    ) {
      store.choose(digit);
    } else if ((key === "+" || key === "-") && store.kind.peek() === "values") {
      const value = store.value.peek() + (key === "+" ? VALUE_STEP : -VALUE_STEP);
      store.value.value = Math.max(-1, Math.min(1, Number(value.toFixed(1))));
    } else return false;
    this.pointer = undefined;
    return true;
  }

  private draw(tool: (typeof TOOLS)[number]): void {
    const { store, domain, cursor } = this;
    const before = this.pointsNow();
    store.show(touched(before, cursor, { tool, target: store.target }, domain, Math.random));
    void store.finish(before);
  }
}

const stop = (event: Event) => event.stopPropagation();

declare global {
  interface HTMLElementTagNameMap {
    "downhill-drawing": DownhillDrawing;
  }
}
