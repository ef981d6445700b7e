// SPDX-License-Identifier: Apache-2.0
/**
 * Where things stand. On a desk data, network, output and loss side by side on one screen of 1280 x 800, and an open panel of reasons
 * beside them; on a tablet two columns; on a phone the picture and the curve, and one part at a time below.
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
    position: fixed;
    z-index: 20;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    max-inline-size: calc(100vw - 16px);
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) 6px;
    padding: var(--space-2) var(--space-3);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    box-shadow: var(--shadow-high);
  }
  .skip:not(:focus-within) {
    transform: translateY(calc(-100% - 32px));
  }
  main {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap);
    padding-block-end: var(--gap);
  }
  /* With nothing to say it takes no gap either; else it has its own. */
  downhill-notice {
    margin-block-end: calc(-1 * var(--gap));
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
      gap: 0 calc(1.5 * var(--space-4));
      padding: 0 var(--space-4);
      background: var(--surface);
      border: 1px solid var(--line);
      border-radius: var(--radius);
    }
    .bar downhill-transport {
      flex: 1 1 486px;
    }
    .bar downhill-knobs {
      flex: 1.6 1 674px;
      padding-block: var(--space-1);
    }
    .grid {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.35fr);
      grid-template-areas: "stage network" "doctor doctor" "tabs tabs" "side side";
    }
    .grid.all {
      grid-template-areas: "stage network" "doctor doctor" "tabs tabs" "side settings";
    }
    .grid.why {
      grid-template-areas: "stage network" "doctor doctor" "tabs tabs" "why why" "side side";
    }
    .grid.why.all {
      grid-template-areas: "stage network" "doctor doctor" "tabs tabs" "why why" "side settings";
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
  }
  /* A phone on its side. */
  @media (min-width: 720px) and (max-height: 500px) {
    .grid {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.25fr);
      grid-template-areas: "stage network" "doctor doctor" "tabs tabs" "side settings";
    }
    .grid.why {
      grid-template-areas: "stage network" "doctor doctor" "tabs tabs" "why why" "side settings";
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
    /*
     * Picture and curve fill the screen between the head and the bar: the legend stands beside the picture, and the curve has what is
     * left. With a part below them the picture stays, small.
     */
    :host {
      --stage-size: clamp(150px, calc(100svh - 500px), calc(100vw - 120px));
      --plot-least: clamp(140px, calc(100svh - var(--stage-size) - 370px), 240px);
      /* That of a curve stands above it. */
      --legend-row: 48px;
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
      --legend-row: 0px;
    }
    :host([section]) downhill-stage {
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
    /* Of a table of mistakes some rows are seen, and it scrolls. */
    :host([section]) .tabled {
      --stage-size: 212px;
    }
    /* A unit needs room for its weights, and the way back. */
    :host([section]) .unit {
      --stage-size: 212px;
      --stage-top: flex;
    }
  }
  /* On one screen, whatever comes in between: a notice or a longer sentence takes its room from the columns, down to what they need. */
  @media ${DESK} {
    :host {
      display: flex;
      flex-direction: column;
      min-block-size: 100dvh;
    }
    main {
      flex: 1;
      display: flex;
      flex-direction: column;
      padding-block-end: 10px;
    }
    .grid {
      flex: 1;
      align-items: stretch;
      grid-template:
        "side network stage" 1fr
        "doctor doctor doctor" auto
        "tabs tabs tabs" auto / 228px minmax(0, 1fr) minmax(400px, 35%);
    }
    .grid.all {
      grid-template:
        "side settings network stage" 1fr
        "doctor doctor doctor doctor" auto
        "tabs tabs tabs tabs" auto / 228px 268px minmax(0, 1fr) minmax(380px, 32%);
    }
    /* The reasons stand beside what they explain; the choice of data makes room for them, below. */
    .grid.why {
      --row: minmax(calc(100dvh - 262px), auto);
      grid-template:
        "why network stage" var(--row)
        "doctor doctor doctor" auto
        "tabs tabs tabs" auto
        "side side side" auto / minmax(0, 1.3fr) minmax(0, 1fr) minmax(400px, 35%);
    }
    .grid.why.all {
      grid-template:
        "why settings stage" var(--row)
        "doctor doctor doctor" auto
        "tabs tabs tabs" auto
        "network network side" auto / minmax(0, 1.5fr) minmax(0, 1fr) minmax(400px, 35%);
    }
    /* They scroll by themselves, in the height that the others have: what they change stays in sight. */
    .side,
    .settings {
      block-size: 0;
      min-block-size: 100%;
      overflow-y: auto;
      scrollbar-width: thin;
      border-radius: var(--radius);
      /* At the lower edge a shade while there is more below. */
      background:
        linear-gradient(transparent, var(--surface) 80%) bottom / 100% 40px no-repeat local,
        linear-gradient(transparent, var(--line)) bottom / 100% 14px no-repeat,
        var(--surface);
    }
    .why .side {
      block-size: auto;
      min-block-size: 0;
    }
    /* No wider than their places: a deep network scrolls in its own. */
    .network {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
    }
    /* The picture has what the curve leaves. */
    .stage {
      grid-template-rows: minmax(260px, 1fr) minmax(min-content, 42%);
    }
    /* Ten rows of a table are seen whole, and the curve is lower for it. */
    .stage.crowded {
      --plot-least: 138px;
      grid-template-rows: minmax(338px, 1fr) minmax(min-content, 42%);
    }
    .loss {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      padding-block: 10px;
    }
  }
  /* There is room for all. */
  @media ${WIDE} {
    .grid {
      grid-template:
        "side network stage" 1fr
        "doctor doctor doctor" auto
        "tabs tabs tabs" auto / 240px minmax(0, 1fr) minmax(0, 32%);
    }
    .grid.all {
      grid-template:
        "side settings network stage" 1fr
        "doctor doctor doctor doctor" auto
        "tabs tabs tabs tabs" auto / 240px 288px minmax(0, 1fr) minmax(0, 32%);
    }
    .grid.why {
      grid-template:
        "side why network stage" 1fr
        "doctor doctor doctor doctor" auto
        "tabs tabs tabs tabs" auto / 240px minmax(0, 26%) minmax(0, 1fr) minmax(0, 32%);
    }
    .grid.why.all {
      grid-template:
        "settings why network stage" var(--row)
        "doctor doctor doctor doctor" auto
        "tabs tabs tabs tabs" auto
        "side side side side" auto / 288px minmax(0, 26%) minmax(0, 1fr) minmax(0, 32%);
    }
    .why:not(.all) .side {
      block-size: 0;
      min-block-size: 100%;
    }
  }
`;
