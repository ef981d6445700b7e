// SPDX-License-Identifier: Apache-2.0
/**
 * Where things stand. On a desk data, network, output and loss side by side on one screen of 1280 x 800, the reasons below, and beside
 * them where it is wide; on a tablet two columns; on a phone the picture and the curve, and one part at a time below.
 */
import { css } from "lit";
import { BAR_ABOVE, BAR_BELOW, DESK, PHONE, WIDE } from "../../ui/styles/media.ts";

export const layoutStyles = css`
  :host {
    display: block;
    padding-inline: 20px;
    --gap: var(--space-3);
  }
  .skip {
    position: absolute;
    z-index: 20;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    transform: translateY(-200%);
  }
  .skip:focus {
    transform: none;
  }
  main {
    display: grid;
    gap: var(--gap);
    padding-block-end: var(--gap);
  }
  .grid {
    display: grid;
    gap: var(--gap);
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
  }
  .grid > * {
    min-inline-size: 0;
  }
  .stage {
    display: grid;
    gap: var(--space-2);
    align-content: start;
  }
  @media ${BAR_ABOVE} {
    .bar {
      position: sticky;
      z-index: 4;
      inset-block-start: 0;
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 calc(2 * var(--space-4));
      padding: 0 var(--space-4);
      background: var(--surface);
      border: 1px solid var(--line);
      border-radius: var(--radius);
    }
    .bar downhill-transport {
      flex: 1 1 440px;
    }
    .bar downhill-knobs {
      flex: 1.6 1 560px;
      padding-block: var(--space-1);
    }
    .grid {
      grid-template: "stage network" auto "doctor doctor" auto "side side" auto "why why" auto / minmax(0, 1fr) minmax(0, 1.35fr);
    }
    .grid.all {
      grid-template-areas: "stage network" "doctor doctor" "side settings" "why why";
    }
  }
  @media (min-width: 720px) {
    .stage {
      grid-area: stage;
    }
    .network {
      grid-area: network;
    }
    .side {
      grid-area: side;
    }
    .settings {
      grid-area: settings;
    }
    downhill-doctor {
      grid-area: doctor;
    }
    downhill-dock {
      grid-area: why;
    }
  }
  /* A phone on its side. */
  @media (min-width: 720px) and (max-height: 500px) {
    .grid {
      grid-template: "stage network" auto "doctor doctor" auto "side settings" auto "why why" auto / minmax(0, 1fr) minmax(0, 1.25fr);
    }
  }
  @media ${BAR_BELOW} {
    :host {
      padding-inline: var(--space-3);
      padding-block-end: var(--below);
      --stage-size: max(180px, calc(100svh - 170px));
    }
    .card {
      padding: var(--space-3);
    }
    .bar {
      position: fixed;
      z-index: 5;
      inset-inline: 0;
      inset-block-end: 0;
      padding: 0 var(--space-3) calc(6px + env(safe-area-inset-bottom, 0px));
      background: var(--surface);
      border-block-start: 1px solid var(--line);
    }
  }
  @media ${PHONE} {
    /* Picture and curve fill the screen between the head and the bar; with a part below them the picture stays, small. */
    :host {
      --stage-size: calc(100svh - 480px);
    }
    /* So that the picture may stay while the others pass below it. */
    .stage {
      display: contents;
    }
  }
  /* Where there is the height for both. */
  @media ${PHONE} and (min-height: 501px) {
    :host([section]) {
      --stage-size: 150px;
    }
    :host([section]) .flat {
      --stage-top: none;
      position: sticky;
      z-index: 3;
      inset-block-start: 0;
      margin-inline: calc(-1 * var(--space-3));
      padding-inline: var(--space-3);
      padding-block-end: var(--space-2);
      padding-block-start: var(--space-2);
      background: var(--paper);
    }
  }
  @media ${DESK} {
    .grid {
      --column: calc(100vh - 236px);
      grid-template:
        "side network stage" minmax(var(--column), auto)
        "doctor doctor doctor" auto
        "why why why" auto / 228px minmax(0, 1fr) minmax(400px, 35%);
    }
    /* What is below gets room too. */
    .grid.why {
      --column: max(440px, calc(100vh - 580px));
    }
    .grid.all {
      grid-template:
        "side settings network stage" minmax(var(--column), auto)
        "doctor doctor doctor doctor" auto
        "why why why why" auto / 228px 268px minmax(0, 1fr) minmax(380px, 32%);
    }
    /* They scroll by themselves: what they change stays in sight. */
    .side,
    .settings {
      max-block-size: var(--column);
      overflow-y: auto;
      scrollbar-width: thin;
      border-radius: var(--radius);
    }
    /* No wider than their places: a deep network scrolls in its own. */
    .network {
      align-self: stretch;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
    }
    .stage {
      align-self: stretch;
      grid-template-rows: auto minmax(0, 1fr);
      --stage-size: max(220px, calc(var(--column) - 330px));
    }
    .loss {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media ${WIDE} {
    .grid,
    .grid.why {
      --column: calc(100vh - 190px);
      grid-template:
        "side network stage why" minmax(var(--column), auto)
        "doctor doctor doctor why" auto / 240px minmax(0, 1fr) minmax(0, 30%) minmax(0, 25%);
    }
    .grid.all {
      grid-template:
        "side settings network stage why" minmax(var(--column), auto)
        "doctor doctor doctor doctor why" auto / 240px 288px minmax(0, 1fr) minmax(0, 27%) minmax(0, 24%);
    }
  }
`;
