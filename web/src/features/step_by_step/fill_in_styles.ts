// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const fillInStyles = css`
  .box {
    display: grid;
    gap: var(--space-2);
    padding: var(--space-2) var(--space-3) var(--space-3);
    border: 1px solid var(--focus);
    border-radius: var(--radius);
    background: var(--note-surface);
  }
  .head,
  form,
  .asks {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
  }
  .head button {
    margin-inline-start: auto;
  }
  .row {
    font-weight: 600;
    font-size: var(--text-small);
  }
  p {
    font-size: var(--text-small);
    text-wrap: pretty;
  }
  .asks strong {
    font-size: var(--text-large);
    font-weight: 600;
  }
  .box .quiet {
    color: var(--ink-2);
  }
  input {
    inline-size: 14ch;
  }
  .main {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
  }
  #fill-verdict {
    font-size: var(--text);
    min-block-size: 1.45em;
  }
  #fill-verdict.right {
    font-weight: 600;
  }
`;
