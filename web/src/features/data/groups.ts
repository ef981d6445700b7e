// SPDX-License-Identifier: Apache-2.0
/** The datasets in groups for the eye. What the catalog declares of one decides where it stands: a new generator needs no line here. */
import type { Entry } from "../../engine/api.ts";

/** In the order of the page. */
export const GROUPS = ["two_classes", "several", "numbers", "pictures", "tables"] as const;
/** `more`: synthetic data of any width, for those who look for them. `yours`: what somebody brings. */
export type Group = (typeof GROUPS)[number] | "more" | "yours";

const FLAT_FEATURES = 2;
/** Tables of the site whose samples are pictures: their entries tell how many features there are, not in which rows. */
const PICTURES: ReadonlySet<string> = new Set(["digits", "mnist"]);
export const isPictures = (id: string): boolean => PICTURES.has(id);

/** Whether samples of it can be drawn on the plane. */
export const isFlat = ({ features }: Entry): boolean =>
  typeof features === "number" && features <= FLAT_FEATURES;

const hasField = ({ fields }: Entry, holds: (field: Entry["fields"][number]) => boolean): boolean =>
  fields.some(holds);

export function groupOf(entry: Entry): Group {
  // Numbers and names that stand in a document were brought by somebody.
  if (hasField(entry, ({ type }) => type === "rows" || type === "packed" || type === "text")) {
    return "yours";
  }
  if (isPictures(entry.id)) return "pictures";
  if (!isFlat(entry)) return entry.fields.length === 0 ? "tables" : "more";
  if (entry.task === "regression") return "numbers";
  return hasField(entry, ({ id }) => id === "classes") ? "several" : "two_classes";
}

/** What is chosen with a dataset: the numbers that a real table asks for are of any size, so they are scaled, as its features are. */
export const chosenWith = (entry: Entry) => ({
  type: entry.id,
  standardize_target: groupOf(entry) === "tables" && entry.task === "regression",
});
