// SPDX-License-Identifier: Apache-2.0
/** Move by move: where each led, and beside it the optimizer's, once it has walked. */
import { html, type TemplateResult } from "lit";
import type { Measured } from "../../app/loss_of_two.ts";
import type { Format } from "../../locales/format.ts";
import { foundTable } from "../../ui/found_table.ts";
import type { en } from "./words.en.ts";

export interface Walked {
  readonly way: readonly Measured[];
  readonly descent: readonly Measured[] | undefined;
  /** By its name. */
  readonly optimizer: string;
  /** Of the two parameters; the second is empty where there is one. */
  readonly symbols: readonly [string, string];
}

/** The height of a place, which may be no number. */
export const lossOf = ({ loss }: Measured, own: typeof en, format: Format): string =>
  loss === null ? own.noLoss : format.real(loss);

export function movesTable(
  { way, descent, optimizer, symbols }: Walked,
  own: typeof en,
  format: Format,
): TemplateResult {
  const shown = symbols.filter((symbol) => symbol !== "");
  const cells = (place: Measured | undefined) =>
    place === undefined
      ? [...shown, ""].map(() => "–")
      : [
          ...[place.x, place.y].slice(0, shown.length).map((one) => format.real(one)),
          lossOf(place, own, format),
        ];
  const rows = way.map((place, move) => ({
    cells: [
      format.integer(move),
      ...cells(place),
      ...(descent === undefined ? [] : cells(descent[move])),
    ],
  }));
  const { columns } = own;
  const names = [...shown, columns.loss];
  const head =
    descent === undefined
      ? [columns.move, ...names]
      : [
          columns.move,
          ...names.map((name) => own.yoursOf(name)),
          ...names.map((name) => own.itsOf(optimizer, name)),
        ];
  return html`${foundTable(own.table, head, rows)}`;
}
