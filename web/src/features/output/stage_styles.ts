// SPDX-License-Identifier: Apache-2.0
/** Where things stand in the output: what can be shown, the picture, and below it the sample that was touched. */
import { css } from "lit";
import { DESK, PHONE, TOUCH } from "../../ui/styles/media.ts";

export const stageStyles = css`
  :host {
    container-type: inline-size;
    position: relative;
  }
  /* There the page says how high it is; one that flows is as high as its contents everywhere. */
  @media ${DESK} {
    :host(:not([flows])) {
      display: flex;
      flex-direction: column;
      min-block-size: 0;
    }
    :host(:not([flows])) .picture {
      flex: 1;
      container-type: size;
    }
    :host(:not([flows])) .picture > * {
      --picture-size: min(100cqi, 100cqb);
    }
    /* Below it there is no room: what the marks mean stands beside it at every height. */
    :host(:not([flows])) .map > downhill-map {
      --picture-size: min(100cqi - var(--legend-width) - var(--space-3), 100cqb);
    }
  }
  .top {
    display: var(--stage-top, flex);
    align-items: center;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    min-block-size: 32px;
    margin-block-end: var(--space-2);
  }
  .tabs {
    display: inline-flex;
    background: var(--sunken);
    border-radius: var(--radius-control);
    padding: 2px;
  }
  .tabs button {
    border: 0;
    background: transparent;
    color: var(--ink-2);
    min-block-size: 28px;
    padding-inline: 10px;
    border-radius: var(--radius-inner);
  }
  .tabs button[aria-pressed="true"] {
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow);
  }
  .back {
    margin-inline-start: auto;
    min-block-size: 28px;
    font-size: var(--text-small);
  }
  /* As high as leaves room for what is below; the plane is as wide as high. */
  .picture {
    --picture-size: min(100cqi, var(--stage-size, 100cqi));
    position: relative;
  }
  .curve {
    --picture-size: min(100cqi, calc(var(--stage-size, 100cqi) - var(--legend-row, 0px)));
  }
  /* What the marks mean stands beside the map where there is room, else below it. */
  .map {
    --legend-width: 84px;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--space-2) var(--space-3);
  }
  downhill-map {
    flex: none;
    inline-size: var(--picture-size);
  }
  .map downhill-legend {
    flex: 1 1 var(--legend-width);
    align-content: start;
  }
  .tools {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-2);
    margin-inline-start: auto;
  }
  downhill-sample {
    margin-block-start: var(--space-2);
  }
  @media ${TOUCH} {
    .tabs button {
      min-block-size: var(--touch);
      font-size: var(--text);
    }
  }
  /* Beside two names there is room for the tools. */
  @media ${PHONE} {
    .top {
      column-gap: var(--space-1);
    }
    .tabs button {
      padding-inline: var(--space-2);
      font-size: var(--text-small);
    }
    .tools {
      gap: 0;
    }
  }
  @media (forced-colors: active) {
    .tabs button[aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
  }
`;
