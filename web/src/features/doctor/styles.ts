// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const doctorStyles = css`
  /* The line has its place at all times, so that nothing moves away under the pointer when it changes. */
  :host {
    display: grid;
    align-content: center;
  }
  /* Not the element itself, which would hold what is fixed to the window in some browsers. */
  .line {
    container-type: inline-size;
  }
  .box {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--space-1) var(--space-2);
    min-block-size: 90px;
    padding: 5px var(--space-2) 5px var(--space-3);
    border-radius: var(--radius);
    border: 1px solid transparent;
    line-height: 1.35;
  }
  .complaint {
    background: var(--note-surface);
    border-color: var(--line);
  }
  .finished {
    background: var(--done-surface);
    border-color: var(--line);
  }
  .diverged,
  .crashed {
    background: var(--danger-surface);
    border-color: var(--danger);
  }
  .says {
    text-wrap: pretty;
  }
  .remark {
    color: var(--ink-2);
    text-wrap: pretty;
  }
  .change {
    color: var(--ink);
    font-weight: 600;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-2);
    align-items: center;
  }
  .act {
    background: var(--ink);
    color: var(--on-ink);
    border-color: var(--ink);
    text-align: start;
  }
  .show {
    padding-inline: var(--space-2);
    color: var(--ink-2);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  #dismiss {
    align-self: start;
  }
  /* At the left: the handle of time is mostly at the right. */
  .flag {
    position: fixed;
    z-index: 4;
    /* The bar is a little lower than the room that it is given. */
    inset-block-end: calc(var(--below) - 10px);
    inset-inline-start: var(--space-3);
    max-inline-size: 68vw;
    background: var(--note-surface);
    box-shadow: var(--shadow-high);
    font-size: var(--text-small);
  }
  .flag.finished {
    background: var(--done-surface);
  }
  .flag.diverged {
    background: var(--danger-surface);
    border-color: var(--danger);
  }
  .flag span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .flag .mark {
    flex: none;
  }
  /* Beside the sentence where there is room; else below it. */
  @container (max-width: 619px) {
    .actions {
      grid-column: 1 / -1;
      grid-row: 2;
    }
  }
  @container (min-width: 620px) {
    .box {
      grid-template-columns: minmax(0, 1fr) auto auto;
      min-block-size: 50px;
    }
    .actions {
      flex-wrap: nowrap;
    }
  }
  @container (max-width: 419px) {
    .box {
      padding-inline: var(--space-2);
    }
  }
  @media ${TOUCH} {
    .act {
      padding-block: var(--space-1);
    }
  }
`;
