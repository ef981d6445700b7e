// SPDX-License-Identifier: Apache-2.0
/** What a text points at: a ring that stays, and that spreads three times where motion is wanted. */
import { css } from "lit";

export const litStyles = css`
  .lit,
  .lit:focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 3px;
    border-radius: var(--radius-control);
  }
  .play.lit {
    border-radius: 50%;
  }
  @media (prefers-reduced-motion: no-preference) {
    .lit,
    .buttons .play.lit {
      animation: point var(--slow) ease-out 3;
    }
    @keyframes point {
      from {
        box-shadow: 0 0 0 0 color-mix(in srgb, var(--focus) 60%, transparent);
      }
      to {
        box-shadow: 0 0 0 16px transparent;
      }
    }
  }
`;
