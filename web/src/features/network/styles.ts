// SPDX-License-Identifier: Apache-2.0
/** The look of the network and its editor. */
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const networkStyles = css`
  :host {
    /* Of the editor's columns, and so of the diagram's: all are as wide as the widest. */
    --column: 78px;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
    margin-block-end: var(--space-1);
  }
  header span {
    font-size: var(--text-small);
  }
  #add-layer {
    margin-inline-start: auto;
    padding-inline: var(--space-2) 10px;
    font-size: var(--text-small);
    min-block-size: 28px;
  }
  .scroll {
    overflow-x: auto;
    margin-inline: -8px;
  }
  .inner {
    inline-size: max-content;
    margin-inline: auto;
  }
  .inner > svg {
    inline-size: 0;
    min-inline-size: 100%;
    block-size: auto;
  }
  .columns {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(var(--column), 1fr);
  }
  .column {
    padding-inline: 2px;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--space-1);
  }
  .title {
    font-size: var(--text-small);
    color: var(--ink-2);
    min-block-size: 24px;
    line-height: 24px;
    gap: 3px;
  }
  button.plain.title {
    min-block-size: 24px;
    padding-inline: var(--space-1);
    color: var(--ink-2);
  }
  .mark {
    font-size: var(--text-mark);
  }
  .column > .number {
    min-block-size: 28px;
    line-height: 28px;
    font-weight: 600;
  }
  .stepper {
    display: grid;
    grid-template-columns: 24px minmax(max-content, 1fr) 24px;
    inline-size: 100%;
    border: 1px solid var(--line);
    border-radius: var(--radius-control);
    background: var(--surface);
  }
  .stepper button,
  .stepper input[type="text"] {
    border: 0;
    background: transparent;
    padding: 0;
    min-block-size: 26px;
    min-inline-size: 24px;
    text-align: center;
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }
  .stepper input[type="text"] {
    inline-size: calc(min(var(--letters), 12) * 1ch + 1px);
    min-inline-size: max(24px, 100%);
  }
  .stepper button:hover:not(:disabled) {
    background: var(--sunken);
  }
  .stepper:has([aria-invalid="true"]) {
    border-color: var(--danger);
  }
  /* As wide as the column, which the units alone may widen. */
  .column select {
    inline-size: 0;
    min-inline-size: 100%;
  }
  select {
    min-block-size: 26px;
    font-size: var(--text-small);
    border-color: var(--line);
    padding-inline: var(--space-1) 0;
  }
  .others {
    margin: 6px 0 0;
    padding: 0;
    list-style: none;
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
  }
  .others li {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .others .title {
    white-space: nowrap;
  }
  .error {
    color: var(--danger);
    font-size: var(--text-small);
    font-weight: 550;
    margin-block-start: 6px;
  }
  line {
    stroke: var(--class-0);
  }
  line.minus {
    stroke: var(--class-1);
  }
  circle {
    fill: var(--surface);
    stroke: var(--ink-2);
    stroke-width: 1.5;
  }
  circle.first {
    fill: var(--ink-2);
  }
  circle.last {
    stroke: var(--ink);
    stroke-width: 2.5;
  }
  text {
    fill: var(--ink-3);
    text-anchor: middle;
  }
  /* Fingers need two rows: the number above, fewer and more below it. */
  @media ${TOUCH} {
    .stepper {
      grid-template-columns: 1fr 1fr;
    }
    .stepper input[type="text"] {
      grid-area: 1 / 1 / 2 / 3;
    }
    .stepper button,
    .stepper input[type="text"],
    select,
    button.plain.title,
    #add-layer {
      min-block-size: var(--touch);
    }
  }
  @media (max-width: 359px) {
    :host {
      --column: 70px;
    }
    .column {
      padding-inline: 1px;
    }
    .stepper input[type="text"] {
      font-size: var(--text-small);
    }
  }
`;
