// SPDX-License-Identifier: Apache-2.0
/** How a list stands in a link: nobody guesses the quotation marks. */
import type { Catalog, ExperimentDocument, Field, Text } from "../engine/api.ts";
import { fieldAt } from "./field_at.ts";
import { getAt } from "./path.ts";
import type { Refusal } from "./refusal.ts";

/** A list that was refused for what is no list, with one as the address holds it. */
export function withListExample(
  refusal: Refusal,
  catalog: Catalog,
  document: ExperimentDocument,
): Refusal {
  const { path, message } = refusal;
  // A link holds a list of layers as a whole, and nothing of one of them.
  const field = path.includes("[") ? undefined : fieldAt(catalog, document, path);
  const example = field && !Array.isArray(getAt(document, path)) ? exampleOf(field) : undefined;
  if (example === undefined) return refusal;
  const written = `${path}=${JSON.stringify(example)}`;
  const say: Text = { en: ` In a link: ${written}`, zh: `在链接中写成：${written}` };
  return { path, message: { en: message.en + say.en, zh: message.zh + say.zh } };
}

function exampleOf({ type, kind, choices = [], default: usual }: Field): unknown {
  const some = Array.isArray(usual) && usual.length > 0 ? usual : undefined;
  switch (type) {
    case "list":
      return kind === "layer" ? [{ type: "dense", units: 8 }, { type: "dense" }] : some;
    case "choices":
      return choices.slice(0, 2).map(({ id }) => id);
    case "integers":
      return some ?? [10, 20];
    case "texts":
    case "rows":
      return some;
    default:
      return undefined;
  }
}
