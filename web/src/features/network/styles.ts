// SPDX-License-Identifier: Apache-2.0
/** The look of the network and its editor. */
import { css } from "lit";

export const networkStyles = css`
  :host {
    /* Of the editor's columns, and so of the diagram's: all are as wide as the widest. */
    --column: 78px;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    margin-block-end: 4px;
  }
  header span {
    font-size: 0.8125rem;
  }
  #add-layer {
    margin-inline-start: auto;
    padding-inline: 8px 10px;
    font-size: 0.8125rem;
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
    gap: 4px;
  }
  .title {
    font-size: 0.8125rem;
    color: var(--ink-2);
    min-block-size: 24px;
    line-height: 24px;
    gap: 3px;
  }
  button.plain.title {
    min-block-size: 24px;
    padding-inline: 4px;
    color: var(--ink-2);
  }
  .mark {
    font-size: 0.625rem;
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
    border-radius: 8px;
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
    font-size: 0.8125rem;
    border-color: var(--line);
    padding-inline: 4px 0;
  }
  .others {
    margin: 6px 0 0;
    padding: 0;
    list-style: none;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
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
    font-size: 0.8125rem;
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
  @media (pointer: coarse), (max-width: 719px) {
    .stepper button,
    .stepper input[type="text"],
    select,
    button.plain.title,
    #add-layer {
      min-block-size: 44px;
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
      min-inline-size: max(16px, 100%);
      font-size: 0.8125rem;
    }
  }
`;
