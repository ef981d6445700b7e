// SPDX-License-Identifier: Apache-2.0
/** The settings in which trainings of one study may differ, read off the catalog; of the hidden layers, one value for all. */
import type { Catalog, Entry, Experiment, ExperimentDocument, Field, Text } from "../engine/api.ts";
import { LAYERS, outputIndex } from "./edits.ts";
import { getAt, isObject, join, setAt } from "./path.ts";

export interface Variable {
  /** In the document; `hidden.…` stands for a field of all hidden layers. */
  readonly path: string;
  readonly field: Field;
  /** The names of what it lies in. */
  readonly within: readonly Text[];
}

/** Trainings on other data or with another end are not of one question; another loss is another measure. */
const FIXED = new Set(["version", "seed", "arithmetic", "data", "model", "loss", "record", "stop"]);
const HIDDEN = "hidden";
const OF_LAYERS = ["units", "activation", "initializer"];
const SIMPLE: readonly Field["type"][] = ["real", "integer", "choice"];

export function variables(catalog: Catalog, experiment: Experiment): Variable[] {
  const found: Variable[] = [];
  const walk = (fields: readonly Field[], place: string, within: readonly Text[]): void => {
    for (const field of fields) {
      const path = join(place, field.id);
      const inside = [...within, field.label];
      if (SIMPLE.includes(field.type)) found.push({ path, field, within });
      if (field.type === "group") walk(field.fields ?? [], path, inside);
      if (field.type !== "component" || field.kind === undefined) continue;
      found.push({ path, field, within });
      const type = getAt(experiment, join(path, "type"));
      const entry = catalog.kinds[field.kind].find(({ id }) => id === type);
      // Of a component that is chosen its own numbers too.
      if (entry !== undefined) walk(entry.fields, path, [...within, entry.label]);
    }
  };
  walk(
    catalog.document.filter(({ id }) => !FIXED.has(id)),
    "",
    [],
  );
  const dense = catalog.kinds.layer.find(({ id }) => id === "dense");
  const hidden = hiddenLayers(experiment);
  for (const field of dense?.fields ?? []) {
    if (!OF_LAYERS.includes(field.id) || !hidden.some((layer) => field.id in layer)) continue;
    found.push({ path: join(HIDDEN, field.id), field, within: [] });
  }
  return found;
}

/** What it is now; of the hidden layers, as the first of them has it. */
export function valueNow({ path }: Variable, experiment: Experiment): unknown {
  const key = keyOfLayers(path);
  if (key === undefined) return getAt(experiment, path);
  return hiddenLayers(experiment).find((layer) => key in layer)?.[key];
}

/** What a document says that differs in this alone, as a merge patch. */
export function changeOf(
  { path }: Variable,
  experiment: Experiment,
  value: unknown,
): ExperimentDocument {
  const key = keyOfLayers(path);
  if (key === undefined) return setAt({}, path, value);
  return setAt({}, LAYERS, withHidden(experiment, { [key]: value }));
}

/** The layers, with these fields in all hidden layers that have them. */
export function withHidden(
  { model }: Experiment,
  fields: Readonly<Record<string, unknown>>,
): unknown[] {
  const layers = model.layers as readonly object[];
  const output = outputIndex(layers);
  return layers.map((layer, index) => {
    if (index === output) return withoutUnits(layer);
    if (index > output) return layer;
    const own = Object.entries(fields).filter(([key]) => key in layer);
    return { ...layer, ...Object.fromEntries(own) };
  });
}

/** The component that a value is, if it is one. */
export function entryOf(catalog: Catalog, { field }: Variable, value: unknown): Entry | undefined {
  if (field.kind === undefined) return undefined;
  const type = isObject(value) ? value.type : value;
  return catalog.kinds[field.kind].find(({ id }) => id === type);
}

/** Of a setting of the hidden layers: the field of each. */
export const keyOfLayers = (path: string): string | undefined =>
  path.startsWith(`${HIDDEN}.`) ? path.slice(HIDDEN.length + 1) : undefined;

function hiddenLayers({ model }: Experiment): Readonly<Record<string, unknown>>[] {
  const layers = model.layers as readonly object[];
  return layers.slice(0, Math.max(0, outputIndex(layers))) as Readonly<Record<string, unknown>>[];
}

/** The size of the output follows from data and loss. */
function withoutUnits(layer: object): object {
  const { units: _, ...rest } = layer as { readonly units?: unknown };
  return rest;
}
