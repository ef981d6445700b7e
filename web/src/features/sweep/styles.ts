// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const sweepStyles = css`
  .swept {
    display: grid;
    gap: var(--space-1);
  }
  .strip {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(120px, 1fr));
    gap: var(--space-3);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .strip li {
    display: grid;
    gap: var(--space-1);
    justify-items: start;
    min-inline-size: 0;
    font-size: var(--text-small);
  }
  .strip .picture {
    inline-size: 100%;
    border: 1px solid var(--line);
    border-radius: var(--radius-small);
    background: var(--surface);
  }
  .strip .best .picture {
    border: 2px solid var(--ink);
  }
  .picture path {
    fill: none;
    stroke-width: 2;
    stroke-linejoin: round;
    stroke: var(--curve-train);
  }
  .picture path.validation {
    stroke: var(--curve-validation);
    stroke-dasharray: 5 3;
  }
  .broke {
    color: var(--danger);
  }
`;
