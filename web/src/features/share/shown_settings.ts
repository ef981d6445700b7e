// SPDX-License-Identifier: Apache-2.0
/** The settings of an experiment that can be handed to a reader, each by itself: what the catalog declares of it, but for lists and tables. */
import { fieldAt } from "../../documents/field_at.ts";
import { getAt, join } from "../../documents/path.ts";
import type { Catalog, Experiment, Field } from "../../engine/api.ts";

const BY_ITSELF: ReadonlySet<string> = new Set([
  "real",
  "integer",
  "boolean",
  "choice",
  "choices",
  "component",
]);
/** Of the document, not of the experiment. */
const VERSION = "version";

/** Their places, in the order of the catalog. */
export function shownSettings(catalog: Catalog, experiment: Experiment): string[] {
  const below = (fields: readonly Field[], place: string): string[] =>
    fields.flatMap((field) => {
      const path = join(place, field.id);
      // The fields of a component within a group stand beside it.
      const holder = field.inline === true ? place : path;
      const type = getAt(experiment, join(holder, "type"));
      const entries = field.kind === undefined ? [] : catalog.kinds[field.kind];
      const inner = entries.find(({ id }) => id === type)?.fields ?? field.fields ?? [];
      return [...(BY_ITSELF.has(field.type) ? [path] : []), ...below(inner, holder)];
    });
  const declared = catalog.document.filter(({ id }) => id !== VERSION);
  return below(declared, "").filter((path) => fieldAt(catalog, experiment, path) !== undefined);
}
