// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const padStyles = css`
  .pad {
    display: grid;
    grid-template: minmax(0, 1fr) auto / auto minmax(0, 1fr);
    gap: var(--space-1) var(--space-2);
    block-size: 240px;
    font-size: var(--text-tiny);
    color: var(--ink-2);
  }
  .levels {
    position: relative;
    inline-size: 6ch;
  }
  .levels span {
    position: absolute;
    inset-inline-end: 0;
    inset-block-start: calc(var(--y) * 1%);
    transform: translateY(-50%);
  }
  .plane {
    position: relative;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--surface);
    margin-inline-end: var(--space-4);
  }
  .plane.open {
    cursor: crosshair;
    /* A finger that draws does not scroll. */
    touch-action: none;
  }
  svg {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: hidden;
  }
  path,
  line {
    fill: none;
    vector-effect: non-scaling-stroke;
  }
  .level {
    stroke: var(--grid);
  }
  .predicted {
    stroke: var(--class-0);
    stroke-width: 2;
    stroke-dasharray: 5 4;
  }
  .run {
    stroke: var(--curve-train);
    stroke-width: 2;
    stroke-linejoin: round;
  }
  .run.validation_loss {
    stroke: var(--curve-validation);
  }
  .column {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc(var(--x) * 1%);
    inline-size: min(32px, 11%);
    transform: translateX(-50%);
    border-radius: var(--radius-small);
  }
  .open .column {
    border-inline-start: 1px solid transparent;
    background: linear-gradient(var(--grid), var(--grid)) center / 1px 100% no-repeat;
  }
  .dot {
    position: absolute;
    inset-inline-start: 50%;
    inset-block-start: calc(var(--y) * 1%);
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    transform: translate(-50%, -50%);
    background: var(--class-0);
    border: 1px solid var(--surface);
  }
  .epochs {
    grid-column: 2;
    display: flex;
    justify-content: space-between;
    font-variant-numeric: tabular-nums;
  }
  @media (forced-colors: active) {
    .dot {
      background: Highlight;
    }
    .predicted {
      stroke: Highlight;
    }
    .run,
    .run.validation_loss {
      stroke: CanvasText;
    }
  }
`;
