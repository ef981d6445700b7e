// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const choicesStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
    align-content: start;
  }
  .field {
    display: grid;
    gap: var(--space-1);
  }
  .field > span,
  legend,
  summary {
    font-size: var(--text-small);
    font-weight: 650;
  }
  .line {
    display: flex;
    flex: 1;
    align-items: center;
    gap: var(--space-2);
    min-block-size: 28px;
    min-inline-size: 0;
  }
  input[type="checkbox"] {
    flex: none;
    inline-size: 18px;
    block-size: 18px;
    accent-color: var(--ink);
  }
  select,
  input[type="text"],
  textarea {
    inline-size: 100%;
  }
  textarea {
    border: 1px solid var(--control-line);
    border-radius: var(--radius-control);
    background: var(--surface);
    padding: 6px var(--space-2);
    resize: vertical;
  }
  ::placeholder {
    color: var(--ink-3);
    opacity: 1;
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-inline-size: 0;
  }
  legend {
    padding: 0;
  }
  details fieldset {
    max-block-size: 240px;
    overflow-y: auto;
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  li {
    display: flex;
    align-items: center;
    gap: var(--space-1);
  }
  summary {
    min-block-size: 28px;
    align-content: center;
  }
  @media ${TOUCH} {
    .line,
    summary {
      min-block-size: var(--touch);
    }
    textarea {
      font-size: var(--text-large);
    }
  }
`;
