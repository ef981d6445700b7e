// SPDX-License-Identifier: Apache-2.0
/** The look of the space of a hidden layer. */
import { css } from "lit";

export const spaceStyles = css`
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
    justify-content: space-between;
    gap: 2px var(--space-3);
    font-size: var(--text-note);
    color: var(--ink-2);
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
  }
  .plot {
    position: relative;
    min-block-size: 0;
  }
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
    cursor: crosshair;
  }
`;
