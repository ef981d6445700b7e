// SPDX-License-Identifier: Apache-2.0
/** The look of the drawing pad and of the answer beside it. */
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const padStyles = css`
  .frame {
    block-size: var(--picture-size, 360px);
    /* What was seen, ten bars and the buttons. */
    min-block-size: 218px;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr) minmax(116px, 34%);
    gap: var(--space-3);
  }
  /* As large as fits, and square: what is drawn keeps its form. */
  .square {
    container-type: size;
    display: grid;
    place-items: start center;
  }
  .pad {
    position: relative;
    inline-size: min(100cqi, 100cqb);
    aspect-ratio: 1;
    background: var(--surface);
    border: 1px solid var(--control-line);
    border-radius: var(--radius);
    overflow: hidden;
    cursor: crosshair;
    touch-action: none;
    user-select: none;
  }
  canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .hint,
  .keys {
    position: absolute;
    inset-inline: var(--space-2);
    text-align: center;
    pointer-events: none;
  }
  .hint {
    inset-block-start: 42%;
    color: var(--ink-3);
    font-size: var(--text-large);
  }
  .keys {
    display: none;
    inset-block-end: var(--space-1);
    font-size: var(--text-tiny);
  }
  .pad:focus-visible .keys {
    display: block;
  }
  .answer {
    display: grid;
    grid-template-rows: auto minmax(min-content, 1fr) auto;
    gap: var(--space-2);
    min-block-size: 0;
    min-inline-size: 0;
  }
  .seen {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    font-size: var(--text-small);
  }
  downhill-sample-picture,
  .blank {
    flex: none;
    inline-size: 52px;
    aspect-ratio: 1;
    border: 1px solid var(--line);
    border-radius: var(--radius-line);
  }
  #said {
    font-size: var(--text-title);
  }
  .bars {
    inline-size: 100%;
    block-size: 100%;
    font-size: var(--text-tiny);
    line-height: 1;
    overflow: hidden;
  }
  .bars th {
    inline-size: 2ch;
    padding: 0 var(--space-1) 0 0;
    font-weight: 400;
    text-align: start;
  }
  .bars td {
    position: relative;
    padding: 0;
    text-align: end;
    color: var(--ink-3);
  }
  .bars td::before {
    content: "";
    position: absolute;
    inset-block: 1px;
    inset-inline-start: 0;
    inline-size: calc(100% * var(--share));
    border-radius: var(--radius-line);
    background: var(--class-0);
    opacity: 0.4;
  }
  .bars td span {
    position: relative;
  }
  .bars .best {
    font-weight: 650;
  }
  .bars .best td {
    color: var(--ink);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .actions button {
    flex: 1;
    min-block-size: 28px;
    padding-inline: var(--space-2);
    font-size: var(--text-small);
    white-space: nowrap;
  }
  @media ${TOUCH} {
    .actions button {
      min-block-size: var(--touch);
    }
  }
`;
