// SPDX-License-Identifier: Apache-2.0
/** A table of what was found, with what can be done with each row at its end. */
import { css, html, nothing, type TemplateResult } from "lit";
import { colourToken, dashOf } from "../charts/identity.ts";

export interface FoundRow {
  /** The first is what the row is about. */
  readonly cells: readonly (string | TemplateResult)[];
  /** Marked as the best. */
  readonly best?: boolean;
  readonly action?: TemplateResult | typeof nothing;
}

/** Columns that tell a name stand at the start, those with numbers at the end. */
export function foundTable(
  caption: string,
  columns: readonly string[],
  rows: readonly FoundRow[],
): TemplateResult {
  return html`
    <div class="found-table" tabindex="0" role="region" aria-label=${caption}>
      <table>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
            ${rows.some(({ action }) => action !== undefined) ? html`<td class="action"></td>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ cells: [first, ...rest], best = false, action }) => html`
              <tr class=${best ? "best" : ""}>
                <th scope="row">${first}</th>
                ${rest.map((cell) => html`<td>${cell}</td>`)}
                ${action === undefined ? nothing : html`<td class="action">${action}</td>`}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** The line that a curve is drawn with. */
export const swatch = (index: number): TemplateResult => html`
  <svg class="swatch" width="26" height="6" aria-hidden="true">
    <line
      x1="0" y1="3" x2="26" y2="3" stroke-width="2.5"
      stroke="var(${colourToken(index)})"
      stroke-dasharray=${dashOf(index).join(" ") || "none"}
    ></line>
  </svg>
`;

export const foundTableStyles = css`
  .found-table {
    overflow: auto;
    min-inline-size: 0;
    max-block-size: 320px;
  }
  .found-table table {
    inline-size: 100%;
    font-size: var(--text-small);
  }
  .found-table th,
  .found-table td {
    padding: 3px var(--space-2);
    text-align: end;
    font-weight: 400;
    white-space: nowrap;
  }
  .found-table small {
    display: block;
    font-size: var(--text-tiny);
    font-weight: 400;
    color: var(--ink-3);
  }
  .found-table tbody tr {
    border-block-start: 1px solid var(--line);
  }
  .found-table th:first-child {
    text-align: start;
  }
  .found-table thead th {
    white-space: normal;
    max-inline-size: 16ch;
    vertical-align: bottom;
    color: var(--ink-3);
    position: sticky;
    inset-block-start: 0;
    background: var(--surface);
  }
  .found-table .best th,
  .found-table .best td {
    font-weight: 650;
    background: var(--done-surface);
  }
  .found-table tbody th {
    white-space: normal;
    min-inline-size: 9ch;
  }
  .found-table .named,
  .found-table .action span {
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
  }
  /* What can be done with a row is in sight, however wide the table is; where there is little room, its number is. */
  @container (min-width: 400px) {
    .found-table .action {
      position: sticky;
      inset-inline-end: 0;
      background: var(--surface);
    }
    .found-table .best .action {
      background: var(--done-surface);
    }
  }
  .swatch {
    flex: none;
    display: inline-block;
    vertical-align: middle;
    margin-inline-end: var(--space-1);
  }
`;
