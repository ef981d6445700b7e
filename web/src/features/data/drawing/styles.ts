// SPDX-License-Identifier: Apache-2.0
/** The look of the pad: tools above and below a square that is as wide as there is room, and no wider than the eye needs. */
import { css } from "lit";
import { TOUCH } from "../../../ui/styles/media.ts";

export const drawingStyles = css`
  :host {
    display: grid;
    gap: var(--space-2);
    max-inline-size: 420px;
    margin-block: var(--space-2);
  }
  .line {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-2);
  }
  .end {
    display: flex;
    margin-inline-start: auto;
  }
  #draw-clear {
    padding-inline: var(--space-1);
  }
  .choice {
    display: inline-flex;
    background: var(--sunken);
    border-radius: var(--radius-control);
    padding: 2px;
  }
  .choice button {
    border: 0;
    background: transparent;
    color: var(--ink-2);
    min-block-size: 28px;
    padding-inline: var(--space-2);
    border-radius: var(--radius-inner);
    font-size: var(--text-small);
  }
  .choice button[aria-pressed="true"] {
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow);
  }
  .choice button.swatch {
    min-inline-size: 30px;
    padding: 0;
  }
  .swatch path {
    fill: var(--mark);
  }
  label {
    display: flex;
    align-items: center;
    flex: 1;
    gap: var(--space-2);
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  input[type="range"] {
    flex: 1;
    min-inline-size: 80px;
    accent-color: var(--ink);
  }
  output {
    min-inline-size: 5ch;
    text-align: end;
  }
  #pad {
    position: relative;
    aspect-ratio: 1;
    overflow: hidden;
    border: 1px solid var(--control-line);
    border-radius: var(--radius);
    background: var(--surface);
    cursor: crosshair;
    touch-action: none;
    user-select: none;
  }
  canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    pointer-events: none;
  }
  /* The map reaches as far as the points do. */
  #field {
    inset: var(--y) auto auto var(--x);
    inline-size: var(--wide);
    block-size: var(--high);
    opacity: 0.55;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--space-2);
    padding: var(--space-4);
    text-align: center;
    color: var(--ink-3);
    pointer-events: none;
  }
  .empty button {
    pointer-events: auto;
    cursor: pointer;
  }
  .says,
  .keys {
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  .keys {
    display: none;
    color: var(--ink-3);
  }
  #pad:focus-visible ~ .keys {
    display: block;
  }
  .error {
    color: var(--danger);
    font-size: var(--text-small);
    font-weight: 550;
  }
  @media ${TOUCH} {
    .choice button,
    .choice button.swatch {
      min-block-size: var(--touch);
      min-inline-size: var(--touch);
    }
    input[type="range"] {
      min-block-size: var(--touch);
    }
  }
  @media (forced-colors: active) {
    .choice button[aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
  }
`;
