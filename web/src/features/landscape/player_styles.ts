// SPDX-License-Identifier: Apache-2.0
/** The slider along a path. */
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const playerStyles = css`
  .player {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-2);
  }
  .player input {
    flex: 1 1 120px;
    min-inline-size: 0;
    block-size: 32px;
    accent-color: var(--ink);
  }
  .player svg {
    inline-size: 18px;
    block-size: 18px;
  }
  .player output {
    flex: 1 0 100%;
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  @media ${TOUCH} {
    .player input {
      block-size: var(--touch);
    }
  }
`;
