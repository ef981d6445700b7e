// SPDX-License-Identifier: Apache-2.0
/** A curve as it is drawn beside an option: what it says stands in the text of the option. */
import { css, html, svg, type TemplateResult } from "lit";
import type { Sketch } from "../exercises/question.ts";

const WIDTH = 96;
const HEIGHT = 40;

export const sketchStyles = css`
  .sketch {
    inline-size: 120px;
    max-inline-size: 100%;
    margin-block-start: var(--space-1);
    border-inline-start: 1px solid var(--control-line);
    border-block-end: 1px solid var(--control-line);
    overflow: visible;
  }
  .sketch path {
    fill: none;
    stroke: var(--curve-train);
    stroke-width: 2;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .sketch path:nth-of-type(2) {
    stroke: var(--curve-validation);
    stroke-dasharray: 5 4;
  }
  .sketch path:nth-of-type(3) {
    stroke: var(--class-0);
  }
`;

const pathOf = (points: Sketch[number]): string =>
  `M${points.map(([x = 0, y = 0]) => `${WIDTH * x} ${HEIGHT * (1 - y)}`).join("L")}`;

export const sketch = (curves: Sketch): TemplateResult => html`
  <svg class="sketch" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
    ${curves.map((points) => svg`<path d=${pathOf(points)}></path>`)}
  </svg>
`;
