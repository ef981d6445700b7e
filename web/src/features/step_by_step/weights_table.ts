// SPDX-License-Identifier: Apache-2.0
/** Every incoming weight of the unit: the numbers behind the formulas, cell by cell bound to their symbols. */
import { html, nothing, type TemplateResult } from "lit";
import type { Description } from "../../engine/api.ts";
import type { Format } from "../../locales/format.ts";
import { formulaIn, type NotationId } from "../../locales/notation.ts";
import type { Like } from "../../locales/words.ts";
import type { Incoming, Microscope } from "./microscope.ts";
import { type Remembered, remembered } from "./optimizer_formulas.ts";
import type { en } from "./words.en.ts";

/** More are not read one by one. */
const MOST_ROWS = 64;

export interface TableHost {
  readonly own: Like<typeof en>;
  readonly format: Format;
  readonly notation: NotationId;
  readonly lit: string | undefined;
  /** The incoming weight that the formulas follow. */
  readonly chosen: number;
  readonly optimizer: Description["experiment"]["optimizer"];
  /** Where the input comes from. */
  nameOf(input: number): string;
  choose(input: number): void;
  point(key: string | undefined): void;
}

/** The rows that are shown, by their number: all, or those where the most is going on. */
export function shownRows({ incoming }: Microscope): number[] {
  const all = incoming.map((_, index) => index);
  if (all.length <= MOST_ROWS) return all;
  const size = (index: number) => Math.abs(incoming[index]?.gradient ?? 0);
  return all.sort((a, b) => size(b) - size(a)).slice(0, MOST_ROWS);
}

export function renderWeights(host: TableHost, scope: Microscope): TemplateResult {
  const { own, format, point } = host;
  const { columns } = own;
  const rows = shownRows(scope);
  const { length } = scope.incoming;
  const over = ({ target }: Event) => {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-key]") : null;
    point(cell?.dataset.key);
  };
  const heads = [
    [columns.input, "x"],
    [columns.weight, "w"],
    [columns.product, "w·x"],
    [columns.sample, "∂L/∂w"],
    [columns.batch, "g"],
    ...rememberedOf(host, scope).map(({ name }) => [columns.memory, name]),
    [columns.update, "Δw"],
    [columns.after, "w + Δw"],
  ];
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${own.table}>
      <table @pointerover=${over} @pointerleave=${() => point(undefined)}>
        <caption>${own.table}${rows.length < length ? html`. ${own.liveliest(format.integer(rows.length), format.integer(length))}` : nothing}</caption>
        <thead>
          <tr>
            <th scope="col">${columns.from}</th>
            ${heads.map(([head, symbol]) => html`<th scope="col">${head}<small>${formulaIn(host.notation, symbol ?? "")}</small></th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map((index) => {
            const one = scope.incoming[index];
            return one === undefined ? nothing : renderRow(host, scope, one, index);
          })}
          ${scope.bias === undefined ? nothing : renderRow(host, scope, scope.bias, undefined)}
        </tbody>
      </table>
    </div>
  `;
}

const rememberedOf = ({ optimizer }: TableHost, { incoming }: Microscope): Remembered[] =>
  remembered(incoming[0]?.buffers ?? {}, optimizer);

function renderRow(
  host: TableHost,
  scope: Microscope,
  one: Incoming,
  index: number | undefined,
): TemplateResult {
  const { own, format, lit, chosen, point } = host;
  const key = (letter: string) => (index === undefined ? `${letter}b` : `${letter}${index}`);
  const cell = (name: string, value: number) => html`
    <td class=${name === lit ? "lit" : ""} data-key=${name}>${value === 0 ? "0" : format.real(value)}</td>
  `;
  const name = index === undefined ? own.bias : host.nameOf(index);
  return html`
    <tr class=${index === chosen ? "chosen" : ""}>
      <th scope="row">
        ${
          index === undefined
            ? name
            : html`<button
                class="plain"
                aria-pressed=${index === chosen}
                title=${own.choose(name)}
                @focus=${() => point(`w${index}`)}
                @blur=${() => point(undefined)}
                @click=${() => host.choose(index)}
              >
                ${name}
              </button>`
        }
      </th>
      ${cell(key("x"), one.input)}
      ${cell(index === undefined ? "b" : key("w"), one.weight)}
      ${cell(key("p"), one.input * one.weight)}
      ${cell(key("g"), one.sampleGradient)}
      ${cell(key("G"), one.batchGradient)}
      ${rememberedOf(host, scope).map(({ name, key: keyOf }) =>
        cell(keyOf(index ?? "b"), one.buffers[name]?.after ?? Number.NaN),
      )}
      ${cell(key("u"), one.update)}
      ${cell(key("n"), one.after)}
    </tr>
  `;
}
