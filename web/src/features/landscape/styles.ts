// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const viewStyles = css`
  .views {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
    margin-block-end: var(--space-3);
  }
  .views button[aria-pressed="true"] {
    background: var(--sunken);
    border-color: var(--control-line);
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .views button[aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
  }
`;

export const landscapeStyles = css`
  .pictured {
    display: grid;
    gap: var(--space-3) var(--space-4);
    min-inline-size: 0;
  }
  .pictured > * {
    min-inline-size: 0;
  }
  .beside {
    display: grid;
    align-content: start;
    gap: var(--space-2);
    max-inline-size: 60ch;
  }
  .warning {
    background: var(--note-surface);
    border-radius: var(--radius-small);
    padding: var(--space-2) var(--space-3);
  }
  .beside > button {
    justify-self: start;
  }
  .kept {
    display: grid;
    gap: 2px;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--text-small);
  }
  .kept li {
    display: flex;
    align-items: center;
    gap: var(--space-1);
  }
  .newest {
    flex: none;
    inline-size: 26px;
    border-block-start: 3px solid var(--class-1);
  }
  .weight {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1);
    min-inline-size: 0;
    margin: 0;
    padding: var(--space-1) var(--space-2) var(--space-2);
    border: 1px solid var(--line);
    border-radius: var(--radius-control);
  }
  .weight legend {
    color: var(--ink-2);
    font-size: var(--text-small);
  }
  .weight select {
    flex: 1 1 auto;
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  .together {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: var(--touch);
  }
  @container (min-width: 900px) {
    .pictured {
      grid-template-columns: minmax(320px, 540px) minmax(240px, 1fr);
    }
  }
`;
