// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const homeStyles = css`
  :host {
    min-block-size: 100dvh;
    padding-inline: var(--space-4);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-4);
    padding-block: var(--space-2);
  }
  header a {
    color: var(--ink-2);
    text-decoration: none;
  }
  header a:hover {
    text-decoration: underline;
  }
  header nav {
    display: flex;
    gap: var(--space-4);
  }
  .brand {
    color: var(--ink);
    font-size: var(--text-large);
    font-weight: 650;
  }
  downhill-looks {
    margin-inline-start: auto;
  }
  main {
    display: grid;
    gap: var(--space-4);
    max-inline-size: 64rem;
    margin-inline: auto;
    padding-block: var(--space-4) calc(2 * var(--space-4));
  }
  main > * {
    min-inline-size: 0;
  }
  h1 {
    margin: 0;
    font-size: var(--text-counter);
    line-height: 1.2;
  }
  h2 {
    font-size: var(--text-title);
  }
  .intro {
    max-inline-size: 44rem;
    font-size: var(--text-large);
    line-height: 1.6;
    color: var(--ink-2);
    text-wrap: pretty;
  }
  .list {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 290px), 1fr));
    gap: var(--space-2);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .list a {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: 2px var(--space-2);
    block-size: 100%;
    min-block-size: 64px;
    padding: var(--space-3) var(--space-4);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    color: inherit;
    text-decoration: none;
  }
  .list a:hover {
    border-color: var(--control-line);
  }
  .list + h2 {
    margin-block-start: var(--space-4);
  }
  .name {
    font-size: var(--text-number);
    font-weight: 600;
    line-height: 1.35;
    text-wrap: balance;
  }
  .badge {
    grid-column: 1 / 3;
    justify-self: start;
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
    padding: 0 var(--space-2);
    border-radius: var(--radius-pill);
    background: var(--note-surface);
    font-size: var(--text-small);
  }
  .badge.passed {
    background: var(--done-surface);
    font-weight: 600;
  }
  section {
    display: grid;
    gap: var(--space-2);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
  }
  .line input {
    flex: 1 1 220px;
  }
  .first {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
  }
  .box {
    display: grid;
    gap: var(--space-2);
    padding: var(--space-3) var(--space-4);
    border-radius: var(--radius);
    background: var(--note-surface);
    overflow-wrap: anywhere;
  }
  .broken {
    background: var(--danger-surface);
    border: 1px solid var(--danger);
  }
  @media ${TOUCH} {
    header a {
      min-block-size: var(--touch);
      align-content: center;
    }
  }
`;
