// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const filesStyles = css`
  #file-menu {
    border-radius: var(--radius-pill);
  }
  #file-list {
    inline-size: min(340px, calc(100vw - 16px));
    max-block-size: calc(100dvh - 80px);
    overflow-y: auto;
    gap: 0;
  }
  h2 {
    color: var(--ink-3);
    margin-block: var(--space-3) var(--space-1);
  }
  .line {
    justify-content: space-between;
    inline-size: calc(100% + 2 * var(--space-2));
    border-color: transparent;
    padding-inline: var(--space-2);
    margin-inline: calc(-1 * var(--space-2));
    text-align: start;
    color: var(--ink);
  }
  .line .quiet,
  .note {
    font-size: var(--text-note);
  }
  .told {
    font-size: var(--text-small);
    padding-block-end: var(--space-1);
    overflow-wrap: anywhere;
  }
  .failed {
    color: var(--danger);
  }
  #drop {
    inset: 0;
    inline-size: auto;
    block-size: auto;
    max-inline-size: none;
    margin: var(--space-3);
    border: 2px dashed var(--focus);
    background: var(--note-surface);
    color: var(--ink);
    opacity: 0.94;
    pointer-events: none;
    align-content: center;
    justify-items: center;
  }
  .large {
    font-size: var(--text-counter);
    font-weight: 650;
  }
  @media (max-width: 899px) {
    #file-menu {
      border-radius: 50%;
      inline-size: 32px;
      padding: 0;
    }
    #file-menu .name {
      display: none;
    }
  }
  @media ${TOUCH} {
    #file-menu {
      min-inline-size: var(--touch);
    }
  }
`;
