// SPDX-License-Identifier: Apache-2.0
/** A chart's curves as a short table, for those who do not see the chart. */
import { html } from "lit";
import type { Words } from "../../locales/words.ts";
import type { CurveName, RunHistory } from "../../sessions/history.ts";

/** Enough to read the course of a curve aloud; the ends are always there. */
const MAXIMUM_ROWS = 12;

export function spread(count: number, rows = MAXIMUM_ROWS): number[] {
  if (count <= rows) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: rows }, (_, index) => Math.round((index * (count - 1)) / (rows - 1)));
}

export function historyTable(
  history: RunHistory,
  [train, validation]: readonly [CurveName, CurveName],
  training: string,
  words: Words,
  write: (value: number) => string,
) {
  const curve = history.curves[train];
  const other = history.curves[validation];
  return html`
    <table>
      <thead>
        <tr>
          <th scope="col">${words.unit[history.unit]}</th>
          <th scope="col">${training}</th>
          <th scope="col">${words.validation}</th>
        </tr>
      </thead>
      <tbody>
        ${spread(curve.count).map(
          (at) => html`
            <tr>
              <th scope="row">${Math.round(curve.x[at] ?? 0)}</th>
              <td>${write(curve.mean[at] ?? Number.NaN)}</td>
              <td>${write(other.mean[at] ?? Number.NaN)}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}
