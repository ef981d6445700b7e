// SPDX-License-Identifier: Apache-2.0
/** The settings in which trainings differ, and their values, as the visitor knows them. */
import { isObject } from "../documents/path.ts";
import { entryOf, type Variable } from "../documents/variable.ts";
import type { Catalog } from "../engine/api.ts";
import type { Language } from "../locales/language.ts";
import { pick, wordsOf } from "../locales/words.ts";

/** "Optimizer", "Adam · Beta 1", "Activation of the hidden layers". */
export function variableName({ path, field, within }: Variable, language: Language): string {
  const name = pick(field.label, language);
  if (path.startsWith("hidden.")) return wordsOf(language).study.ofHidden(name);
  return [...within.map((text) => pick(text, language)), name].join(" · ");
}

/** Of a component with its learning rate, where it has one that is given. */
export function valueName(
  catalog: Catalog,
  variable: Variable,
  value: unknown,
  language: Language,
): string {
  const entry = entryOf(catalog, variable, value);
  if (entry !== undefined) {
    const rate = isObject(value) ? value.learning_rate : undefined;
    const label = pick(entry.label, language);
    return rate === undefined ? label : `${label} ${rate}`;
  }
  const choice = variable.field.choices?.find(({ id }) => id === value);
  if (choice !== undefined) return pick(choice.label, language);
  return typeof value === "number" ? String(Number(value.toPrecision(4))) : String(value);
}
