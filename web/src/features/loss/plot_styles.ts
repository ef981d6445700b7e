// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const plotStyles = css`
  :host {
    position: relative;
    min-block-size: 0;
  }
  .surface {
    position: absolute;
    inset: 0;
    /* Up and down scrolls the page; everything else is the plot's. */
    touch-action: pan-y;
    cursor: crosshair;
    border-radius: var(--radius-small);
  }
  /* The place of the curves until they are drawn. */
  .bare::before {
    content: "";
    position: absolute;
    inset: 8px 8px 26px 38px;
    border-block-end: 1px solid var(--line);
    background: repeating-linear-gradient(var(--line) 0 1px, transparent 1px 25%);
  }
  canvas {
    position: absolute;
    inset: 0;
  }
  /* It has no size before something is drawn on it. */
  .bare canvas {
    display: none;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding-inline: 18% 12%;
    color: var(--ink-3);
    pointer-events: none;
  }
  .empty span {
    background: var(--ground);
    padding: var(--space-1) 10px;
    text-align: center;
  }
  .missing button {
    pointer-events: auto;
  }
  .read {
    position: absolute;
    z-index: 2;
    inset-block-start: var(--space-2);
    inset-inline-start: calc(var(--x) + var(--space-2));
    margin: 0;
    padding: var(--space-1) var(--space-2);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    box-shadow: var(--shadow);
    font-size: var(--text-note);
    pointer-events: none;
    white-space: nowrap;
  }
  .read.left {
    transform: translateX(calc(-100% - 2 * var(--space-2)));
  }
  .read dt {
    color: var(--ink-3);
  }
  .read dd {
    display: flex;
    justify-content: space-between;
    gap: var(--space-3);
    margin: 0;
  }
  .read b {
    font-weight: 650;
  }
  .whole {
    position: absolute;
    z-index: 2;
    inset-block-start: var(--space-1);
    inset-inline-end: var(--space-2);
    min-block-size: 28px;
    padding-inline: var(--space-2);
    font-size: var(--text-note);
  }
`;
