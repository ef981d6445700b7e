// SPDX-License-Identifier: Apache-2.0
/** A table of numbers beside a picture or formulas: small, to the right, a line between rows. What it stands for is its caption. */
import { css } from "lit";

export const numberTableStyles = css`
  table {
    inline-size: 100%;
    font-size: var(--text-small);
  }
  caption {
    text-align: start;
    color: var(--ink-3);
    padding-block-end: var(--space-1);
  }
  th,
  td {
    padding: var(--space-1) var(--space-2);
    text-align: end;
    font-weight: 400;
    white-space: nowrap;
  }
  th:first-child {
    text-align: start;
  }
  thead th {
    color: var(--ink-3);
    vertical-align: bottom;
  }
  tbody tr {
    border-block-start: 1px solid var(--line);
  }
`;
