// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const searchStyles = css`
  .space {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
    justify-items: stretch;
  }
  fieldset {
    display: grid;
    gap: var(--space-1);
    min-inline-size: 0;
    margin: 0;
    padding: var(--space-2);
    border: 1px solid var(--line);
    border-radius: var(--radius-control);
  }
  .line {
    display: flex;
    align-items: center;
    gap: var(--space-1);
    min-inline-size: 0;
  }
  .chips {
    flex-wrap: wrap;
  }
  .setting {
    flex: 1 1 0;
    font-weight: 600;
  }
  .line input {
    flex: 1 1 48px;
    inline-size: 48px;
    padding-inline: var(--space-1);
    text-align: end;
  }
  .line .list {
    padding-inline: var(--space-2);
    text-align: start;
  }
  .log {
    padding-inline: var(--space-2);
  }
  .log[aria-pressed="true"] {
    background: var(--sunken);
    border-color: var(--control-line);
    font-weight: 600;
  }
  .chip {
    padding-inline: var(--space-2);
    gap: var(--space-1);
    font-size: var(--text-small);
  }
  #add {
    justify-self: start;
  }
  .whole::before,
  .cut::before {
    content: "";
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: var(--space-1);
    border-radius: 50%;
    background: var(--class-0);
  }
  .cut::before {
    background: var(--class-1);
  }
  .so-far {
    max-inline-size: 90ch;
  }
  @media (forced-colors: active) {
    .log[aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
  }
`;
