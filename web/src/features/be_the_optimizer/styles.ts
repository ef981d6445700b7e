// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const gameStyles = css`
  :host {
    container-type: inline-size;
  }
  .all,
  .pictured,
  .beside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    color: var(--ink-2);
  }
  .tools label,
  .aim label {
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
  }
  .tools input {
    inline-size: 18px;
    block-size: 18px;
    accent-color: var(--ink);
  }
  .tools button {
    margin-inline-start: auto;
  }
  .note {
    color: var(--ink-2);
    font-size: var(--text-small);
    text-wrap: pretty;
    max-inline-size: 80ch;
  }
  .beside {
    align-content: start;
    justify-items: start;
    max-inline-size: 60ch;
  }
  .beside > details,
  .beside > ul {
    justify-self: stretch;
  }
  .told {
    font-weight: 600;
    font-size: var(--text-large);
    min-block-size: 1.45em;
  }
  .aim {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
  }
  .aim i {
    font-family: math;
  }
  .aim input {
    inline-size: 8ch;
  }
  .aim button {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
  }
  .fault {
    color: var(--danger);
    font-size: var(--text-small);
  }
  .score {
    display: grid;
    gap: var(--space-1);
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-small);
    background: var(--note-surface);
  }
  .score strong {
    font-weight: 650;
  }
  .paths {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-3);
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  @container (min-width: 760px) {
    .pictured {
      grid-template-columns: minmax(320px, 480px) minmax(240px, 1fr);
      column-gap: var(--space-4);
    }
  }
  @media ${TOUCH} {
    .tools label {
      min-block-size: var(--touch);
    }
  }
`;
