// SPDX-License-Identifier: Apache-2.0
/** The look of a chart and of its heading, which is its legend. */
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const chartStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    container-type: inline-size;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: var(--space-1) 10px;
    margin-block-end: var(--space-1);
  }
  .tools {
    display: inline-flex;
    align-items: center;
    gap: 0;
    margin-inline-start: auto;
    margin-block-start: -4px;
  }
  .entry {
    display: grid;
    font-size: var(--text-note);
    line-height: 1.35;
    color: var(--ink-2);
  }
  .entry .name {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    white-space: nowrap;
  }
  .entry b {
    font-size: var(--text-number);
    font-weight: 650;
    color: var(--ink);
    min-inline-size: 6ch;
  }
  .train line {
    stroke: var(--curve-train);
  }
  .validation line {
    stroke: var(--curve-validation);
  }
  .plot {
    position: relative;
    flex: 1 1 0;
    min-block-size: var(--plot-size, 150px);
  }
  canvas {
    position: absolute;
    inset: 0;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding-inline: 18% 12%;
    color: var(--ink-3);
    pointer-events: none;
  }
  .empty span {
    background: var(--surface);
    padding: var(--space-1) 10px;
    text-align: center;
  }
  #log {
    border-color: var(--line);
    min-block-size: 24px;
    padding-inline: 6px;
    margin-inline-end: var(--space-1);
  }
  #log[aria-pressed="true"] {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
  }
  @media ${TOUCH} {
    #log {
      min-block-size: var(--touch);
    }
    .tools {
      margin-block: -8px 0;
    }
  }
  /* No room for all in one row: the numbers get a row of their own. */
  @container (max-width: 325px) {
    header {
      display: grid;
      grid-template-columns: 1fr 1fr 1fr;
    }
    h2 {
      grid-column: 1 / 3;
    }
    .tools {
      grid-area: 1 / 3;
      justify-self: end;
    }
  }
  @media (forced-colors: active) {
    #log[aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
  }
  .table {
    overflow: auto;
    flex: 1 1 0;
    min-block-size: var(--plot-size, 150px);
  }
  table {
    inline-size: 100%;
    font-size: var(--text-small);
  }
  th,
  td {
    text-align: end;
    padding: 1px var(--space-2);
    font-weight: 400;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--surface);
    color: var(--ink-2);
  }
`;
