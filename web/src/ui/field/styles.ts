// SPDX-License-Identifier: Apache-2.0
/** The look of one field of a form. */
import { css } from "lit";
import { TOUCH } from "../styles/media.ts";

export const fieldStyles = css`
  :host {
    display: block;
  }
  .head {
    display: flex;
    align-items: center;
    gap: 2px;
    min-block-size: 28px;
  }
  .head label,
  .head .label {
    color: var(--ink-2);
    overflow-wrap: anywhere;
  }
  .over {
    display: inline-flex;
    flex: none;
    font-size: var(--text-note);
    color: var(--ink-3);
  }
  .end {
    margin-inline-start: auto;
    display: inline-flex;
    align-items: center;
    gap: 2px;
    min-inline-size: 0;
  }
  button.plain.small {
    min-inline-size: 24px;
    min-block-size: 24px;
    flex: none;
  }
  input[type="text"] {
    inline-size: var(--field-size, 80px);
    min-block-size: 28px;
    text-align: end;
    font-variant-numeric: tabular-nums;
    border-color: transparent;
    background: var(--sunken);
  }
  input[type="text"]:hover {
    border-color: var(--control-line);
  }
  textarea {
    display: block;
    inline-size: 100%;
    resize: vertical;
    padding: 6px var(--space-2);
    border: 1px solid transparent;
    border-radius: var(--radius-control);
    background: var(--sunken);
    font-variant-numeric: tabular-nums;
  }
  textarea:hover {
    border-color: var(--control-line);
  }
  input.wide {
    inline-size: 100%;
    text-align: start;
  }
  input[aria-invalid="true"],
  select[aria-invalid="true"],
  textarea[aria-invalid="true"] {
    border-color: var(--danger);
    box-shadow: 0 0 0 1px var(--danger);
  }
  input[type="checkbox"] {
    inline-size: 18px;
    block-size: 18px;
    margin: 3px;
    accent-color: var(--ink);
  }
  select {
    inline-size: 100%;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
  }
  .choices button {
    font-size: var(--text-small);
    min-block-size: 28px;
    padding-inline: var(--space-2);
    color: var(--ink-2);
  }
  .choices button[aria-pressed="true"] {
    border-color: var(--ink);
    color: var(--ink);
    font-weight: 600;
  }
  .word {
    min-block-size: 28px;
    padding-inline: var(--space-2);
  }
  .word[aria-pressed="true"] {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
  }
  .help,
  .error {
    font-size: var(--text-small);
    margin-block: 2px var(--space-2);
  }
  .help {
    color: var(--ink-2);
    border-inline-start: 2px solid var(--line);
    padding-inline-start: 10px;
  }
  .error {
    color: var(--danger);
    font-weight: 550;
  }
  .inside {
    margin-block-end: var(--space-1);
  }
  .nested {
    margin-block-start: 2px;
  }
  details > summary {
    min-block-size: 28px;
    align-content: center;
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  input[type="range"] {
    display: block;
    inline-size: 100%;
    block-size: 24px;
    margin: -2px 0 0;
    appearance: none;
    background: transparent;
    cursor: pointer;
    border-radius: var(--radius-control);
    --track: linear-gradient(
      90deg,
      var(--ink) calc(var(--fill, 0) * 1%),
      var(--line) calc(var(--fill, 0) * 1%)
    );
  }
  input[type="range"]::-webkit-slider-runnable-track {
    block-size: 3px;
    border-radius: var(--radius-line);
    background: var(--track);
  }
  input[type="range"]::-moz-range-track {
    block-size: 3px;
    border-radius: var(--radius-line);
    background: var(--track);
  }
  input[type="range"]::-webkit-slider-thumb {
    appearance: none;
    inline-size: 16px;
    block-size: 16px;
    margin-block-start: -6.5px;
    border-radius: 50%;
    border: 3px solid var(--ink);
    background: var(--surface);
  }
  input[type="range"]::-moz-range-thumb {
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    border: 3px solid var(--ink);
    background: var(--surface);
  }
  @media ${TOUCH} {
    .head {
      min-block-size: var(--touch);
    }
    input[type="text"] {
      min-block-size: var(--touch);
    }
    button.plain.small {
      min-inline-size: var(--touch);
      min-block-size: var(--touch);
    }
    input[type="range"] {
      block-size: 36px;
    }
    input[type="range"]::-webkit-slider-thumb {
      inline-size: 24px;
      block-size: 24px;
      margin-block-start: -10.5px;
    }
    input[type="checkbox"] {
      inline-size: 24px;
      block-size: 24px;
      margin: 10px;
    }
    details > summary {
      min-block-size: var(--touch);
    }
    .word,
    .choices button {
      min-block-size: var(--touch);
    }
  }
  :is(input, select, textarea):disabled {
    opacity: 0.6;
    cursor: default;
  }
  @media (forced-colors: active) {
    input[type="range"] {
      appearance: auto;
    }
    .word[aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
  }
`;
