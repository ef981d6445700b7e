// SPDX-License-Identifier: Apache-2.0
/** The look of the mistakes: the matrix, beside or above it the samples. */
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const mistakeStyles = css`
  .frame {
    container-type: inline-size;
    block-size: var(--picture-size, auto);
    /* Where the page says how high the picture is, it is no higher. */
    min-block-size: min(220px, 100cqb);
    min-inline-size: 0;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: var(--space-2) var(--space-3);
  }
  .inside {
    block-size: 100%;
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    gap: var(--space-2);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px var(--space-3);
  }
  .top select {
    min-block-size: 28px;
  }
  #wrong {
    color: var(--ink-2);
  }
  .both {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--space-3);
    overflow: auto;
    scrollbar-width: thin;
    /* The ring of what is focused at the edge is not cut off. */
    padding: 3px;
    margin: -3px;
  }
  .list {
    overflow-x: auto;
  }
  .heading {
    font-size: var(--text-note);
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 var(--space-2);
    margin-block-end: var(--space-1);
  }
  .heading button.plain {
    padding-inline: var(--space-2);
    text-decoration: underline;
  }
  .pictures {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(var(--touch), 1fr));
    gap: var(--space-1);
  }
  button.sample {
    display: grid;
    gap: 2px;
    justify-items: stretch;
    padding: 2px;
    border-radius: var(--radius-small);
    font-size: var(--text-tiny);
    line-height: 1.2;
  }
  button.sample .number {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  button[aria-pressed="true"].sample {
    border-color: var(--ink);
    outline: 2px solid var(--ink);
    outline-offset: -1px;
  }
  table {
    inline-size: 100%;
    font-size: var(--text-small);
  }
  th,
  td {
    padding: 2px 10px 2px 0;
    text-align: start;
    white-space: nowrap;
    font-weight: 400;
  }
  thead th {
    color: var(--ink-3);
    font-size: var(--text-note);
  }
  tbody tr {
    border-block-start: 1px solid var(--line);
  }
  tr.marked {
    background: var(--note-surface);
  }
  th button.plain {
    min-block-size: 24px;
    text-decoration: underline dotted;
    text-underline-offset: 3px;
    color: var(--ink);
  }
  @media ${TOUCH} {
    th button.plain {
      min-block-size: var(--touch);
    }
  }
  /* Where there is room the matrix has all of the height, and all else stands beside it. */
  @container (min-width: 400px) {
    .pictured .inside {
      grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) 116px;
    }
    .pictured .both {
      display: contents;
    }
    .pictured .top {
      grid-area: 1 / 2;
    }
    .pictured downhill-confusion,
    .pictured .list {
      overflow: auto;
      scrollbar-width: thin;
      padding: 3px;
      margin: -3px;
    }
    .pictured downhill-confusion {
      grid-area: 1 / 1 / 3;
    }
  }
`;
