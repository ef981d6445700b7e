// SPDX-License-Identifier: Apache-2.0
/** The look of the head of the page. */
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const topbarStyles = css`
  :host {
    display: flex;
    align-items: center;
    gap: var(--space-2) 14px;
    min-block-size: 48px;
  }
  /* One line: a tagline that has no room goes to the next, which is not seen, instead of being cut. */
  .brand {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    --line-height: calc(var(--text-title) * 1.7);
    gap: var(--line-height) 10px;
    block-size: var(--line-height);
    min-inline-size: 0;
    overflow: hidden;
  }
  .brand svg {
    flex: none;
  }
  h1 {
    margin: 0;
    font-size: var(--text-title);
    font-weight: 700;
    letter-spacing: -0.02em;
  }
  .tagline {
    color: var(--ink-2);
    white-space: nowrap;
  }
  nav {
    display: flex;
    gap: var(--space-1);
  }
  .place {
    white-space: nowrap;
    border-color: transparent;
    background: transparent;
    color: var(--ink-2);
  }
  a.place {
    display: inline-flex;
    align-items: center;
    min-block-size: 32px;
    padding-inline: var(--space-3);
    border-radius: var(--radius-control);
    text-decoration: none;
  }
  @media (max-width: 999px) {
    .place,
    a.place {
      padding-inline: 6px;
    }
  }
  a.place:hover {
    color: var(--ink);
    text-decoration: underline;
  }
  .tools {
    margin-inline-start: auto;
    display: flex;
    align-items: center;
    gap: var(--space-2);
  }
  .group {
    display: flex;
  }
  /* Language and theme have places of their own among the tools: together they would wrap where the head is full. */
  downhill-looks {
    display: contents;
  }
  #menu-list {
    inline-size: min(340px, calc(100vw - 16px));
  }
  #menu-list button.line {
    justify-content: flex-start;
    border-color: transparent;
    padding-inline: var(--space-2);
    margin-inline: -8px;
  }
  #menu-list downhill-trainer {
    border-block-start: 1px solid var(--line);
    padding-block-start: var(--space-2);
  }
  #menu-list a {
    color: var(--ink-2);
    min-block-size: 24px;
    align-content: center;
  }
  /* The menu of files has them too. */
  @media (max-width: 899px) {
    nav {
      display: none;
    }
  }
  @media ${TOUCH} {
    :host {
      gap: var(--space-2);
    }
    .tools {
      gap: 2px;
    }
    #menu-list a {
      min-block-size: var(--touch);
    }
  }
  /* No keyboard, no keys to tell of. */
  @media (hover: none) and (pointer: coarse) {
    #keys {
      display: none;
    }
  }
  @media (max-width: 479px), (max-height: 500px) {
    :host {
      min-block-size: 48px;
    }
    .brand svg {
      display: none;
    }
    h1 {
      font-size: var(--text-large);
    }
  }
  /* So narrow a head has two rows. */
  @media (max-width: 359px) {
    :host {
      flex-wrap: wrap;
    }
  }
`;
