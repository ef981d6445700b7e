// SPDX-License-Identifier: Apache-2.0
/** The declaration of the field at a place of a document, such as `optimizer.learning_rate`. */
import type { Catalog, Field } from "../engine/api.ts";
import { getAt, join, steps } from "./path.ts";

/** Undefined where this document has no such field: of a component, and of a layer in a list, only what belongs to its type. */
export function fieldAt(catalog: Catalog, document: unknown, path: string): Field | undefined {
  let fields: readonly Field[] = catalog.document;
  let place = "";
  let found: Field | undefined;
  let list: Field | undefined;
  for (const step of steps(path)) {
    if (typeof step === "number") {
      // What stands in a list is no setting by itself; what it is made of is.
      list = found?.type === "list" ? found : undefined;
      if (list === undefined) return undefined;
      found = undefined;
    } else {
      list = undefined;
      found = fields.find(({ id }) => id === step);
      if (found === undefined) return undefined;
    }
    place = join(place, step);
    const own = found?.fields ?? [];
    // Data are what their dataset is: its fields stand among theirs.
    const kind = (found ?? list)?.kind ?? own.find(({ inline }) => inline)?.kind;
    const type = getAt(document, join(place, "type"));
    const entry =
      kind === undefined ? undefined : catalog.kinds[kind].find(({ id }) => id === type);
    fields = [...(entry?.fields ?? []), ...own];
  }
  return found;
}
