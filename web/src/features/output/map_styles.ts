// SPDX-License-Identifier: Apache-2.0
/** The look of the decision map, its axes, and the point that is marked. */
import { css } from "lit";

export const mapStyles = css`
  .frame {
    --gutter: 0px;
    position: relative;
    inline-size: min(100%, var(--picture-size, 100%));
    aspect-ratio: 1;
    margin-inline: auto;
  }
  .frame.axes {
    --gutter: 1.625rem;
  }
  .plot {
    position: absolute;
    inset-block: 0 var(--gutter);
    inset-inline: var(--gutter) 0;
    border-radius: var(--radius);
    overflow: hidden;
    background: var(--sunken);
    border: 1px solid var(--line);
  }
  .axes .plot {
    border-radius: var(--radius-small);
  }
  .ring {
    position: absolute;
    inset-inline-start: var(--x);
    inset-block-start: var(--y);
    inline-size: 18px;
    block-size: 18px;
    margin: -9px;
    border: 2.5px solid var(--ink);
    border-radius: 50%;
    outline: 2px solid var(--surface);
    pointer-events: none;
  }
  .across,
  .up {
    position: absolute;
    font-size: var(--text-tiny);
    line-height: 1;
    color: var(--ink-3);
    font-variant-numeric: tabular-nums;
  }
  .across {
    inset-block-end: 0;
    block-size: var(--gutter);
    inset-inline: var(--gutter) 0;
    overflow: hidden;
  }
  .up {
    inset-block: 0 var(--gutter);
    inset-inline-start: 0;
    inline-size: var(--gutter);
  }
  .across span,
  .up span,
  b {
    position: absolute;
    white-space: nowrap;
  }
  .across span {
    inset-inline-start: var(--x);
    inset-block-start: 5px;
    transform: translateX(-50%);
  }
  .up span {
    inset-block-start: var(--y);
    inset-inline-end: 5px;
    transform: translateY(-50%);
  }
  b {
    font-weight: 600;
    color: var(--ink-2);
    background: var(--paper);
  }
  .across b {
    inset-block-start: 5px;
    inset-inline-end: 0;
    padding-inline-start: var(--space-1);
  }
  .up b {
    inset-block-start: 0;
    inset-inline-end: 5px;
    padding-block-end: var(--space-1);
  }
  .up b.long {
    writing-mode: vertical-rl;
    transform: rotate(180deg);
    max-block-size: 60%;
    overflow: hidden;
    text-overflow: ellipsis;
  }
`;
