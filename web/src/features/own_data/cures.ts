// SPDX-License-Identifier: Apache-2.0
/** What cures a table, as buttons: each with the wish that it makes of the one that was refused. */
import { ENCODINGS } from "../../data/csv/encoding.ts";
import { DELIMITERS } from "../../data/csv/records.ts";
import type { Cure } from "../../data/fault.ts";
import type { TableWish } from "../../data/own/plan.ts";
import { listed } from "../../data/shown.ts";
import type { en } from "./words.en.ts";

export interface CureButton {
  readonly label: string;
  readonly wish: TableWish;
}

export function cureButtons(cure: Cure, wish: TableWish, own: typeof en): CureButton[] {
  switch (cure.option) {
    case "missing":
      return (["drop", "mean"] as const).map((missing) => ({
        label: `${own.missing}: ${own.policies[missing]}`,
        wish: { ...wish, missing },
      }));
    case "missingWords": {
      const label = own.cures.missingWords(listed(cure.words));
      return [{ label, wish: { ...wish, missingWords: cure.words } }];
    }
    case "header":
    case "noHeader": {
      const header = cure.option === "header";
      const label = `${own.header}: ${header ? own.headers.yes : own.headers.no}`;
      return [{ label, wish: { ...wish, header } }];
    }
    case "delimiter":
      return DELIMITERS.map((delimiter) => ({
        label: `${own.delimiter}: ${own.delimiters[delimiter]}`,
        wish: { ...wish, delimiter },
      }));
    case "encoding": {
      const likely = cure.is === undefined ? undefined : ENCODINGS.find((one) => one === cure.is);
      const encodings = likely === undefined ? ENCODINGS.slice(1) : [likely];
      return encodings.map((encoding) => ({
        label: `${own.encoding}: ${encoding}`,
        wish: { ...wish, encoding },
      }));
    }
    case "decimalComma":
      return cure.is.map((decimalComma) => ({
        label: `${own.decimals}: ${decimalComma ? own.decimalMarks.comma : own.decimalMarks.point}`,
        wish: { ...wish, decimalComma },
      }));
    case "ignore": {
      const places = cure.columns.map(({ position }) => position);
      const label = own.cures.ignore(listed(cure.columns.map(({ name }) => name)));
      return [{ label, wish: { ...wish, ignore: [...new Set([...wish.ignore, ...places])] } }];
    }
    case "as": {
      const { position, name } = cure.column;
      const others = wish.as.filter(([place]) => place !== position);
      return cure.readings.map((reading) => ({
        label: own.cures.as(name, own.readings[reading]),
        wish: { ...wish, as: [...others, [position, reading]] },
      }));
    }
    // Here large tables are stored without being told.
    case "output":
      return [];
  }
}
