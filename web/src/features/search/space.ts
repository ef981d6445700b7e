// SPDX-License-Identifier: Apache-2.0
/** The space of a search: settings that are drawn, each from a range or out of a list (src/studies/space.cpp). */
import { LAYERS } from "../../documents/edits.ts";
import { getAt, isObject, setAt } from "../../documents/path.ts";
import { keyOfLayers, type Variable, valueNow, withHidden } from "../../documents/variable.ts";
import type { Catalog, Experiment, ExperimentDocument, Field } from "../../engine/api.ts";

/** One setting. Of range and list both are kept, so that going there and back loses nothing. */
export interface Row {
  readonly path: string;
  readonly from: "range" | "list";
  /** As they were typed: the parser judges them. */
  readonly minimum: unknown;
  readonly maximum: unknown;
  readonly logarithmic: boolean;
  readonly values: readonly unknown[];
}

/** As they lie in the browser's storage; undefined where those are none. What the experiment no longer has is for whoever shows them. */
export function readRows(kept: unknown): readonly Row[] | undefined {
  return Array.isArray(kept) && kept.length > 0 && kept.every(isRow) ? kept : undefined;
}

const isRow = (one: unknown): one is Row =>
  isObject(one) &&
  typeof one.path === "string" &&
  (one.from === "range" || one.from === "list") &&
  "minimum" in one &&
  "maximum" in one &&
  typeof one.logarithmic === "boolean" &&
  Array.isArray(one.values);

/** At most, of a list that nobody has chosen. */
const USUAL_VALUES = 3;

/** Networks that a list may have, as any list (src/studies/space.cpp). */
export const MOST_NETWORKS = 100;

/** As many as the lists of the hidden layers make together, each value with each other. */
export const networksOf = (rows: readonly Row[]): number =>
  rows.reduce(
    (product, { path, values }) =>
      keyOfLayers(path) === undefined ? product : product * values.length,
    1,
  );

/** Only a number of its own place in the document has a range: layers are drawn as a whole. */
export const hasRange = ({ field, path }: Variable): boolean =>
  (field.type === "real" || field.type === "integer") && keyOfLayers(path) === undefined;

/** Everything that such a setting can be, where that can be listed. */
export function choicesOf({ field }: Variable, catalog: Catalog): readonly string[] | undefined {
  if (field.kind !== undefined) return catalog.kinds[field.kind].map(({ id }) => id);
  return field.choices?.map(({ id }) => id);
}

/** Around what it is now. */
export function usualRow(variable: Variable, experiment: Experiment, catalog: Catalog): Row {
  const { path, field } = variable;
  const now = valueNow(variable, experiment);
  const choices = choicesOf(variable, catalog);
  if (choices !== undefined) {
    const current = isObject(now) ? now.type : now;
    const others = choices.filter((id) => id !== current);
    const values = [current, ...others].slice(0, USUAL_VALUES);
    return { path, from: "list", minimum: null, maximum: null, logarithmic: false, values };
  }
  const middle = typeof now === "number" && now > 0 ? now : undefined;
  const [low, high] = usualRange(field, middle);
  const around = middle === undefined ? [0, low, high] : [middle / 2, middle, middle * 2];
  return {
    path,
    from: hasRange(variable) ? "range" : "list",
    minimum: low,
    maximum: high,
    logarithmic: middle === undefined || field.scale === "log",
    values: [...new Set(around.map((value) => allowed(field, value)))],
  };
}

function usualRange(field: Field, middle: number | undefined): readonly [number, number] {
  if (middle === undefined) return [allowed(field, 1e-5), allowed(field, 0.1)];
  const factor = field.scale !== "log" ? 2 : field.type === "real" ? 30 : 4;
  return [allowed(field, middle / factor), allowed(field, middle * factor)];
}

/** Rounded as one would type it, and within what the field allows. */
function allowed(field: Field, value: number): number {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
  const near = field.exclusive_maximum ? maximum - 0.01 * Math.abs(maximum) : maximum;
  const inside = Math.min(near, Math.max(minimum, value));
  if (field.type === "integer") return Math.round(inside);
  return Number(inside.toPrecision(field.scale === "log" ? 1 : 2));
}

/**
 * As the study takes it. What is said of the hidden layers becomes a list of whole networks, each value with each other; of too many no
 * more are made than it takes to be refused.
 */
export function spaceOf(
  rows: readonly Row[],
  all: readonly Variable[],
  experiment: Experiment,
): ExperimentDocument {
  const space: Record<string, unknown> = {};
  let hidden: readonly Readonly<Record<string, unknown>>[] = [{}];
  for (const row of rows) {
    const variable = all.find(({ path }) => path === row.path);
    if (variable === undefined) continue;
    const key = keyOfLayers(row.path);
    if (key !== undefined) {
      const values = row.values.slice(0, MOST_NETWORKS + 1);
      hidden = hidden
        .flatMap((fields) => values.map((value) => ({ ...fields, [key]: value })))
        .slice(0, MOST_NETWORKS + 1);
      space[LAYERS] = { values: hidden.map((fields) => withHidden(experiment, fields)) };
    } else if (row.from === "range") {
      const { minimum, maximum, logarithmic } = row;
      const whole = variable.field.type === "integer" ? { whole: true } : {};
      space[row.path] = { minimum, maximum, scale: logarithmic ? "log" : "linear", ...whole };
    } else space[row.path] = { values: row.values };
  }
  return space;
}

/** What makes a trial the experiment. Of a component that is drawn, its own numbers are put in after it. */
export function changeOfTrial(
  paths: readonly string[],
  values: readonly unknown[],
): ExperimentDocument {
  const drawn = paths.map((path, index) => ({ path, value: values[index] }));
  drawn.sort((one, other) => one.path.length - other.path.length);
  return drawn.reduce<ExperimentDocument>((change, { path, value }) => {
    const owner = path.slice(0, Math.max(0, path.lastIndexOf(".")));
    const type = owner === "" ? undefined : getAt(change, owner);
    const open = typeof type === "string" ? setAt(change, owner, { type }) : change;
    return setAt(open, path, value);
  }, {});
}
