// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const gradientsStyles = css`
  :host {
    container-type: inline-size;
  }
  .all {
    display: grid;
    gap: var(--space-3) calc(2 * var(--space-4));
  }
  .all > * {
    min-inline-size: 0;
  }
  .notes {
    display: grid;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .notes li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
    min-block-size: 26px;
    text-wrap: pretty;
  }
  .notes li > span {
    flex: 0 1 auto;
  }
  .notes .ill {
    font-weight: 600;
  }
  .plotted {
    display: flex;
    flex-direction: column;
    gap: var(--space-1);
    min-block-size: 340px;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
  }
  .tools button[aria-pressed="true"] {
    background: var(--sunken);
    border-color: var(--control-line);
    font-weight: 600;
  }
  .means {
    min-block-size: 2.9em;
    color: var(--ink-2);
    font-size: var(--text-small);
    text-wrap: pretty;
  }
  downhill-plot {
    flex: 1 1 0;
  }
  .scroll {
    overflow-x: auto;
  }
  tbody :is(th, td) {
    vertical-align: top;
  }
  th:first-child {
    padding-inline-start: 0;
  }
  td.chosen {
    font-weight: 650;
  }
  .swatch {
    display: inline-block;
    vertical-align: middle;
    margin-inline-end: var(--space-1);
  }
  .histogram {
    inline-size: 84px;
    block-size: 24px;
    margin-inline-start: auto;
    margin-block-start: 2px;
    overflow: visible;
  }
  .histogram path {
    fill: var(--ink-3);
  }
  .histogram line {
    stroke: var(--ink);
    stroke-width: 1;
    stroke-dasharray: 2 2;
    vector-effect: non-scaling-stroke;
  }
  @container (min-width: 980px) {
    .all {
      grid-template-columns: minmax(320px, 1fr) minmax(0, max-content);
    }
    .notes {
      grid-column: 1 / -1;
    }
  }
  @media (forced-colors: active) {
    .tools button[aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
    .histogram path {
      fill: CanvasText;
    }
  }
`;
