// SPDX-License-Identifier: Apache-2.0
/** Where things stand: one column on a phone, two on a tablet, three on a desk, all of it on one screen of 1280 x 800. */
import { css } from "lit";
import { BAR_BELOW, BAR_INSIDE } from "../../ui/styles/media.ts";

export const layoutStyles = css`
  :host {
    display: block;
    padding-inline: 20px;
    max-inline-size: 1680px;
    margin-inline: auto;
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
  .grid {
    display: grid;
    gap: var(--gap);
    grid-template-columns: minmax(0, 1fr);
  }
  .stage,
  .curves,
  .settings {
    display: grid;
    gap: var(--gap);
    align-content: start;
    min-inline-size: 0;
  }
  .stage {
    gap: 10px;
  }
  .card {
    min-inline-size: 0;
  }
  .loss {
    --plot-size: 122px;
  }
  .accuracy {
    --plot-size: 74px;
  }
  main {
    padding-block-end: var(--gap);
  }
  @media (max-width: 719px) {
    :host {
      padding-inline: var(--space-3);
    }
    .card {
      padding: var(--space-3);
    }
  }
  @media (min-width: 720px) {
    .grid {
      grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr);
    }
    .settings {
      grid-column: 1 / -1;
      grid-template-columns: 1fr 1fr;
      align-items: start;
    }
  }
  @media ${BAR_INSIDE} {
    .stage {
      /* The picture is as large as leaves the controls below it, in two rows, on the screen. */
      --stage-size: max(320px, calc(100vh - 270px));
    }
    /* The end of a run has its place, so that the controls do not move away under the pointer. */
    downhill-verdict {
      min-block-size: 34px;
      margin-block: -6px;
    }
  }
  @media ${BAR_BELOW} {
    :host {
      /* Room for the bar at the bottom. */
      padding-block-end: 84px;
    }
    .stage {
      --stage-size: max(180px, calc(100svh - 170px));
    }
    downhill-transport {
      position: fixed;
      z-index: 5;
      inset-inline: 0;
      inset-block-end: 0;
      padding: 6px var(--space-3) calc(6px + env(safe-area-inset-bottom, 0px));
      background: var(--surface);
      border-block-start: 1px solid var(--line);
    }
  }
  @media (min-width: 1160px) and (min-height: 501px) {
    .grid {
      grid-template-columns: minmax(0, 1fr) minmax(360px, 30%) 288px;
    }
    /* Settings scroll by themselves: what they change stays in sight. */
    .settings {
      grid-column: auto;
      grid-template-columns: minmax(0, 1fr);
      position: sticky;
      inset-block-start: 12px;
      max-block-size: calc(100vh - 74px);
      overflow-y: auto;
      scrollbar-width: thin;
      /* The ring of a focused control at the edge is not cut off. */
      padding: 3px;
      margin: -3px;
    }
    .stage {
      position: sticky;
      inset-block-start: 12px;
      /* The controls are one row, and the keys are in sight too. */
      --stage-size: max(320px, calc(100vh - 252px));
    }
    /* The loss takes the room that is left: the three cards fill the screen. */
    .curves {
      position: sticky;
      inset-block-start: 12px;
      align-self: start;
      min-block-size: calc(100vh - 74px);
      display: flex;
      flex-direction: column;
    }
    .loss {
      display: grid;
      flex: 1;
    }
  }
`;
