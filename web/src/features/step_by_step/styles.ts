// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const stepStyles = css`
  :host {
    container-type: inline-size;
  }
  .all {
    display: grid;
    gap: var(--space-3) var(--space-4);
  }
  .all > * {
    min-inline-size: 0;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    color: var(--ink-2);
  }
  .tools > span,
  .tools > label {
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
  }
  .tools .push {
    margin-inline-start: auto;
  }
  .parts {
    display: grid;
    gap: var(--space-3);
  }
  .part {
    min-inline-size: 0;
    padding: var(--space-2) var(--space-3) var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .part p {
    color: var(--ink-2);
    font-size: var(--text-small);
    text-wrap: pretty;
  }
  .scroll {
    overflow: auto;
    max-block-size: 360px;
  }
  .checked .verdict {
    text-align: start;
  }
  .checked table {
    inline-size: auto;
  }
  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--surface);
  }
  thead small {
    display: block;
    font-family: math;
    font-size: var(--text);
    font-style: italic;
  }
  tr.chosen {
    background: var(--sunken);
  }
  tbody button {
    min-block-size: 26px;
    padding-inline: var(--space-2);
    font-size: var(--text-small);
  }
  td[data-key] {
    border-radius: var(--radius-small);
  }
  td.lit {
    background: var(--note-surface);
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  .checked {
    display: grid;
    gap: var(--space-2);
  }
  .trouble {
    color: var(--danger);
    font-weight: 600;
  }
  @container (min-width: 760px) {
    .parts {
      grid-template-columns: 1fr 1fr;
    }
  }
`;
