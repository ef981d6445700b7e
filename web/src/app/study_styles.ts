// SPDX-License-Identifier: Apache-2.0
/** Where things stand in the panel of a study: settings beside the answer, or above it where there is no room. */
import { css } from "lit";

export const studyStyles = css`
  :host {
    container-type: inline-size;
  }
  .study {
    display: grid;
    gap: var(--space-3) calc(2 * var(--space-4));
  }
  .settings {
    display: grid;
    align-content: start;
    gap: var(--space-2);
    min-inline-size: 0;
    /* A rate of 0.000001 is read whole. */
    --field-size: 92px;
  }
  /* Where there is no room for both the answer takes the place of the settings. */
  .fold {
    margin-inline-start: auto;
  }
  .asked .cost {
    order: 1;
    flex-basis: 100%;
  }
  .asked:not(.unfolded) .settings {
    display: none;
  }
  .answer {
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
    min-inline-size: 0;
  }
  .bar {
    /* Of the panel's name, which stays above it. */
    scroll-margin-block-start: var(--touch);
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
  }
  button.main {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--on-ink);
    font-weight: 600;
  }
  progress {
    flex: 0 1 180px;
    block-size: 8px;
    accent-color: var(--ink);
  }
  .empty {
    color: var(--ink-2);
    max-inline-size: 62ch;
    padding-block: var(--space-3);
  }
  .message {
    min-block-size: 1.45em;
    max-inline-size: 90ch;
  }
  .trouble {
    color: var(--danger);
    background: var(--danger-surface);
    border-radius: var(--radius-small);
    padding: var(--space-2) var(--space-3);
    max-inline-size: 90ch;
  }
  .note {
    color: var(--ink-2);
    font-size: var(--text-small);
  }
  .study > *,
  .settings > * {
    min-inline-size: 0;
  }
  .found {
    display: grid;
    align-items: start;
    gap: var(--space-3) var(--space-4);
    min-inline-size: 0;
  }
  .found > * {
    min-inline-size: 0;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    color: var(--ink-2);
  }
  .tools label {
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
    min-inline-size: 0;
  }
  .tools button[aria-pressed="true"] {
    background: var(--sunken);
    border-color: var(--control-line);
    font-weight: 600;
  }
  .plotted {
    display: flex;
    flex-direction: column;
    gap: var(--space-1);
    min-block-size: 230px;
  }
  downhill-plot {
    flex: 1 1 0;
  }
  @container (min-width: 700px) {
    .study {
      grid-template: "settings bar" auto "settings answer" 1fr / minmax(220px, 280px) minmax(0, 1fr);
    }
    .settings {
      grid-area: settings;
    }
    .bar {
      grid-area: bar;
    }
    .answer {
      grid-area: answer;
    }
    .asked .cost {
      order: 0;
      flex-basis: auto;
    }
    .study .fold {
      display: none;
    }
    .study.asked .settings {
      display: grid;
    }
  }
  @container (min-width: 1000px) {
    .found {
      grid-template-columns: minmax(300px, 1fr) minmax(0, max-content);
    }
  }
  @media (forced-colors: active) {
    .tools button[aria-pressed="true"] {
      outline: 2px solid Highlight;
    }
  }
`;
