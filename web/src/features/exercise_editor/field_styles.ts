// SPDX-License-Identifier: Apache-2.0
/** What fields and their notes look like in all parts of the editor. */
import { css } from "lit";
import { TOUCH } from "../../ui/styles/media.ts";

export const fieldStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-1);
    align-content: start;
  }
  label,
  legend {
    color: var(--ink-2);
    font-size: var(--text-small);
  }
  fieldset {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-1);
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
  }
  .flag {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: 32px;
  }
  input[type="text"],
  select,
  textarea {
    inline-size: 100%;
  }
  textarea {
    border: 1px solid var(--control-line);
    border-radius: var(--radius-control);
    background: var(--surface);
    padding: var(--space-1) var(--space-2);
    resize: vertical;
    field-sizing: content;
    max-block-size: 320px;
  }
  [aria-invalid="true"] {
    border-color: var(--danger);
  }
  ::placeholder {
    color: var(--ink-3);
    opacity: 1;
  }
  .help,
  .missing,
  .fault {
    font-size: var(--text-note);
    color: var(--ink-3);
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .fault {
    color: var(--danger);
  }
  @media ${TOUCH} {
    textarea,
    .flag {
      min-block-size: var(--touch);
      font-size: var(--text-large);
    }
  }
`;
