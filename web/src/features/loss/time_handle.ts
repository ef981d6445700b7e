// SPDX-License-Identifier: Apache-2.0
/** The handle on the x axis: it rides with training, and whoever drags it back takes the whole page along. */
import { css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { PageElement } from "../../app/page_element.ts";
import { MOST_KEPT, type Snapshot } from "../../engine/contract/snapshot.ts";
import type { RunSession } from "../../sessions/run_session.ts";
import { setProperties } from "../../ui/set_properties.ts";
import { TOUCH } from "../../ui/styles/media.ts";
import { Journeys } from "./journeys.ts";
import { lossWords } from "./words.ts";

/** Where an update lies in the picture, in CSS pixels from the left. */
export interface TimeAxis {
  pixelOf(step: number): number;
  /** Its ends, and how far from the top it is. */
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

const PAGE = 10;

@customElement("downhill-time-handle")
export class DownhillTimeHandle extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        position: absolute;
        inset: 0;
        pointer-events: none;
      }
      .axis {
        position: absolute;
        inset-inline: 0;
        inset-block: calc(var(--y) - 12px) 0;
        pointer-events: auto;
        cursor: ew-resize;
        touch-action: none;
      }
      .knob {
        position: absolute;
        inset-block-start: 4px;
        inset-inline-start: -11px;
        /* It rides without a layout of the page. */
        transform: translateX(var(--x));
        inline-size: 22px;
        block-size: 16px;
        display: grid;
        place-items: center;
        border-radius: var(--radius-small);
        background: var(--ink);
        color: var(--on-ink);
        border: 1px solid var(--surface);
      }
      .line {
        position: absolute;
        inset-block: 8px auto;
        block-size: calc(var(--y) - 8px);
        transform: translateX(var(--x));
        border-inline-start: 1px solid var(--control-line);
      }
      @media ${TOUCH} {
        .axis {
          inset-block-start: calc(var(--y) - 16px);
          min-block-size: var(--touch);
        }
        .knob {
          inset-block-start: 5px;
          inset-inline-start: -15px;
          inline-size: 30px;
          block-size: 22px;
        }
      }
      @media (forced-colors: active) {
        .knob {
          background: ButtonText;
          color: ButtonFace;
        }
      }
    `,
  ];

  @property({ attribute: false }) axis: TimeAxis | undefined;
  @query(".knob") private knob!: HTMLElement;

  /** Of the run that was dragged: those of another are other moments, be they of the same number. */
  #dragging: { readonly run: RunSession; readonly marks: readonly Snapshot[] } | undefined;
  /** The finger or the mouse that has it; another one that comes meanwhile is none of its business. */
  #pointer: number | undefined;
  #pixel = 0;
  readonly #journeys = new Journeys<RunSession>((run) => run === this.workspace.current.peek());

  /** What is taken off the page is told of no pointer any more. */
  override disconnectedCallback(): void {
    this.#pointer = undefined;
    super.disconnectedCallback();
  }

  override render() {
    const { axis, format } = this;
    const { run } = this.workspace;
    const { state, ahead, history, description } = run;
    if (axis === undefined || description.summary.parameters > MOST_KEPT) {
      this.#pointer = undefined;
      return nothing;
    }
    const own = lossWords(this.language);
    const { wanted } = this;
    const step = wanted?.step ?? state?.step ?? 0;
    const furthest = Math.max(step, history.newest("step") || 0, ahead?.newest("step") || 0);
    const x = Math.max(axis.left, Math.min(axis.right, axis.pixelOf(step)));
    const loss = wanted === undefined ? state?.train_loss : wanted.train_loss;
    const epoch = wanted?.epoch ?? state?.epoch;
    const place = this.words.unitAt.epoch(format.integer(epoch));
    return html`
      <div ${setProperties({ "--x": `${x.toFixed(1)}px`, "--y": `${axis.bottom.toFixed(1)}px` })}>
        <div class="line"></div>
        <div
          class="axis"
          title=${own.travelHelp}
          @pointerdown=${this.begin}
          @pointermove=${this.drag}
          @pointerup=${this.end}
          @pointercancel=${this.end}
          @lostpointercapture=${this.end}
        >
          <div
            class="knob"
            id="time"
            role="slider"
            tabindex="0"
            aria-label=${own.travel}
            aria-valuemin="0"
            aria-valuemax=${furthest}
            aria-valuenow=${step}
            aria-valuetext=${own.travelAt(place, format.real(loss))}
            @keydown=${this.onKey}
          >
            <svg width="14" height="8" viewBox="0 0 14 8" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">
              <path d="M5 1L2 4l3 3M9 1l3 3-3 3" />
            </svg>
          </div>
        </div>
      </div>
    `;
  }

  private get wanted(): Snapshot | undefined {
    const journey = this.#journeys.wanted.value;
    return journey?.run === this.workspace.run ? journey.mark : undefined;
  }

  private async begin(event: PointerEvent): Promise<void> {
    if (event.button !== 0 || this.#pointer !== undefined) return;
    const { run } = this.workspace;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.knob.focus({ preventScroll: true });
    this.#pointer = event.pointerId;
    this.#dragging = undefined;
    this.point(event);
    if (run.playing) await run.pause();
    this.#dragging = { run, marks: newest(await run.snapshots()) };
    this.follow();
  }

  private drag(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    this.point(event);
    this.follow();
  }

  private end(event: PointerEvent): void {
    if (event.pointerId === this.#pointer) this.#pointer = undefined;
  }

  private point(event: PointerEvent): void {
    this.#pixel = event.clientX - this.getBoundingClientRect().left;
  }

  /** To the snapshot that lies closest to the pointer. */
  private follow(): void {
    const { axis } = this;
    const { run, marks } = this.#dragging ?? {};
    if (axis === undefined || run === undefined || marks === undefined) return;
    const distance = ({ step }: Snapshot) => Math.abs(axis.pixelOf(step) - this.#pixel);
    let closest: Snapshot | undefined;
    for (const mark of marks) {
      if (closest === undefined || distance(mark) < distance(closest)) closest = mark;
    }
    this.go(run, closest);
  }

  private async onKey(event: KeyboardEvent): Promise<void> {
    const by = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageDown: -PAGE,
      PageUp: PAGE,
      Home: Number.NEGATIVE_INFINITY,
      End: Number.POSITIVE_INFINITY,
    }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { run } = this.workspace;
    if (run.playing) await run.pause();
    const marks = newest(await run.snapshots());
    const step = this.wanted?.step ?? run.state?.step ?? 0;
    // Between two marks the one before is one back, the one after is one ahead.
    const before = marks.findLastIndex((mark) => (by < 0 ? mark.step < step : mark.step <= step));
    const index = before + (by < 0 ? by + 1 : by);
    this.go(run, marks[Math.max(0, Math.min(marks.length - 1, index))]);
  }

  private go(run: RunSession, mark: Snapshot | undefined): void {
    if (mark === undefined || run !== this.workspace.current.peek()) return;
    if (mark.mark === this.wanted?.mark) return;
    if (this.wanted === undefined && mark.step === run.state?.step) return;
    void this.#journeys.go(run, mark);
  }
}

/** Of each step the last one: weights set by hand stand where others stood before. */
const newest = (marks: readonly Snapshot[]): readonly Snapshot[] =>
  marks.filter(({ step }, at) => marks[at + 1]?.step !== step);

declare global {
  interface HTMLElementTagNameMap {
    "downhill-time-handle": DownhillTimeHandle;
  }
}
