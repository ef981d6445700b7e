// SPDX-License-Identifier: Apache-2.0
/** The picture of a surface with its key. */
import { css } from "lit";

export const contoursStyles = css`
  :host {
    container-type: inline-size;
  }
  #map {
    display: block;
    inline-size: 100%;
    touch-action: manipulation;
  }
  #map.picks {
    cursor: crosshair;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-2);
    min-block-size: 1.45em;
    padding-inline-start: 50px;
    font-size: var(--text-note);
    color: var(--ink-2);
  }
  #key {
    inline-size: 88px;
    block-size: 10px;
    border-radius: var(--radius-line);
    border: 1px solid var(--line);
    image-rendering: pixelated;
  }
  .under {
    margin-inline-start: auto;
  }
  .help {
    padding-inline-start: 50px;
    font-size: var(--text-note);
    color: var(--ink-2);
  }
`;
