// SPDX-License-Identifier: Apache-2.0
/** The look of the table of receipts. */
import { css } from "lit";

export const marksStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }
  h2 {
    font-size: var(--text-title);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-3);
    align-items: center;
  }
  .bar label {
    display: inline-flex;
    gap: var(--space-2);
    align-items: center;
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  progress {
    inline-size: min(14rem, 100%);
    accent-color: var(--class-2);
  }
  .trouble {
    background: var(--danger-surface);
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-small);
  }
  .scroll {
    /* What is there for screen readers alone is scrolled too. */
    position: relative;
    container-type: inline-size;
    overflow-x: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  table {
    inline-size: 100%;
  }
  th,
  td {
    padding: var(--space-1) var(--space-2);
    text-align: start;
    vertical-align: baseline;
  }
  thead th {
    background: var(--sunken);
    font-weight: 600;
    white-space: nowrap;
  }
  thead button,
  tbody th button {
    border: 0;
    background: transparent;
    padding: 0 var(--space-1);
    font-weight: inherit;
    justify-content: start;
    text-align: start;
  }
  tbody th button {
    color: var(--focus);
    overflow-wrap: anywhere;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  tbody th,
  thead th:first-child {
    position: sticky;
    inset-inline-start: 0;
  }
  tbody th {
    background: var(--surface);
    font-weight: 600;
    min-inline-size: 7rem;
    max-inline-size: 16rem;
  }
  tbody tr {
    border-block-start: 1px solid var(--line);
  }
  tbody tr.details {
    border-block-start: 0;
  }
  .details td {
    padding: 0;
  }
  .number {
    text-align: end;
  }
  thead .number button {
    justify-content: end;
  }
  kbd {
    font: inherit;
    color: var(--ink-3);
  }
  .exercise {
    min-inline-size: 9rem;
  }
  .checks {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
    min-inline-size: 13rem;
  }
  .prediction {
    min-inline-size: 8rem;
  }
  .check {
    display: inline-flex;
    gap: var(--space-1);
    align-items: center;
    padding: 0 6px;
    border-radius: var(--radius-small);
    border: 1px solid transparent;
    background: var(--danger-surface);
    white-space: nowrap;
  }
  .check.passed {
    background: var(--done-surface);
  }
  .check.kept {
    border: 1px dashed var(--control-line);
  }
  .reproduces {
    min-inline-size: 12rem;
    overflow-wrap: anywhere;
  }
  .no {
    color: var(--danger);
    font-weight: 600;
  }
  .summary {
    font-weight: 600;
  }
`;
