// SPDX-License-Identifier: Apache-2.0
/**
 * A plane of epochs and losses, or of another number of a run, on which somebody draws the curve that is expected: by mouse, finger or
 * keys. Later the curve of the run lies on it too.
 */
import { html, nothing, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { RecordedLoss } from "../documents/prediction.ts";
import { setProperties } from "../ui/set_properties.ts";
import { UiElement } from "../ui/ui_element.ts";
import {
  COLUMNS,
  type Drawn,
  epochOf,
  linear,
  logarithmic,
  NOTHING,
  type Scale,
  saidValue,
} from "./prediction_pad.ts";
import { padStyles } from "./prediction_pad_styles.ts";

/** Of a key: so many fine steps. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: 1,
  ArrowDown: -1,
  PageUp: 4,
  PageDown: -4,
};
/** The plane's own measure, in both directions. */
const FULL = 100;

interface Place {
  readonly column: number;
  /** From 0 below to 1 above. */
  readonly share: number;
}

@customElement("downhill-prediction-pad")
export class DownhillPredictionPad extends UiElement {
  static override styles = [...UiElement.styles, padStyles];

  @property({ attribute: false }) range: readonly [low: number, high: number] = [1e-4, 10];
  /** Equal ways up are equal differences, instead of equal factors. */
  @property({ type: Boolean }) linear = false;
  /** In epochs: how far the plane goes. */
  @property({ type: Number }) end = COLUMNS;
  /** It goes as far as a run, however many epochs those are: `end` is 1. */
  @property({ type: Boolean }) whole = false;
  /** The loss before the first update. */
  @property({ type: Number }) start = 1;
  @property({ attribute: false }) drawn: Drawn = NOTHING;
  /** What is locked is only looked at. */
  @property({ type: Boolean }) locked = false;
  @property({ attribute: false }) recorded: RecordedLoss | undefined;
  /** What the run has of it, as its history calls it. */
  @property() of = "train_loss";
  /** The column that Tab leads to. */
  @state() private active = 0;

  /** Where the pointer was last, while it draws. */
  #from: Place | undefined;

  private get scale(): Scale {
    return (this.linear ? linear : logarithmic)(...this.range);
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>(`#column-${this.active}`)?.focus(options);
  }

  override render() {
    const { words, locked, scale } = this;
    return html`
      <div class="pad">
        <div class="levels" aria-hidden="true">
          ${scale.levels.map((loss) => html`<span ${setProperties({ "--y": this.down(loss) })}>${this.format.mark(loss)}</span>`)}
        </div>
        <div
          class="plane ${locked ? "" : "open"}"
          role="group"
          aria-label=${words.pad.plane}
          @pointerdown=${this.begin}
          @pointermove=${this.go}
          @pointerup=${this.lift}
          @pointercancel=${this.lift}
        >
          <svg viewBox="0 0 ${FULL} ${FULL}" preserveAspectRatio="none" aria-hidden="true">
            ${scale.levels.map((loss) => svg`<line class="level" x1="0" x2=${FULL} y1=${this.down(loss)} y2=${this.down(loss)} />`)}
            <path class="run ${this.of.startsWith("validation") ? "validation_loss" : "train_loss"}" d=${this.runPath} />
            <path class="predicted" d=${this.drawnPath} />
          </svg>
          ${this.drawn.map((loss, column) => this.renderColumn(loss, column))}
        </div>
        <div class="epochs" aria-hidden="true">
          <span>0</span><span>${this.at(this.end / 2)}</span>
          <span>${this.whole ? words.pad.ofRun : `${words.pad.epoch} ${this.at(this.end)}`}</span>
        </div>
      </div>
    `;
  }

  private renderColumn(loss: number | undefined, column: number) {
    const { words, locked, scale } = this;
    const [low] = this.range;
    const hundredths = (value: number) => Math.round(100 * scale.shareOf(value));
    return html`
      <div
        class="column"
        id="column-${column}"
        role="slider"
        tabindex=${column === this.active ? 0 : -1}
        aria-orientation="vertical"
        aria-label=${this.saidPlace(column)}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${loss === undefined ? 0 : hundredths(loss)}
        aria-valuetext=${loss === undefined ? words.pad.unsaid : this.said(loss)}
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

  /** Epochs, of which a column may be a part; or a share of the run. */
  private at(place: number): string {
    return this.whole ? this.format.share(place) : this.format.mark(place);
  }

  private saidPlace(column: number): string {
    const { whole, of, words } = this;
    const said = whole ? words.pad.atShare : words.pad.at;
    return said[of.endsWith("accuracy") ? "accuracy" : "loss"](this.at(epochOf(column, this.end)));
  }

  private said(value: number): string {
    const { words, format } = this;
    return saidValue(value, this.range, { words, format });
  }

  /** From the upper edge. */
  private down(value: number): number {
    return Math.round(1e3 * FULL * (1 - this.scale.shareOf(value))) / 1e3;
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
        share: from.share + (to.share - from.share) * share,
      };
    });
    this.set(between.length === 0 ? [to] : between);
  };

  private readonly lift = (): void => {
    this.#from = undefined;
  };

  private placeOf({ clientX, clientY, currentTarget }: PointerEvent): Place {
    const { left, top, width, height } = (currentTarget as Element).getBoundingClientRect();
    const share = 1 - Math.max(0, Math.min(1, (clientY - top) / height));
    const column = Math.round(((clientX - left) / width) * COLUMNS) - 1;
    return { column: Math.max(0, Math.min(COLUMNS - 1, column)), share };
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
      this.set([{ column, share: this.moved(column, step) }]);
    } else if (key === "Delete" || key === "Backspace") {
      this.change(this.drawn.map((loss, at) => (at === column ? undefined : loss)));
    } else {
      return;
    }
    event.preventDefault();
  }

  /** What is said there first is what was said before it. */
  private moved(column: number, step: number): number {
    const { scale } = this;
    const here = this.drawn[column];
    const before = this.drawn.slice(0, column).findLast((loss) => loss !== undefined) ?? this.start;
    // On the same levels, from wherever it comes.
    const snapped = Math.round(scale.shareOf(here ?? before) / scale.fine) + step;
    return Math.min(1, Math.max(0, snapped * scale.fine));
  }

  private set(places: readonly Place[]): void {
    const drawn = [...this.drawn];
    const { scale } = this;
    for (const { column, share } of places) drawn[column] = scale.valueAt(share);
    this.change(drawn);
  }

  private change(drawn: Drawn): void {
    this.drawn = drawn;
    this.dispatchEvent(new CustomEvent<Drawn>("draw", { detail: drawn }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-prediction-pad": DownhillPredictionPad;
  }
}
