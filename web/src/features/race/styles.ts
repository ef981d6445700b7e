// SPDX-License-Identifier: Apache-2.0
import { css } from "lit";

export const raceStyles = css`
  .differ {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-1);
    color: var(--ink-2);
  }
  .contestants {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-1);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .contestants li {
    display: flex;
    align-items: center;
    gap: var(--space-1);
  }
  .contestants .swatch {
    flex: none;
  }
  .contestants select {
    flex: 1 1 0;
  }
  .contestants input {
    inline-size: 76px;
    flex: 0 1 auto;
    text-align: end;
  }
  .contestants select + input {
    flex: none;
  }
  #add {
    justify-self: start;
  }
  #mark {
    inline-size: 96px;
    text-align: end;
  }
`;
