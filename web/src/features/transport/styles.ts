// SPDX-License-Identifier: Apache-2.0
/** The look of the controls of training: above the stage, and on a phone at the lower edge. */
import { css } from "lit";

export const transportStyles = css`
  :host {
    container-type: inline-size;
  }
  .bar {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
    align-items: center;
    gap: var(--space-2) 10px;
  }
  .counter {
    line-height: 1.15;
  }
  /* Many digits send their unit to a line of its own. */
  .counter .line {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 5px;
  }
  .counter strong {
    color: var(--ink);
    font-size: var(--text-counter);
    font-weight: 650;
    letter-spacing: -0.02em;
  }
  .counter span {
    font-size: var(--text-small);
    color: var(--ink-2);
    white-space: nowrap;
  }
  .buttons {
    display: flex;
    align-items: center;
    gap: 3px;
  }
  .buttons button {
    flex-direction: column;
    gap: 1px;
    min-inline-size: 46px;
    min-block-size: 48px;
    padding: 0 3px;
    border-color: transparent;
    background: transparent;
    color: var(--ink-2);
    font-size: var(--text-note);
    line-height: 1.2;
  }
  .buttons button:hover {
    background: var(--sunken);
    color: var(--ink);
  }
  .buttons button[aria-disabled="true"] {
    background: transparent;
  }
  .buttons .play {
    inline-size: 52px;
    block-size: 52px;
    margin-inline: 6px;
    padding: 0;
    border-radius: 50%;
    border: 0;
    background: var(--ink);
    color: var(--on-ink);
    box-shadow: var(--shadow);
  }
  /* An update takes long: told after a moment, so that short ones do not flicker. */
  .buttons .play.busy {
    animation: busy var(--slow) ease-in-out var(--moment) infinite alternate;
  }
  @keyframes busy {
    to {
      opacity: 0.45;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .buttons .play.busy {
      animation: none;
      outline: 3px dashed var(--ink-3);
      outline-offset: 2px;
    }
  }
  /* Three rings at the start, for those who wonder where to begin. */
  @media (prefers-reduced-motion: no-preference) {
    .buttons .play.fresh {
      animation: ring var(--slow) ease-out var(--breath) 3;
    }
    @keyframes ring {
      from {
        box-shadow: 0 0 0 0 color-mix(in srgb, var(--class-0) 55%, transparent);
      }
      to {
        box-shadow: 0 0 0 18px transparent;
      }
    }
  }
  .buttons .play:hover {
    background: var(--class-0);
    color: var(--on-ink);
  }
  .speed {
    justify-self: end;
    text-align: end;
    display: grid;
    /* Three lines as high as the play button beside them. */
    gap: 3px;
    line-height: 1;
    min-inline-size: 0;
  }
  .speed .rate {
    font-size: var(--text-note);
    color: var(--ink-3);
    white-space: nowrap;
  }
  /* They keep their places, above and below the list: nothing moves when training starts or stops. */
  .speed.still .rate {
    visibility: hidden;
  }
  .speed select {
    justify-self: end;
    font-size: var(--text-small);
  }
  /* Low enough to leave room above and below the three lines, where no finger has to find it. */
  @media (pointer: fine) {
    .speed select {
      min-block-size: 26px;
    }
  }
  .gauge {
    display: none;
  }
  /* In rem, so that large letters get their two rows too. */
  @container (max-width: 28rem) {
    .bar {
      grid-template-columns: 1fr auto;
      gap: var(--space-1) var(--space-3);
    }
    .buttons {
      grid-column: 1 / -1;
      grid-row: 1;
      justify-self: center;
    }
    .speed {
      grid-template: "first list" "second list" / 1fr auto;
      gap: 0 10px;
    }
    .speed select {
      grid-area: list;
      align-self: center;
    }
  }
  /* In a bar at the lower edge of a phone, and in a narrow frame. */
  :host([compact]) .bar {
    grid-template-columns: auto 1fr auto;
    gap: 0 var(--space-2);
  }
  :host([compact]) .buttons {
    grid-column: 2;
    grid-row: 1;
    gap: 0;
    justify-self: center;
  }
  :host([compact]) .buttons button {
    min-inline-size: 48px;
    font-size: var(--text-note);
    padding: 0 2px;
  }
  :host([compact]) .buttons .play {
    inline-size: 56px;
    block-size: 56px;
    margin-inline: var(--space-1);
  }
  :host([compact]) .counter .line {
    display: block;
    font-size: var(--text-tiny);
    text-align: center;
  }
  :host([compact]) .counter strong {
    display: block;
    font-size: var(--text-title);
  }
  :host([compact]) #step,
  :host([compact]) .speed .rate {
    display: none;
  }
  :host([compact]) .speed {
    position: relative;
    grid-template: none;
    inline-size: 48px;
    block-size: 48px;
    place-items: center;
    border-radius: var(--radius-control);
  }
  :host([compact]) .speed:focus-within {
    outline: 2px solid var(--focus);
  }
  /* The list opens at a touch; the gauge stands for it. */
  :host([compact]) .speed .gauge {
    display: grid;
    justify-items: center;
    font-size: var(--text-note);
    color: var(--ink-2);
  }
  :host([compact]) .speed select {
    position: absolute;
    /* Not that of the names above, which would be a strip between them. */
    grid-area: auto;
    place-self: stretch;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
  }
  @media (max-width: 359px) {
    :host([compact]) .bar {
      gap: 0 var(--space-1);
    }
    :host([compact]) .buttons button {
      min-inline-size: 40px;
    }
    :host([compact]) .buttons .play {
      margin-inline: 2px;
    }
  }
  /* In a frame so narrow that only the most needed has room. */
  @container (max-width: 16.5rem) {
    #one-step,
    #one-epoch {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .buttons .play {
      border: 2px solid ButtonText;
    }
  }
`;
