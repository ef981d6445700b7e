// SPDX-License-Identifier: Apache-2.0
/** The look of the network and its editor. */
import { css } from "lit";
import { DESK, PHONE, TOUCH } from "../../ui/styles/media.ts";

export const networkStyles = css`
  :host {
    /* Of the picture, at least; it takes what room there is. */
    --network-height: clamp(132px, calc(100vh - 668px), 420px);
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    block-size: 100%;
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
    flex: 1;
    display: flex;
    flex-direction: column;
    overflow-x: auto;
    margin-inline: -8px;
  }
  .inner {
    flex: 1;
    display: flex;
    flex-direction: column;
    inline-size: max-content;
    min-inline-size: 100%;
    margin-inline: auto;
  }
  downhill-network-picture {
    inline-size: 0;
    min-inline-size: 100%;
    flex: 1 0 var(--network-height);
  }
  .columns {
    /* Of the editor's columns, and so of the diagram's: all are as wide as the widest. */
    --column: 78px;
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
  .column > .shape {
    min-block-size: 0;
    font-weight: 400;
    font-size: var(--text-tiny);
    line-height: 1.3;
    text-align: center;
    inline-size: 0;
    min-inline-size: 100%;
  }
  /* Layers without units, in their order. */
  .followers {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 2px;
  }
  .followers button {
    font-size: var(--text-tiny);
    border: 1px solid var(--line);
    border-radius: var(--radius-pill);
    padding-inline: var(--space-2);
    min-block-size: 24px;
    color: var(--ink-2);
  }
  .column {
    position: relative;
  }
  .column[data-drop]::before {
    content: "";
    position: absolute;
    inset-block: 0;
    inset-inline-start: -2px;
    inline-size: 4px;
    border-radius: var(--radius-line);
    background: var(--focus);
  }
  .column[data-drop="after"]::before {
    inset-inline: auto -2px;
  }
  .column[data-dragged] {
    opacity: 0.5;
  }
  button.plain.title.movable {
    cursor: grab;
    touch-action: pan-y;
  }
  #layer,
  #inputs {
    inline-size: min(340px, calc(100vw - 16px));
    max-block-size: calc(100dvh - 16px);
    overflow-y: auto;
  }
  .hint {
    font-size: var(--text-note);
    text-align: center;
    margin-block-start: var(--space-2);
  }
  @media ${DESK} {
    @container (max-width: 440px) {
      .hint {
        display: none;
      }
    }
  }
  .error {
    color: var(--danger);
    font-size: var(--text-small);
    font-weight: 550;
    margin-block-start: 6px;
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
  /* There the network has a part of the page to itself. */
  /* On a tablet it stands beside the map, which is as high. */
  @media (min-width: 720px) and (max-width: 1159px) and (min-height: 501px) {
    :host {
      --network-height: clamp(230px, calc(100vh - 460px), 420px);
    }
  }
  @media ${PHONE} {
    :host {
      --network-height: 230px;
    }
  }
  /* So that input, three layers and output stand side by side on a phone, and beside an open panel. */
  @container (max-width: 440px) {
    #parameters {
      display: none;
    }
    .columns {
      --column: 54px;
    }
    .column > .shape {
      font-size: var(--text-mark);
    }
    .column {
      padding-inline: 1px;
    }
    .stepper {
      grid-template-columns: 1fr 1fr;
    }
    .stepper input[type="text"] {
      grid-area: 1 / 1 / 2 / 3;
      font-size: var(--text-small);
    }
    .column select {
      padding-inline: 0;
    }
    button.plain.title {
      padding-inline: 0;
      gap: 0;
    }
  }
  /* For a finger the letters are large: their name has all of the room. */
  @media ${TOUCH} {
    @container (max-width: 440px) {
      .column select {
        appearance: none;
        text-align: center;
        text-align-last: center;
      }
    }
  }
  @container (max-width: 325px) {
    button.plain.title {
      font-size: var(--text-tiny);
    }
  }
`;

export const pictureStyles = css`
  :host {
    position: relative;
  }
  .picture,
  canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  .unit,
  .name,
  .more {
    position: absolute;
    inset-inline-start: var(--x);
    inset-block-start: var(--y);
  }
  button.unit {
    inline-size: var(--side);
    block-size: var(--side);
    min-block-size: 0;
    padding: 0;
    transform: translate(-50%, -50%);
    border: 0;
    background: transparent;
    border-radius: var(--radius-small);
  }
  button.unit:hover {
    outline: 2px solid var(--control-line);
    outline-offset: 1px;
  }
  button.unit:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .name,
  .more {
    font-size: var(--text-note);
    line-height: 1.2;
    white-space: nowrap;
    pointer-events: none;
  }
  /* Above its tile, or left of its dot. */
  .name {
    transform: translate(-50%, calc(-100% - var(--side) / 2 - 2px));
    color: var(--ink-2);
  }
  .name.long {
    transform: translate(calc(-100% - var(--side) / 2 - 6px), -50%);
    pointer-events: auto;
    max-inline-size: calc(var(--x) - var(--side) - 4px);
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .more {
    transform: translate(-50%, -50%);
  }
`;
