// SPDX-License-Identifier: Apache-2.0
/** The curve that is expected, drawn by mouse, finger or keys; later with the one that came. */
import { html, nothing, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import "../../app/downhill-prediction-pad.ts";
import { COLUMNS, type Drawn, epochOf, NOTHING } from "../../app/prediction_pad.ts";
import type { Prediction } from "../../exercises/document.ts";
import type { Predicted } from "../../exercises/work.ts";
import { ExercisePart } from "./part.ts";

/** Above where it begins there is room for it to rise. */
const ROOM = 1.6;

@customElement("downhill-exercise-curve")
export class DownhillExerciseCurve extends ExercisePart {
  override render(): TemplateResult | typeof nothing {
    const { own, work } = this;
    const { prediction } = work.exercise;
    const before = work.prediction.before.value;
    if (prediction?.kind !== "curve") return nothing;
    if (before === undefined) return html`<p class="note">${own.notReady}</p>`;
    const locked = work.prediction.locked.value;
    const outcome = work.prediction.outcome.value;
    const start = before.value ?? 1;
    const range = rangeOf(prediction, start, outcome?.came ?? []);
    const recorded = outcome && {
      epochs: outcome.came.map(([x = 0]) => x),
      losses: outcome.came.map(([, y = 0]) => y),
      diverged: false,
    };
    return html`
      <downhill-prediction-pad
        linear
        ?locked=${locked !== undefined}
        .range=${range}
        .end=${before.epochs}
        .start=${start}
        .of=${prediction.metric}
        .drawn=${drawnOf(locked ?? work.prediction.draft.value, before.epochs)}
        .recorded=${recorded}
        @draw=${({ detail }: CustomEvent<Drawn>) => {
          work.prediction.draft.value = predictedOf(detail, before.epochs, start);
        }}
      ></downhill-prediction-pad>
      <p class="note">${locked === undefined ? own.drawHelp : own.drawn}</p>
    `;
  }
}

function rangeOf(
  { metric }: Extract<Prediction, { kind: "curve" }>,
  start: number,
  came: readonly (readonly number[])[],
): readonly [number, number] {
  if (metric.endsWith("accuracy")) return [0, 1];
  const values = came.map(([, y = 0]) => y).concat(ROOM * Math.abs(start) || 1);
  return [Math.min(0, start, ...values), Math.max(...values)];
}

/** With where it begins, which is known. Undefined where nothing is drawn. */
function predictedOf(drawn: Drawn, epochs: number, start: number): Predicted | undefined {
  const points = drawn.flatMap((value, column) =>
    value === undefined ? [] : [[epochOf(column, epochs), value]],
  );
  return points.length === 0 ? undefined : { kind: "curve", points: [[0, start], ...points] };
}

function drawnOf(predicted: Predicted | undefined, epochs: number): Drawn {
  if (predicted?.kind !== "curve") return NOTHING;
  const drawn: (number | undefined)[] = [...NOTHING];
  for (const [x = 0, y] of predicted.points.slice(1)) {
    drawn[Math.round((x / epochs) * COLUMNS) - 1] = y;
  }
  return drawn.slice(0, COLUMNS);
}

declare global {
  interface HTMLElementTagNameMap {
    "downhill-exercise-curve": DownhillExerciseCurve;
  }
}
