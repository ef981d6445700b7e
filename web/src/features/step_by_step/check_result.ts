// SPDX-License-Identifier: Apache-2.0
/** What the gradient check has found. */
import { html, type TemplateResult } from "lit";
import type { CheckedGradient } from "../../app/gradient_check.ts";
import type { Format } from "../../locales/format.ts";
import type { Like } from "../../locales/words.ts";
import type { en } from "./words.en.ts";

export function renderCheck(
  { answer, working, step }: CheckedGradient,
  own: Like<typeof en>,
  { format, layerName }: { readonly format: Format; layerName(layer: number): string },
): TemplateResult {
  if (working) return html`<p class="checked" role="status">${own.checking}</p>`;
  if (answer === undefined)
    return html`<p class="checked trouble" role="status">${own.refused}</p>`;
  const { layers, largest_relative_difference, agrees } = answer;
  const checked = layers.reduce((sum, one) => sum + one.checked, 0);
  const worst = layers.find((one) => !one.agrees);
  const { checkColumns } = own;
  return html`
    <div class="checked" id="check">
      <p role="status" class=${agrees ? "" : "trouble"}>
        ${
          worst === undefined
            ? own.agrees(
                format.integer(checked),
                format.real(largest_relative_difference),
                format.integer(step),
              )
            : own.disagrees(layerName(worst.layer), format.real(worst.largest_relative_difference))
        }
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label=${own.checkTable}>
        <table>
          <thead>
            <tr>
              <th scope="col">${checkColumns.layer}</th>
              <th scope="col">${checkColumns.checked}</th>
              <th scope="col">${checkColumns.difference}</th>
              <th scope="col" class="verdict">${checkColumns.verdict}</th>
            </tr>
          </thead>
          <tbody>
            ${layers.map(
              (one) => html`
                <tr>
                  <th scope="row">${layerName(one.layer)}</th>
                  <td>${format.integer(one.checked)}</td>
                  <td>${format.real(one.largest_relative_difference)}</td>
                  <td class="verdict">${own.verdicts[one.verdict]}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    </div>
  `;
}
