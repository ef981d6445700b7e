// SPDX-License-Identifier: Apache-2.0
/** The look of a plot in a frame of its own, and of what lies over a picture to be touched. */
import { css } from "lit";

export const pickStyles = css`
  canvas,
  .pick {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  button.pick {
    border: 0;
    background: transparent;
    border-radius: inherit;
    cursor: crosshair;
  }
  button.pick:focus-visible {
    outline-offset: -3px;
  }
`;

export const framedPlotStyles = css`
  .frame {
    block-size: var(--picture-size, 360px);
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    gap: var(--space-1);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: var(--space-2) var(--space-3) var(--space-1) var(--space-2);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--space-3);
    font-size: var(--text-small);
  }
  .plot {
    position: relative;
    min-block-size: 0;
    border-radius: var(--radius-small);
  }
`;
