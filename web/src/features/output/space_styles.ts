// SPDX-License-Identifier: Apache-2.0
/** The look of the space of a hidden layer. */
import { css } from "lit";

export const spaceStyles = css`
  .top {
    justify-content: space-between;
    color: var(--ink-2);
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
  }
`;
