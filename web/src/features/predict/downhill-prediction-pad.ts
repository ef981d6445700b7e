// SPDX-License-Identifier: Apache-2.0
/**
 * A plane of epochs and losses, the latter on a logarithmic scale, on which somebody draws the curve that is expected: by mouse, finger or
 * keys. Later the curve of the run lies on it too.
 */
import { html, nothing, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Prediction, RecordedLoss } from "../../documents/prediction.ts";
import type { Format } from "../../locales/format.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { UiElement } from "../../ui/ui_element.ts";
import { padStyles } from "./pad_styles.ts";
import { COLUMNS, type Drawn, epochOf, NOTHING } from "./store.ts";
import { en } from "./words.en.ts";
import { zh } from "./words.zh.ts";

const WORDS = { en, zh };

/** Of a key, in decades. */
const FINE = 1 / 8;
const COARSE = 1 / 2;
const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: FINE,
  ArrowDown: -FINE,
  PageUp: COARSE,
  PageDown: -COARSE,
};
/** The plane's own measure, in both directions. */
const FULL = 100;

interface Place {
  readonly column: number;
  readonly loss: number;
}

@customElement("downhill-prediction-pad")
export class DownhillPredictionPad extends UiElement {
  static override styles = [...UiElement.styles, padStyles];

  @property({ attribute: false }) range: Prediction["range"] = [1e-4, 10];
  /** In epochs: how far the plane goes. */
  @property({ type: Number }) end = COLUMNS;
  /** The loss before the first update. */
  @property({ type: Number }) start = 1;
  @property({ attribute: false }) drawn: Drawn = NOTHING;
  /** What is locked is only looked at. */
  @property({ type: Boolean }) locked = false;
  @property({ attribute: false }) recorded: RecordedLoss | undefined;
  @property() of: Prediction["of"] = "train_loss";
  /** The column that Tab leads to. */
  @state() private active = 0;

  /** Where the pointer was last, while it draws. */
  #from: Place | undefined;

  private get own() {
    return WORDS[this.language];
  }

  override render() {
    const { own, locked } = this;
    return html`
      <div class="pad">
        <div class="levels" aria-hidden="true">
          ${this.levels.map((loss) => html`<span ${setProperties({ "--y": this.down(loss) })}>${this.format.mark(loss)}</span>`)}
        </div>
        <div
          class="plane ${locked ? "" : "open"}"
          role="group"
          aria-label=${own.pad}
          @pointerdown=${this.begin}
          @pointermove=${this.go}
          @pointerup=${this.lift}
          @pointercancel=${this.lift}
        >
          <svg viewBox="0 0 ${FULL} ${FULL}" preserveAspectRatio="none" aria-hidden="true">
            ${this.levels.map((loss) => svg`<line class="level" x1="0" x2=${FULL} y1=${this.down(loss)} y2=${this.down(loss)} />`)}
            <path class="run ${this.of}" d=${this.runPath} />
            <path class="predicted" d=${this.drawnPath} />
          </svg>
          ${this.drawn.map((loss, column) => this.renderColumn(loss, column))}
        </div>
        <div class="epochs" aria-hidden="true">
          <span>0</span><span>${this.format.integer(this.end / 2)}</span>
          <span>${own.epoch} ${this.format.integer(this.end)}</span>
        </div>
      </div>
    `;
  }

  private renderColumn(loss: number | undefined, column: number) {
    const { own, format, locked, range } = this;
    const [low, high] = range;
    const tenths = (value: number) => Math.round(10 * Math.log10(value / low)) / 10;
    return html`
      <div
        class="column"
        id="column-${column}"
        role="slider"
        tabindex=${column === this.active ? 0 : -1}
        aria-orientation="vertical"
        aria-label=${own.at(format.integer(epochOf(column, this.end)))}
        aria-valuemin="0"
        aria-valuemax=${tenths(high)}
        aria-valuenow=${loss === undefined ? 0 : tenths(loss)}
        aria-valuetext=${loss === undefined ? own.unsaid : this.said(loss)}
        aria-readonly=${locked ? "true" : nothing}
        ${setProperties({ "--x": FULL * ((column + 1) / COLUMNS), "--y": this.down(loss ?? low) })}
        @keydown=${(event: KeyboardEvent) => this.key(event, column)}
        @focus=${() => {
          this.active = column;
        }}
      >
        ${loss === undefined ? nothing : html`<span class="dot"></span>`}
      </div>
    `;
  }

  private said(loss: number): string {
    const { own, format, range } = this;
    return saidLoss(loss, range, { own, format });
  }

  /** Whole powers of ten. */
  private get levels(): readonly number[] {
    const [bottom, top] = this.range.map((loss) => Math.round(Math.log10(loss))) as [
      number,
      number,
    ];
    return Array.from({ length: top - bottom + 1 }, (_, index) => 10 ** (top - index));
  }

