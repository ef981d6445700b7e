// SPDX-License-Identifier: Apache-2.0
/** The decision map or the fitted curve as numbers at a few places. */
import { html, nothing } from "lit";
import type { Summary } from "../../engine/api.ts";
import type { Format } from "../../locales/format.ts";
import type { Words } from "../../locales/words.ts";
import type { RunStore } from "../../sessions/runs.ts";

/** Places along each axis. */
const PLACES = 7;

const between = (low: number, high: number, share: number): number => low + (high - low) * share;

/** What the outputs at one place mean: the class for several, the share or the value for one. */
function meaning(outputs: Float32Array, { task, class_names }: Summary, format: Format): string {
  if (task !== "classes") return format.real(outputs[0]);
  const best = outputs.indexOf(Math.max(...outputs));
  return class_names[best] ?? String(best);
}

export function predictionTable(runs: RunStore, words: Words, format: Format) {
  const { description, map, curve } = runs;
  const range = description?.summary.range;
  if (description === undefined || range === undefined) return nothing;
  const { summary } = description;
  const shares = Array.from({ length: PLACES }, (_, index) => index / (PLACES - 1));
  const [first = "x", second = "y"] = summary.feature_names;
  const columns = shares.map((share) => between(range.x_min, range.x_max, share));

  if (map !== undefined && summary.features === 2) {
    const at = (x: number, y: number) => {
      const pixel = Math.round(y * (map.height - 1)) * map.width + Math.round(x * (map.width - 1));
      const { outputs } = summary;
      return meaning(map.values.subarray(pixel * outputs, (pixel + 1) * outputs), summary, format);
    };
    return html`
      <table>
        <thead>
          <tr><th scope="col">${second} ＼ ${first}</th>${columns.map((x) => html`<th scope="col">${format.real(x)}</th>`)}</tr>
        </thead>
        <tbody>
          ${shares.map(
            (y) => html`
              <tr>
                <th scope="row">${format.real(between(range.y_max, range.y_min, y))}</th>
                ${shares.map((x) => html`<td>${at(x, y)}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
  if (curve === undefined) return nothing;
  const count = curve.length / summary.outputs;
  return html`
    <table>
      <thead><tr><th scope="col">${first}</th><th scope="col">${words.prediction}</th></tr></thead>
      <tbody>
        ${shares.map((share, index) => {
          const place = Math.round(share * (count - 1)) * summary.outputs;
          const outputs = curve.subarray(place, place + summary.outputs);
          return html`<tr><th scope="row">${format.real(columns[index])}</th><td>${meaning(outputs, summary, format)}</td></tr>`;
        })}
      </tbody>
    </table>
  `;
}
