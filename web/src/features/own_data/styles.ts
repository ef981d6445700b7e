// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const ownDataStyles = css`
  :host {
    display: grid;
    gap: var(--space-3);
  }
  .drop {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-block-size: 120px;
    padding: var(--space-4);
    border: 2px dashed var(--control-line);
    border-radius: var(--radius);
    color: var(--ink-2);
    text-align: center;
  }
  .drop.over {
    border-color: var(--focus);
    background: var(--note-surface);
  }
  label.field {
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
    color: var(--ink-2);
    min-inline-size: 0;
  }
  textarea {
    display: block;
    inline-size: 100%;
    padding: var(--space-2);
    margin-block: var(--space-1) var(--space-2);
    border: 1px solid var(--control-line);
    border-radius: var(--radius-control);
    background: var(--surface);
    font-size: var(--text-small);
    resize: vertical;
  }
  input[type="checkbox"] {
    inline-size: 18px;
    block-size: 18px;
    accent-color: var(--ink);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-4);
  }
  .line .end {
    margin-inline-start: auto;
  }
  .name {
    font-weight: 650;
    overflow-wrap: anywhere;
  }
  .refused {
    padding: 10px 14px;
    border: 1px solid var(--danger);
    border-radius: var(--radius);
    background: var(--danger-surface);
    overflow-wrap: anywhere;
  }
  .refused .cures {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    margin-block-start: var(--space-2);
  }
  .main {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
    font-weight: 600;
  }
  details > summary {
    min-block-size: 28px;
    align-content: center;
    color: var(--ink-2);
  }
  ul {
    margin: 0;
    padding-inline-start: 18px;
    font-size: var(--text-small);
    color: var(--ink-2);
    overflow-wrap: anywhere;
  }
  .busy {
    opacity: 0.55;
  }
`;
