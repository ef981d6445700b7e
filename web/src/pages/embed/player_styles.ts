// SPDX-License-Identifier: Apache-2.0
/**
 * Where the parts stand: pictures beside each other where there is room, one at a time where there is little, the controls below or
 * above them as the author says. Nothing here depends on the height of the frame but where it is to be filled: a frame that follows
 * its contents would never come to rest.
 */
import { css, unsafeCSS } from "lit";

/** One of these pictures is seen, and a button for each leads to the others. */
const oneAtATime = (size: string) =>
  unsafeCSS(`
    .${size} .tabs { display: flex; }
    .${size} .part:not(.shown) { display: none; }
  `);

export const playerStyles = css`
  .player {
    container: player / inline-size;
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
    padding: var(--space-2);
  }
  h1 {
    margin: 0;
    font-size: var(--text-large);
    font-weight: 650;
    line-height: 1.3;
  }
  /* With nothing to say it takes no room. */
  .told {
    flex: none;
    margin-block-end: calc(-1 * var(--space-2));
  }
  .faults {
    margin-block-end: var(--space-2);
    padding: var(--space-2) 10px;
    border: 1px solid var(--danger);
    border-radius: var(--radius-small);
    background: var(--danger-surface);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }
  .faults ul {
    margin: 0;
    padding-inline-start: var(--space-4);
  }
  .pictures {
    container: pictures / inline-size;
    min-block-size: 0;
  }
  .inner {
    display: flex;
    flex-direction: column;
    gap: var(--space-1);
  }
  .tabs {
    display: none;
    gap: 2px;
    flex: none;
  }
  .tabs button {
    flex: 1 1 0;
    min-inline-size: 0;
    padding-inline: var(--space-1);
    border-color: transparent;
    background: transparent;
    color: var(--ink-2);
    font-size: var(--text-note);
  }
  .tabs button[aria-pressed="true"] {
    background: var(--sunken);
    color: var(--ink);
    font-weight: 600;
  }
  .grid {
    display: grid;
    gap: var(--space-3);
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr));
    align-items: start;
  }
  .part {
    position: relative;
    min-inline-size: 0;
    container: part / inline-size;
  }
  .map {
    --stage-top: none;
    --stage-size: min(100cqi, 26rem);
  }
  /* The way back from it stands above it. */
  .map .unit {
    --stage-top: flex;
  }
  downhill-chart {
    min-block-size: 17rem;
    --plot-least: 0px;
  }
  /* As high as what stands beside it. */
  :host(:not([fit="frame"])) .chart {
    display: grid;
    align-self: stretch;
  }
  downhill-network-picture {
    block-size: 14rem;
  }
  .part:not(.map, .chart, .network) {
    grid-column: 1 / -1;
    overflow-x: auto;
  }
  /* Wheel and fingers go through it to the page around. */
  .veil {
    position: absolute;
    inset: 0;
    z-index: 3;
    touch-action: auto;
  }
  .line {
    display: flex;
    align-items: center;
    gap: var(--space-1);
  }
  .scores {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0 var(--space-4);
    margin: var(--space-2) 0;
    color: var(--ink-2);
    font-size: var(--text-small);
  }
  /* It is heard and not seen: it makes no gap. */
  downhill-announcer {
    position: absolute;
  }
  /* As wide as any of them, so that no number that comes makes a line more. */
  .scores b {
    display: inline-block;
    min-inline-size: 7ch;
    color: var(--ink);
    font-weight: 650;
  }
  downhill-transport {
    flex: 1 1 0;
    min-inline-size: 0;
  }
  .more {
    display: none;
    flex: none;
  }

  /* The frame is filled: what is there is as large as it leaves room for. */
  :host([fit="frame"]) .player {
    container-type: size;
    block-size: 100dvh;
  }
  :host([fit="frame"]) .pictures {
    container-type: size;
    flex: 1 1 0;
  }
  :host([fit="frame"]) .inner {
    block-size: 100%;
  }
  /* Something is to be seen, however much there is to say. */
  :host([fit="frame"]) .told {
    max-block-size: 40cqb;
    overflow-y: auto;
  }
  :host([fit="frame"]) .grid {
    flex: 1 1 0;
    min-block-size: 0;
    grid-auto-rows: minmax(0, 1fr);
    align-items: stretch;
  }
  :host([fit="frame"]) .part {
    container-type: size;
    overflow: clip;
  }
  :host([fit="frame"]) .map {
    --stage-size: 100cqb;
  }
  :host([fit="frame"]) downhill-chart,
  :host([fit="frame"]) downhill-network-picture {
    block-size: 100%;
    min-block-size: 0;
  }
  :host([fit="frame"]) .part:not(.map, .chart, .network) {
    grid-column: auto;
    overflow: auto;
  }
  @container part (min-height: 22rem) and (min-width: 20rem) {
    .map > * {
      --stage-top: flex;
      --stage-size: calc(100cqb - 3.5rem);
    }
  }
  /* So low that the curve is worth more than what else might be seen of it. */
  @container part (max-height: 12rem) {
    downhill-chart {
      --chart-tools: none;
    }
  }
  @container pictures (max-width: 28.7rem) and (max-height: 21rem) {
    ${oneAtATime("two")}
    ${oneAtATime("many")}
  }
  @container pictures (max-width: 28.7rem) and (max-height: 34rem) {
    ${oneAtATime("many")}
  }
  @container pictures (max-width: 43.4rem) and (max-height: 21rem) {
    ${oneAtATime("many")}
  }
  /* So low that the buttons stand beside the picture. */
  @container pictures (max-height: 14rem) {
    .inner {
      flex-direction: row-reverse;
    }
    .tabs {
      flex-direction: column;
      inline-size: 4.25rem;
    }
    .tabs button {
      flex: 0 1 var(--touch);
      min-block-size: 0;
    }
  }
  @container player (max-height: 21rem) {
    .more {
      display: block;
    }
    .foot {
      display: none;
    }
  }
  @container player (max-height: 18rem) {
    h1,
    downhill-shown-settings {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .tabs button[aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
  }
`;
