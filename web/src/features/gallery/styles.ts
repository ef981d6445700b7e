// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const galleryStyles = css`
  section {
    margin-block-start: var(--space-4);
  }
  h3 {
    margin-block-end: var(--space-2);
    color: var(--ink-2);
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr));
    gap: var(--space-3);
  }
  .card {
    display: grid;
    grid-template-rows: auto auto 1fr;
    justify-content: stretch;
    justify-items: stretch;
    align-items: start;
    gap: var(--space-1);
    padding: var(--space-2);
    text-align: start;
    line-height: 1.4;
    font-size: var(--text);
  }
  .card strong {
    font-weight: 650;
    margin-block-start: var(--space-1);
  }
  .card downhill-stamp {
    overflow: hidden;
    border-radius: var(--radius-small);
  }
  .story {
    font-size: var(--text-small);
    color: var(--ink-2);
  }
  /* A phone shows more of them with the picture at the side. */
  @media (max-width: 479px) {
    .card {
      grid-template-columns: 112px 1fr;
      grid-template-rows: auto 1fr;
      column-gap: var(--space-3);
    }
    .card downhill-stamp {
      --stamp-shape: 1;
      grid-row: 1 / 3;
    }
  }
`;
