// SPDX-License-Identifier: Apache-2.0
/** Where the parameters will be: set on a line or a plane by mouse or finger, or typed; later with where they came to. */

import { css, html, nothing, svg, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Predicted } from "../../exercises/work.ts";
import { readTypedNumber } from "../../locales/typed_number.ts";
import { ExercisePart } from "./part.ts";

const SIDE = 100;
/** Beyond where it begins there is as much room on every side. */
const ROOM = 1.6;
const DIGITS = 4;
const NOTHING_TYPED = { texts: [], of: undefined };

@customElement("downhill-exercise-point")
export class DownhillExercisePoint extends ExercisePart {
  static override styles = [
    ...ExercisePart.styles,
    css`
      svg.plane {
        inline-size: 100%;
        max-block-size: 260px;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
        background: var(--surface);
      }
      svg.open {
        cursor: crosshair;
        touch-action: none;
      }
      .axis {
        stroke: var(--grid);
        vector-effect: non-scaling-stroke;
      }
      .way {
        stroke: var(--control-line);
        stroke-dasharray: 3 3;
        vector-effect: non-scaling-stroke;
      }
      .start {
        fill: none;
        stroke: var(--ink);
        vector-effect: non-scaling-stroke;
      }
      .predicted {
        fill: var(--class-0);
      }
      .came {
        fill: var(--class-1);
      }
      .numbers label {
        display: flex;
        flex: 1 1 100px;
        align-items: center;
        gap: var(--space-2);
      }
    `,
  ];

  /** As typed; what is no number stays to be mended. `of`: the draft that it says. */
  @state() private latest: {
    readonly texts: readonly string[];
    readonly of: Predicted | undefined;
  } = NOTHING_TYPED;

  /** Where the draft is another one by now, as in work that is begun anew, what was typed says nothing of it. */
  private get typed(): readonly string[] {
    const { texts, of } = this.latest;
    return of === this.work.prediction.draft.value ? texts : [];
  }

  override render(): TemplateResult | typeof nothing {
    const { own, work } = this;
    const { prediction } = work.exercise;
    const before = work.prediction.before.value;
    if (prediction?.kind !== "point") return nothing;
    if (before === undefined) return html`<p class="note">${own.notReady}</p>`;
    const isOpen = work.prediction.locked.value === undefined;
    const predicted = work.prediction.locked.value ?? work.prediction.draft.value;
    const at = predicted?.kind === "point" ? predicted.at : undefined;
    const [came] = work.prediction.outcome.value?.came ?? [];
    const reach = reachOf(before.parameters, at, came);
    return html`
      <svg
        class="plane ${isOpen ? "open" : ""}"
        viewBox="0 0 ${SIDE} ${before.parameters.length > 1 ? SIDE : SIDE / 4}"
        role="img"
        aria-label=${own.plane}
        @pointerdown=${(event: PointerEvent) => isOpen && this.set(event, before.parameters.length, reach)}
      >
        ${this.renderPlane(before.parameters, { at, came, reach })}
      </svg>
      <div class="line numbers">${before.parameters.map((_, index) => this.renderNumber(index, before.parameters, at, isOpen))}</div>
      <p class="note">${isOpen ? own.pointHelp : own.pointed}</p>
    `;
  }

  private renderPlane(
    start: readonly number[],
    {
      at,
      came,
      reach,
    }: {
      readonly at: readonly number[] | undefined;
      readonly came: readonly number[] | undefined;
      readonly reach: number;
    },
  ): unknown {
    const isPlane = start.length > 1;
    const middle = isPlane ? SIDE / 2 : SIDE / 8;
    const place = ([x = 0, y = 0]: readonly number[]) => ({
      x: (SIDE / 2) * (1 + x / reach),
      y: isPlane ? (SIDE / 2) * (1 - y / reach) : middle,
    });
    const dot = (kind: string, point: readonly number[]) => {
      const { x, y } = place(point);
      return svg`<circle class=${kind} cx=${x} cy=${y} r="2.2" />`;
    };
    const [from, to] = [at, came].map((one) => one && place(one));
    return svg`
      <line class="axis" x1="0" x2=${SIDE} y1=${middle} y2=${middle} />
      <line class="axis" x1=${SIDE / 2} x2=${SIDE / 2} y1="0" y2=${2 * middle} />
      ${from && to ? svg`<line class="way" x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y} />` : ""}
      ${dot("start", start)}
      ${at === undefined ? "" : dot("predicted", at)}
      ${came === undefined ? "" : dot("came", came)}
    `;
  }

  private renderNumber(
    index: number,
    start: readonly number[],
    at: readonly number[] | undefined,
    isOpen: boolean,
  ): TemplateResult {
    const name = this.names(start.length)[index];
    const value = this.typed[index] ?? (at === undefined ? "" : this.format.plain(at[index] ?? 0));
    return html`
      <label>
        ${name}
        <input
          id="at-${index}"
          type="text"
          inputmode="text"
          autocomplete="off"
          ?disabled=${!isOpen}
          .value=${value}
          @input=${(event: Event) => this.type(index, (event.target as HTMLInputElement).value, start.length, at)}
        />
      </label>
    `;
  }

  /** Of a line weight and bias, without a bias two weights. */
  private names(count: number): readonly string[] {
    const [layer] = this.workspace.document.experiment.model.layers;
    if (count === 1) return ["w"];
    return layer !== undefined && "bias" in layer && layer.bias ? ["w", "b"] : ["w₁", "w₂"];
  }

  private type(
    index: number,
    text: string,
    count: number,
    at: readonly number[] | undefined,
  ): void {
    const typed = Array.from({ length: count }, (_, one) =>
      one === index ? text : (this.typed[one] ?? String(at?.[one] ?? "")),
    );
    const numbers = typed.map((one) => readTypedNumber(one) ?? Number.NaN);
    const draft: Predicted | undefined = numbers.every(Number.isFinite)
      ? { kind: "point", at: numbers }
      : undefined;
    this.latest = { texts: typed, of: draft };
    this.work.prediction.draft.value = draft;
  }

  private set(
    { clientX, clientY, currentTarget }: PointerEvent,
    count: number,
    reach: number,
  ): void {
    const matrix = (currentTarget as SVGSVGElement).getScreenCTM();
    if (matrix === null) return;
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    const round = (value: number) => Number(value.toPrecision(DIGITS));
    const at = [round(((2 * x) / SIDE - 1) * reach), round((1 - (2 * y) / SIDE) * reach)];
    this.work.prediction.draft.value = { kind: "point", at: at.slice(0, count) };
  }
}

function reachOf(...points: readonly (readonly number[] | undefined)[]): number {
  const sizes = points.flatMap((point) => (point ?? []).filter(Number.isFinite).map(Math.abs));
  return ROOM * Math.max(0, ...sizes) || 1;
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise-point": DownhillExercisePoint;
  }
}
