// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const runsStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
  }
  .told {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3);
    margin-block-start: var(--space-3);
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-control);
    background: var(--note-surface);
  }
  .fault {
    color: var(--danger);
    font-size: var(--text-small);
  }
  .empty {
    padding-block: var(--space-4);
    max-inline-size: 60ch;
    color: var(--ink-2);
  }
  ul {
    list-style: none;
    margin: var(--space-3) 0 0;
    padding: 0;
  }
  li {
    display: grid;
    grid-template-columns: 168px minmax(0, 1fr) auto;
    gap: var(--space-1) var(--space-3);
    align-items: start;
    padding-block: var(--space-3);
    border-block-start: 1px solid var(--line);
  }
  .words {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-1);
    min-inline-size: 0;
  }
  textarea {
    inline-size: 100%;
    border: 1px solid transparent;
    border-radius: var(--radius-control);
    background: transparent;
    padding-inline: 6px;
    margin-inline-start: -6px;
  }
  textarea {
    resize: none;
    field-sizing: content;
    min-block-size: 28px;
  }
  /* Wraps where an input would cut it. */
  .name {
    font-weight: 650;
  }
  textarea:not(.name) {
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  textarea:hover,
  textarea:focus {
    border-color: var(--control-line);
    background: var(--surface);
  }
  .changed {
    font-size: var(--text-small);
    text-wrap: pretty;
  }
  .only {
    min-block-size: 28px;
    margin: var(--space-1) var(--space-1) 0 0;
    padding-inline: var(--space-2);
    font-size: var(--text-small);
    text-align: start;
  }
  .why {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  .why input {
    flex: 1;
  }
  .about {
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
    justify-content: end;
    align-items: center;
  }
  .compare {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 32px;
    padding-inline: var(--space-2);
    font-size: var(--text-small);
  }
  .compare input {
    inline-size: 18px;
    block-size: 18px;
    accent-color: var(--ink);
  }
  .compared {
    margin-block-start: var(--space-3);
  }
  @media (max-width: 719px) {
    li {
      grid-template-columns: 96px minmax(0, 1fr);
    }
    li downhill-stamp {
      --stamp-shape: 1;
    }
    .actions {
      grid-column: 1 / -1;
      justify-content: start;
    }
    .compare {
      min-block-size: var(--touch);
    }
    .why {
      flex-wrap: wrap;
      gap: 0;
    }
    .why input {
      flex-basis: 100%;
    }
  }
`;
