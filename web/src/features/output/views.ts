// SPDX-License-Identifier: Apache-2.0
/** The pictures that there are of what was learned. */
import { spaceLayers } from "../../charts/warped.ts";
import { VIEW } from "../../documents/view_keys.ts";
import type { Summary } from "../../engine/api.ts";
import { formOf } from "./pad_drawing.ts";

export const VIEWS = VIEW.output.value.values;
export type View = (typeof VIEWS)[number];

export const isView = (text: string | undefined): text is View =>
  (VIEWS as readonly (string | undefined)[]).includes(text);

/** Those of an experiment, the best one first. */
export function viewsOf(summary: Summary): View[] {
  const { features, task } = summary;
  const views: View[] = [];
  if (features === 2) views.push("map");
  if (features === 1) views.push("curve");
  views.push(task === "regression" ? "fit" : "confusion");
  if (spaceLayers(summary).length > 0) views.push("space");
  if (formOf(summary) !== undefined) views.push("draw");
  return views;
}
