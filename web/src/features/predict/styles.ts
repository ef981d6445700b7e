// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const predictStyles = css`
  .all {
    display: grid;
    gap: var(--space-3);
  }
  .all > * {
    min-inline-size: 0;
  }
  .tools,
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
  }
  .tools label,
  .end {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-2);
    color: var(--ink-2);
  }
  .end input {
    inline-size: 9ch;
  }
  .note {
    color: var(--ink-2);
    font-size: var(--text-small);
    text-wrap: pretty;
  }
  .lock {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
  }
  .fault {
    color: var(--danger);
    font-size: var(--text-small);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  .legend span {
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
  }
  .legend line {
    stroke: var(--class-0);
    stroke-width: 2;
    stroke-dasharray: 5 4;
  }
  .legend .train_loss line,
  .legend .validation_loss line {
    stroke: var(--curve-train);
    stroke-dasharray: none;
  }
  .legend .validation_loss line {
    stroke: var(--curve-validation);
  }
  .told p {
    display: inline;
  }
  .told strong {
    font-weight: 650;
  }
  .seen {
    display: grid;
    gap: var(--space-1);
  }
  .seen input {
    inline-size: 100%;
  }
  ol {
    margin: var(--space-1) 0 0;
    padding-inline-start: calc(2 * var(--space-3));
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  ol q {
    display: block;
    color: var(--ink);
  }
`;
