// SPDX-License-Identifier: Apache-2.0
/** The declaration of the field at a place of a document, such as `optimizer.learning_rate`. */
import type { Catalog, Experiment, Field } from "../engine/api.ts";
import { getAt, join, steps } from "./path.ts";

/** Undefined where this experiment has no such field: of a component only what belongs to its type. */
export function fieldAt(catalog: Catalog, experiment: Experiment, path: string): Field | undefined {
  let fields: readonly Field[] = catalog.document;
  let place = "";
  let found: Field | undefined;
  for (const step of steps(path)) {
    // What stands in a list is no setting by itself.
    if (typeof step === "number") return undefined;
    found = fields.find(({ id }) => id === step);
    if (found === undefined) return undefined;
    place = join(place, step);
    const { kind } = found;
    const type = getAt(experiment, join(place, "type"));
    const entry =
      kind === undefined ? undefined : catalog.kinds[kind].find(({ id }) => id === type);
    fields = entry?.fields ?? found.fields ?? [];
  }
  return found;
}
