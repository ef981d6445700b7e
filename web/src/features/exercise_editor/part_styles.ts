// SPDX-License-Identifier: Apache-2.0
/** Lists of rows, buttons below them and sentences between, alike in all parts of the editor. */
import { css } from "lit";

export const partStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }
  h4,
  h5 {
    margin: 0;
    font-size: var(--text);
    font-weight: 650;
  }
  h5 {
    font-size: var(--text-small);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
  }
  .main {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
  }
  .note {
    color: var(--ink-2);
    font-size: var(--text-small);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .warning {
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-control);
    background: var(--danger-surface);
    color: var(--ink);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }
  .hint {
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-control);
    background: var(--note-surface);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }
  .fault {
    color: var(--danger);
    font-size: var(--text-note);
    overflow-wrap: anywhere;
  }
  ul,
  ol {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .box {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
    padding: var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius-control);
  }
  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-2);
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: end;
    gap: var(--space-1) var(--space-2);
  }
  .several {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(110px, 1fr));
    align-items: start;
    gap: var(--space-2);
  }
  details > summary {
    color: var(--ink-2);
    font-size: var(--text-small);
    padding-block: var(--space-1);
  }
  details > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
    padding-block-start: var(--space-1);
  }
  select {
    inline-size: 100%;
  }
  code {
    font-family: ui-monospace, monospace;
    font-size: var(--text-note);
    overflow-wrap: anywhere;
  }
`;
