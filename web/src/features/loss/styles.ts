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
    align-items: center;
    gap: var(--space-1) 6px;
    margin-block-end: var(--space-1);
  }
  .values {
    display: flex;
    gap: var(--space-1) var(--space-2);
    order: 1;
  }
  .tools {
    display: var(--chart-tools, inline-flex);
    align-items: center;
    margin-inline-start: auto;
    order: 2;
  }
  .entry {
    font-size: var(--text-tiny);
    line-height: 1.35;
    color: var(--ink-2);
  }
  .entry .name {
    display: flex;
    align-items: center;
    gap: 5px;
    white-space: nowrap;
  }
  .entry b {
    font-size: var(--text-small);
    font-weight: 650;
    color: var(--ink);
    /* A number that changes changes no place: the page around it is not laid out again. */
    display: block;
    contain: size layout;
    inline-size: 6ch;
    block-size: 1.35em;
    white-space: nowrap;
  }
  #look {
    /* Above the reach of the word's explanation. */
    position: relative;
    z-index: 1;
    min-block-size: 24px;
    justify-content: start;
    font-weight: 650;
    color: var(--ink);
  }
  #look[aria-disabled="true"] {
    opacity: 1;
  }
  .train line {
    stroke: var(--curve-train);
  }
  .validation line {
    stroke: var(--curve-validation);
  }
  downhill-loss-plot {
    flex: 1 1 0;
    /* With its axes: 170 px are left for the curve. */
    min-block-size: var(--plot-least, 212px);
  }
  /* And for the strip of the rate, before it is there: nothing moves when it comes. */
  downhill-loss-plot.scheduled {
    min-block-size: var(--plot-least, 244px);
  }
  .kinds,
  .choice {
    display: inline-flex;
    gap: 2px;
  }
  .kinds {
    display: var(--chart-tools, inline-flex);
  }
  .kinds button {
    padding-inline: 5px;
    font-weight: 650;
  }
  .kinds button[aria-pressed="true"] {
    color: var(--ink);
  }
  .ghosts {
    display: grid;
    gap: 2px;
    margin: var(--space-1) 0 0;
    padding: 0;
    list-style: none;
    font-size: var(--text-note);
    color: var(--ink-2);
  }
  .ghosts li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto auto;
    align-items: center;
    gap: var(--space-2);
  }
  .ghosts .line {
    inline-size: 14px;
    border-block-start: 2px solid var(--mark);
  }
  .ghosts .difference {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  #menu {
    inline-size: min(280px, calc(100vw - 16px));
    max-block-size: calc(100dvh - 16px);
    overflow-y: auto;
  }
  .row {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2);
    font-size: var(--text-small);
  }
  .row input {
    flex: 0 1 150px;
    min-inline-size: 0;
    accent-color: var(--ink);
  }
  .row.zoom button {
    flex: 1;
  }
  .choice button[aria-pressed="true"] {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
  }
  .entry-button {
    justify-content: flex-start;
    border-color: transparent;
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
  }
  /* No room for all in one row: the numbers get a row of their own. */
  @container (max-width: 24.375rem) {
    header {
      flex-wrap: wrap;
    }
    .tools {
      order: 1;
    }
    .values {
      order: 2;
      flex: 1 0 100%;
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
    min-block-size: 212px;
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
