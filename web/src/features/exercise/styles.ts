// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

/** What the parts of an exercise have in common. */
export const exerciseStyles = css`
  .all {
    display: grid;
    gap: var(--space-3);
  }
  .all > *,
  section > * {
    min-inline-size: 0;
  }
  section {
    display: grid;
    gap: var(--space-2);
    padding-block-start: var(--space-3);
    border-block-start: 1px solid var(--line);
  }
  h2 {
    font-size: var(--text-title);
    line-height: 1.25;
    text-wrap: balance;
  }
  h3 {
    font-size: var(--text-large);
  }
  .note {
    color: var(--ink-2);
    font-size: var(--text-small);
    text-wrap: pretty;
  }
  .note svg {
    display: inline-block;
    vertical-align: -0.15em;
  }
  .origin {
    color: var(--ink-3);
    font-size: var(--text-note);
    overflow-wrap: anywhere;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
  }
  .first {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
    padding: 0 var(--space-2);
    border-radius: var(--radius-pill);
    background: var(--done-surface);
    font-size: var(--text-small);
    font-weight: 600;
  }
  .fault {
    color: var(--danger);
    font-size: var(--text-small);
  }
  .ask {
    font-weight: 550;
    text-wrap: pretty;
  }
  input[type="text"],
  textarea {
    inline-size: 100%;
  }
  fieldset {
    display: grid;
    gap: var(--space-1);
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0;
    margin-block-end: var(--space-1);
  }
  .option {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: start;
    gap: var(--space-2);
    padding: 6px var(--space-2);
    border: 1px solid var(--line);
    border-radius: var(--radius-control);
    cursor: pointer;
  }
  .option:has(:checked) {
    border-color: var(--ink);
    background: var(--sunken);
  }
  .option input {
    margin-block-start: 0.25em;
    accent-color: var(--ink);
  }
  @media ${TOUCH} {
    .option {
      min-block-size: var(--touch);
      align-items: center;
    }
    .option input {
      margin-block-start: 0;
      inline-size: 20px;
      block-size: 20px;
    }
  }
  @media (forced-colors: active) {
    .option:has(:checked) {
      outline: 2px solid Highlight;
    }
  }
`;
