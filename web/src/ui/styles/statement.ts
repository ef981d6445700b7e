// SPDX-License-Identifier: Apache-2.0
/** What the Markdown of exercises looks like. */
import { css } from "lit";

export const statementStyles = css`
  .statement {
    font-size: var(--text-number);
    line-height: 1.55;
    overflow-wrap: anywhere;
  }
  .statement > :first-child {
    margin-block-start: 0;
  }
  .statement > :last-child {
    margin-block-end: 0;
  }
  .statement p,
  .statement ul,
  .statement ol {
    margin-block: 0 0.6em;
  }
  .statement :is(ul, ol) {
    padding-inline-start: 1.4em;
  }
  .statement a {
    color: var(--focus);
  }
  .statement .wide {
    overflow-x: auto;
  }
  .statement :is(th, td) {
    padding: 2px var(--space-2);
    border: 1px solid var(--line);
    text-align: start;
  }
  .statement pre {
    overflow-x: auto;
    padding: var(--space-2);
    background: var(--sunken);
    border-radius: var(--radius-small);
  }
`;