  /** From the upper edge. */
  private down(loss: number): number {
    const [low, high] = this.range;
    const share = Math.log10(high / Math.max(low, Math.min(high, loss))) / Math.log10(high / low);
    return Math.round(1e3 * FULL * share) / 1e3;
  }

  private get drawnPath(): string {
    const places = this.drawn.flatMap((loss, column) =>
      loss === undefined ? [] : [`${FULL * ((column + 1) / COLUMNS)} ${this.down(loss)}`],
    );
    // One place alone is a point, no curve.
    return places.length < 2 ? "" : `M${[`0 ${this.down(this.start)}`, ...places].join("L")}`;
  }

  private get runPath(): string {
    const { recorded, end } = this;
    if (recorded === undefined) return "";
    const { epochs, losses, diverged } = recorded;
    const [, high] = this.range;
    const places = Array.from(epochs, (epoch, at) => {
      const loss = losses[at] ?? Number.NaN;
      const y = this.down(Number.isFinite(loss) ? loss : high);
      return `${Math.round((1e3 * FULL * epoch) / end) / 1e3} ${y}`;
    });
    if (diverged) places.push(`${FULL} 0`);
    return places.length < 2 ? "" : `M${places.join("L")}`;
  }

  private readonly begin = (event: PointerEvent): void => {
    if (this.locked || event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const place = this.placeOf(event);
    this.#from = place;
    this.set([place]);
    this.renderRoot
      .querySelector<HTMLElement>(`#column-${place.column}`)
      ?.focus({ preventScroll: true });
    // Else the browser gives the focus to nothing.
    event.preventDefault();
  };

  /** A fast stroke is told only here and there: the columns between lie on a straight line. */
  private readonly go = (event: PointerEvent): void => {
    const from = this.#from;
    if (from === undefined) return;
    const to = this.placeOf(event);
    this.#from = to;
    const way = Math.sign(to.column - from.column);
    const between = Array.from({ length: Math.abs(to.column - from.column) }, (_, index): Place => {
      const share = (index + 1) / Math.abs(to.column - from.column);
      return {
        column: from.column + way * (index + 1),
        loss: from.loss * (to.loss / from.loss) ** share,
      };
    });
    this.set(between.length === 0 ? [to] : between);
  };

  private readonly lift = (): void => {
    this.#from = undefined;
  };

  private placeOf({ clientX, clientY, currentTarget }: PointerEvent): Place {
    const { left, top, width, height } = (currentTarget as Element).getBoundingClientRect();
    const [low, high] = this.range;
    const share = Math.max(0, Math.min(1, (clientY - top) / height));
    const column = Math.round(((clientX - left) / width) * COLUMNS) - 1;
    return {
      column: Math.max(0, Math.min(COLUMNS - 1, column)),
      loss: high * (low / high) ** share,
    };
  }

  private key(event: KeyboardEvent, column: number): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { key } = event;
    const step = STEPS[key];
    if (key === "ArrowLeft" || key === "ArrowRight") {
      this.renderRoot
        .querySelector<HTMLElement>(`#column-${column + (key === "ArrowLeft" ? -1 : 1)}`)
        ?.focus();
    } else if (this.locked) {
      return;
    } else if (step !== undefined) {
      this.set([{ column, loss: this.moved(column, step) }]);
    } else if (key === "Delete" || key === "Backspace") {
      this.change(this.drawn.map((loss, at) => (at === column ? undefined : loss)));
    } else {
      return;
    }
    event.preventDefault();
  }

  /** What is said there first is what was said before it. */
  private moved(column: number, step: number): number {
    const [low, high] = this.range;
    const here = this.drawn[column];
    const before = this.drawn.slice(0, column).findLast((loss) => loss !== undefined) ?? this.start;
    const decades = Math.log10((here ?? before) / low);
    // On the same levels, from wherever it comes.
    const snapped = Math.round(decades / FINE) * FINE + step;
    return Math.min(high, Math.max(low, low * 10 ** snapped));
  }

  private set(places: readonly Place[]): void {
    const drawn = [...this.drawn];
    for (const { column, loss } of places) drawn[column] = loss;
    this.change(drawn);
  }

  private change(drawn: Drawn): void {
    this.drawn = drawn;
    this.dispatchEvent(new CustomEvent<Drawn>("draw", { detail: drawn }));
  }
}

/** At the edges of the range, beyond which nothing is told apart, with that. */
export function saidLoss(
  loss: number,
  [low, high]: Prediction["range"],
  { own, format }: { readonly own: typeof en; readonly format: Format },
): string {
  if (loss >= high) return own.orMore(format.mark(high));
  return loss <= low ? own.orLess(format.mark(low)) : format.real(loss);
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-prediction-pad": DownhillPredictionPad;
  }
}
