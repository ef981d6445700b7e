// SPDX-License-Identifier: Apache-2.0
/** The look of the choice of data: a grid whose first cell is the name of the group, in a column of 208 px and in a sheet. */
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const dataStyles = css`
  :host {
    container-type: inline-size;
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--space-1);
    margin-block: -4px var(--space-1);
  }
  #chosen {
    color: var(--ink-2);
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  #reseed {
    margin-inline-start: auto;
  }
  .group {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(58px, 1fr));
    gap: 2px;
    margin-block-end: 2px;
  }
  .group.lines {
    display: block;
  }
  .group h3 {
    align-self: center;
    font-size: var(--text-tiny);
    color: var(--ink-3);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .group.lines h3 {
    margin-block: 6px 2px;
  }
  /* In a sheet the name keeps its column, where a group goes on in a second row. */
  @container (min-width: 280px) {
    .group:not(.lines):has(> :nth-child(6)) h3 {
      grid-row: span 2;
    }
  }
  button.stamp {
    flex-direction: column;
    justify-content: flex-start;
    gap: 1px;
    min-inline-size: 0;
    padding: 3px 1px 2px;
    border-color: transparent;
    background: transparent;
    font-size: var(--text-tiny);
    line-height: 1.15;
    color: var(--ink-2);
    hyphens: auto;
    overflow-wrap: anywhere;
  }
  button.line {
    inline-size: 100%;
    justify-content: flex-start;
    gap: var(--space-2);
    min-block-size: 26px;
    padding-inline: 6px;
    border-color: transparent;
    background: transparent;
    font-size: var(--text-small);
    text-align: start;
    color: var(--ink-2);
  }
  button.line small {
    margin-inline-start: auto;
    font-size: var(--text-tiny);
    color: var(--ink-3);
    white-space: nowrap;
  }
  button:hover:not(:disabled) {
    background: var(--sunken);
  }
  button[aria-pressed="true"] {
    border-color: var(--ink);
    box-shadow: inset 0 0 0 1px var(--ink);
    color: var(--ink);
  }
  .counts {
    font-size: var(--text-note);
    color: var(--ink-3);
    margin-block: var(--space-2) var(--space-1);
  }
  .counts span {
    white-space: nowrap;
  }
  #about {
    font-size: var(--text-small);
    color: var(--ink-2);
    margin-block-end: 6px;
  }
  .error {
    color: var(--danger);
    font-size: var(--text-small);
    font-weight: 550;
    margin-block-end: 6px;
  }
  details > summary {
    min-block-size: 28px;
    align-content: center;
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  /* A sheet has room for the groups side by side. */
  @container (min-width: 520px) {
    .groups {
      columns: 2;
      column-gap: var(--space-4);
    }
    .group {
      break-inside: avoid;
    }
  }
  @media (forced-colors: active) {
    button[aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
  }
  @media ${TOUCH} {
    button.stamp {
      font-size: var(--text-note);
    }
    button.line,
    details > summary {
      min-block-size: var(--touch);
    }
  }
`;
