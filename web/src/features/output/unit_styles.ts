// SPDX-License-Identifier: Apache-2.0
/** The look of a unit: its picture, and beside it its weights, each as long as it is large. */
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const unitStyles = css`
  .frame {
    block-size: var(--picture-size, 360px);
    min-inline-size: 0;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr) minmax(104px, 34%);
    gap: var(--space-3);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    padding: var(--space-3);
  }
  .frame:is(.listed, .weightless) {
    grid-template-columns: minmax(0, 1fr);
  }
  .frame.listed {
    grid-template-rows: auto minmax(0, 1fr);
  }
  .picture {
    display: grid;
    grid-template-rows: minmax(0, 1fr) auto;
    justify-items: center;
    gap: var(--space-2);
  }
  .square {
    container-type: size;
    inline-size: 100%;
    display: grid;
    place-items: start center;
  }
  downhill-unit-picture {
    inline-size: min(100cqi, 100cqb);
  }
  .says {
    font-size: var(--text-note);
    line-height: 1.4;
    color: var(--ink-2);
  }
  .scroll {
    overflow: auto;
    scrollbar-width: thin;
  }
  h3 {
    font-size: var(--text-note);
    color: var(--ink-3);
  }
  table {
    inline-size: 100%;
    margin-block-end: var(--space-3);
    font-size: var(--text-small);
    border-collapse: separate;
    border-spacing: 0 2px;
  }
  th {
    font-weight: 400;
    text-align: start;
    overflow-wrap: anywhere;
  }
  td {
    position: relative;
    text-align: end;
    padding: 1px var(--space-1);
    inline-size: 7ch;
  }
  /* As wide as the weight is large. */
  td::before {
    content: "";
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    inline-size: calc(100% * var(--share));
    border-radius: var(--radius-line);
    background: var(--map-high);
    opacity: 0.28;
  }
  td.negative::before {
    background: var(--map-low);
  }
  td input[type="text"] {
    position: relative;
    inline-size: 100%;
    min-block-size: 24px;
    padding: 0 2px;
    border: 0;
    border-block-end: 1px dotted var(--control-line);
    border-radius: var(--radius-line);
    background: transparent;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  td input[aria-invalid="true"] {
    border-color: var(--danger);
    color: var(--danger);
  }
  td span {
    position: relative;
  }
  .listed td {
    inline-size: 45%;
  }
  th button.plain {
    min-inline-size: 0;
    min-block-size: 24px;
    font-size: inherit;
    color: inherit;
    text-decoration: underline dotted;
    text-underline-offset: 3px;
  }
  @media ${TOUCH} {
    .frame {
      grid-template-columns: minmax(0, 1fr) minmax(144px, 40%);
    }
    .frame:is(.listed, .weightless) {
      grid-template-columns: minmax(0, 1fr);
    }
    td {
      inline-size: 80px;
    }
    td input[type="text"] {
      min-block-size: var(--touch);
    }
    th button.plain {
      min-inline-size: var(--touch);
      min-block-size: var(--touch);
      justify-content: start;
    }
  }
`;
