// SPDX-License-Identifier: Apache-2.0
/** Where the task of an exercise stands: beside what is worked on; on a phone it is one of the parts below the picture. */
import { css } from "lit";
import { BAR_ABOVE, DESK, PHONE, WIDE } from "../../ui/styles/media.ts";

export const exerciseLayout = css`
  @media (min-width: 720px) {
    .task {
      grid-area: task;
    }
  }
  @media ${BAR_ABOVE} {
    .grid.exercise {
      grid-template: "task stage" auto "task network" 1fr "doctor doctor" auto "tabs tabs" auto "side side" auto / minmax(280px, 1fr) minmax(0, 1.3fr);
    }
    .grid.exercise.all {
      grid-template: "task stage" auto "task network" 1fr "doctor doctor" auto "tabs tabs" auto "side settings" auto / minmax(280px, 1fr) minmax(0, 1.3fr);
    }
    .grid.exercise.why {
      grid-template: "task stage" auto "task network" 1fr "doctor doctor" auto "tabs tabs" auto "why why" auto "side side" auto / minmax(280px, 1fr) minmax(0, 1.3fr);
    }
    .grid.exercise.why.all {
      grid-template: "task stage" auto "task network" 1fr "doctor doctor" auto "tabs tabs" auto "why why" auto "side settings" auto / minmax(280px, 1fr) minmax(0, 1.3fr);
    }
  }
  @media (min-width: 720px) and (max-height: 500px) {
    .grid.exercise,
    .grid.exercise.all {
      grid-template: "task stage" auto "task network" 1fr "doctor doctor" auto "tabs tabs" auto "side settings" auto / minmax(0, 1fr) minmax(0, 1.25fr);
    }
    .grid.exercise.why,
    .grid.exercise.why.all {
      grid-template: "task stage" auto "task network" 1fr "doctor doctor" auto "tabs tabs" auto "why why" auto "side settings" auto / minmax(0, 1fr) minmax(0, 1.25fr);
    }
  }
  @media ${DESK} {
    /* The choice of data makes room for the task, below. */
    .grid.exercise {
      --row: minmax(calc(100dvh - 262px), auto);
      grid-template:
        "task network stage" var(--row)
        "doctor doctor doctor" auto
        "tabs tabs tabs" auto
        "side side side" auto / 340px minmax(0, 1fr) minmax(380px, 33%);
    }
    .grid.exercise.all {
      grid-template:
        "task settings stage" var(--row)
        "doctor doctor doctor" auto
        "tabs tabs tabs" auto
        "network network side" auto / 340px minmax(0, 1fr) minmax(380px, 33%);
    }
    .grid.exercise.why {
      grid-template:
        "task why stage" var(--row)
        "doctor doctor doctor" auto
        "tabs tabs tabs" auto
        "network network side" auto / 340px minmax(0, 1fr) minmax(380px, 33%);
    }
    .grid.exercise.why.all {
      grid-template:
        "task why stage" var(--row)
        "doctor doctor doctor" auto
        "tabs tabs tabs" auto
        "settings network network" auto
        "side side side" auto / 340px minmax(0, 1fr) minmax(380px, 33%);
    }
    .task {
      block-size: 0;
      min-block-size: 100%;
      overflow-y: auto;
      scrollbar-width: thin;
    }
    /* What goes on below fades out there, so that nobody takes what is cut for the end. */
    .task::after {
      content: "";
      display: block;
      position: sticky;
      inset-block-end: calc(-1 * var(--space-4));
      block-size: 40px;
      background: linear-gradient(transparent, var(--surface));
      pointer-events: none;
    }
    .exercise .side,
    .exercise.why.all .settings {
      block-size: auto;
      min-block-size: 0;
    }
  }
  @media ${WIDE} {
    .grid.exercise {
      grid-template:
        "task side network stage" var(--row)
        "doctor doctor doctor doctor" auto
        "tabs tabs tabs tabs" auto / 400px 240px minmax(0, 1fr) minmax(0, 30%);
    }
    .grid.exercise.all {
      grid-template:
        "task settings network stage" var(--row)
        "doctor doctor doctor doctor" auto
        "tabs tabs tabs tabs" auto
        "side side side side" auto / 400px 288px minmax(0, 1fr) minmax(0, 30%);
    }
    .grid.exercise.why {
      grid-template:
        "task why network stage" var(--row)
        "doctor doctor doctor doctor" auto
        "tabs tabs tabs tabs" auto
        "side side side side" auto / 400px minmax(0, 26%) minmax(0, 1fr) minmax(0, 30%);
    }
    .grid.exercise.why.all {
      grid-template:
        "task why network stage" var(--row)
        "doctor doctor doctor doctor" auto
        "tabs tabs tabs tabs" auto
        "settings side side side" auto / 400px minmax(0, 26%) minmax(0, 1fr) minmax(0, 30%);
    }
    .exercise:not(.all, .why) .side {
      block-size: 0;
      min-block-size: 100%;
    }
  }
  @media ${PHONE} {
    .task {
      min-block-size: calc(100svh - 360px);
      scroll-margin-block-start: 176px;
    }
  }
`;
