// SPDX-License-Identifier: Apache-2.0
/** What buttons, inputs and headings look like in every element. */
import { css } from "lit";
import { TOUCH } from "./media.ts";

export const shared = css`
  :host {
    display: block;
    font-size: var(--text);
    color: var(--ink);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h2,
  h3 {
    margin: 0;
    font-size: var(--text-small);
    font-weight: 650;
    line-height: 1.4;
  }
  p {
    margin: 0;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 32px;
    padding: 0 var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius-control);
    background: var(--surface);
    cursor: pointer;
    touch-action: manipulation;
  }
  button:hover:not(:disabled) {
    border-color: var(--control-line);
  }
  button:disabled {
    color: var(--ink-3);
    cursor: default;
    opacity: 0.55;
  }
  /* What is not possible now, and keeps its place in the order of Tab. */
  button[aria-disabled="true"] {
    color: var(--ink-3);
    cursor: default;
    opacity: 0.55;
  }
  button.round {
    border-radius: 50%;
    min-inline-size: 32px;
    inline-size: 32px;
    padding: 0;
  }
  button.plain {
    border-color: transparent;
    background: transparent;
    padding: 0;
    min-inline-size: 28px;
    min-block-size: 28px;
    font-size: var(--text-small);
    border-radius: var(--radius-small);
    color: var(--ink-3);
  }
  button.plain:hover:not(:disabled) {
    background: var(--sunken);
    color: var(--ink);
  }
  select,
  input[type="text"] {
    min-block-size: 32px;
    border: 1px solid var(--control-line);
    border-radius: var(--radius-control);
    background-color: var(--surface);
    padding: 0 var(--space-2);
    min-inline-size: 0;
  }
  select {
    padding-inline: 6px 2px;
    max-inline-size: 100%;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  summary {
    cursor: pointer;
    border-radius: var(--radius-small);
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  button.plain[aria-pressed="true"] {
    background: var(--sunken);
    color: var(--ink);
  }
  [hidden] {
    display: none !important;
  }
  .quiet {
    color: var(--ink-3);
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .card {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: 14px var(--space-4);
  }
  table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  svg {
    display: block;
  }
  @media ${TOUCH} {
    button,
    select,
    input[type="text"] {
      min-block-size: var(--touch);
      /* Below 16 px iOS zooms the page when a field is touched. */
      font-size: var(--text-large);
    }
    button.round {
      min-inline-size: var(--touch);
      inline-size: var(--touch);
    }
    button.plain {
      min-inline-size: var(--touch);
      min-block-size: var(--touch);
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    button {
      transition:
        border-color var(--quick),
        background-color var(--quick);
    }
  }
`;
