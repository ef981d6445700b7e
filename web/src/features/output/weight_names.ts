// SPDX-License-Identifier: Apache-2.0
/** What weights are called, by what lies at their two ends. */
import type { UnitPlace } from "../../app/attention.ts";
import { weightShape } from "../../charts/network_layout.ts";
import type { Source } from "../../charts/unit_sources.ts";
import type { Catalog, Description, Text } from "../../engine/api.ts";
import { inputNames } from "../../engine/network_inputs.ts";
import { formatOf } from "../../locales/format.ts";
import { Labels } from "../../locales/labels.ts";
import type { Language } from "../../locales/language.ts";
import { saidBy } from "../../locales/words.ts";
import { outputWords } from "./words.ts";

/** From what a unit looks at, or from nothing, which is its bias, to the unit. */
export interface WeightEnds {
  readonly source: Source | undefined;
  readonly to: UnitPlace;
}

type Network = Pick<Description, "experiment" | "summary">;

/** `to`: the unit that looks at it. */
export function sourceName(
  source: Source,
  to: UnitPlace,
  description: Network,
  language: Language,
): string {
  const own = outputWords(language);
  const number = (index: number) => formatOf(language).integer(index + 1);
  switch (source.kind) {
    case "input":
      return inputNames(description.summary)[source.input] ?? number(source.input);
    case "unit":
      return own.unitShort(number(source.place.unit));
    case "number":
      return own.inputShort(number(source.number));
    case "pixel": {
      const [channels = 1] = weightShape(description, to.layer) ?? [];
      const { channel, row, column } = source;
      return channels === 1
        ? own.pixel(number(row), number(column))
        : own.windowShort(number(channel), number(row), number(column));
    }
  }
}

/** "Weight x1 → Layer 1, unit 3: 0.42 → 1", for undo. */
export function saidWeight(
  { source, to }: WeightEnds,
  catalog: Catalog,
  description: Network,
  [before, after]: readonly [number, number],
): Text {
  return saidBy((language) => {
    const own = outputWords(language);
    const format = formatOf(language);
    const labels = new Labels(catalog, description.experiment, language);
    const unitName = (place: UnitPlace) => labels.unit(place);
    const values = [format.real(before), format.real(after)] as const;
    if (source === undefined) return own.biasChange(unitName(to), ...values);
    const from =
      source.kind === "unit"
        ? unitName(source.place)
        : sourceName(source, to, description, language);
    return own.weightChange(from, unitName(to), ...values);
  });
}
