// SPDX-License-Identifier: Apache-2.0
/** The editor beside what came of it, or above it where there is no room. */
import { css } from "lit";

export const writeStyles = css`
  :host {
    container-type: inline-size;
  }
  .write {
    display: grid;
    gap: var(--space-3) calc(2 * var(--space-4));
  }
  .write > * {
    display: grid;
    gap: var(--space-2);
    align-content: start;
    min-inline-size: 0;
  }
  .bar,
  label {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
    min-inline-size: 0;
  }
  button.main {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
    font-weight: 600;
  }
  .settings {
    display: grid;
    gap: var(--space-2);
    --field-size: 92px;
  }
  .note {
    color: var(--ink-2);
    font-size: var(--text-small);
    max-inline-size: 80ch;
  }
  .message,
  .trouble {
    border-radius: var(--radius-small);
    padding: var(--space-2) var(--space-3);
    max-inline-size: 90ch;
    background: var(--note-surface);
  }
  .message.done {
    background: var(--done-surface);
  }
  .trouble {
    color: var(--danger);
    background: var(--danger-surface);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-4);
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: var(--text-small);
  }
  .legend li {
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
  }
  .pictures {
    display: grid;
    gap: var(--space-3);
    min-inline-size: 0;
  }
  .plotted {
    display: flex;
    flex-direction: column;
    min-block-size: 230px;
    min-inline-size: 0;
  }
  pre {
    margin: 0;
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-small);
    background: var(--sunken);
    font-size: var(--text-small);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  details > * + * {
    margin-block-start: var(--space-2);
  }
  @container (min-width: 760px) {
    .write {
      grid-template: "code answer" auto "more answer" 1fr / minmax(330px, 1fr) minmax(0, 1.3fr);
    }
    .code {
      grid-area: code;
    }
    .answer {
      grid-area: answer;
    }
    .more {
      grid-area: more;
    }
  }
  @container (min-width: 1080px) {
    .pictures {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
`;
