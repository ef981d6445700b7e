// SPDX-License-Identifier: Apache-2.0
/**
 * How one edit becomes a new document. Edits start from the minimal document, so that what was derived before
 * (the loss from the data, the units of the output layer) is derived anew.
 */
import type { Entry, Experiment, ExperimentDocument } from "../engine/api.ts";
import { getAt, isObject, join, setAt, steps, unsetAt, within } from "./path.ts";

export const LAYERS = "model.layers";

/** A component as the forms hold it: which fields it has, they know from the catalog alone. */
export interface FormComponent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What was typed and refused may be no layer at all. */
export const hasUnits = <T>(layer: T): layer is T & { readonly units: unknown } =>
  isObject(layer) && "units" in layer;

/** The last layer with units. */
export const outputIndex = (layers: readonly unknown[]): number => layers.findLastIndex(hasUnits);

/** Layers whose output leaves its units out: its size follows from the data and the loss. */
function derivingOutput(document: ExperimentDocument, path: string): ExperimentDocument {
  const layers = getAt(document, LAYERS);
  if (!within(LAYERS, path) || !Array.isArray(layers)) return document;
  const output = outputIndex(layers);
  // Whoever gave the list may have left them out already.
  const derived = layers
    .slice(output + 1)
    .some((layer) => isObject(layer) && layer.type === "dense");
  return derived ? document : unsetAt(document, join(join(LAYERS, output), "units"));
}

/** The document with everything written out that an edit at `path` may stand on. */
export function ground(document: ExperimentDocument, experiment: Experiment, path: string) {
  if (within(LAYERS, path)) return setAt(document, LAYERS, experiment.model.layers);
  // A component that is as by default is absent, or without its type: name the type before a field of it is set.
  let result = document;
  let place = "";
  for (const step of steps(path).slice(0, -1)) {
    place = join(place, step);
    const type = join(place, "type");
    const known = getAt(experiment, type);
    if (typeof known === "string" && getAt(result, type) === undefined) {
      result = setAt(result, type, known);
    }
  }
  return result;
}

/** One field set. A fresh object: the old document stays as it is. */
export function withValue(
  document: ExperimentDocument,
  experiment: Experiment,
  path: string,
  value: unknown,
): ExperimentDocument {
  return derivingOutput(setAt(ground(document, experiment, path), path, value), path);
}

/** One field as by default. */
export function withDefault(
  document: ExperimentDocument,
  experiment: Experiment,
  path: string,
): ExperimentDocument {
  return derivingOutput(unsetAt(ground(document, experiment, path), path), path);
}

/** Another component at `path`; what belongs to the place and not to the old component (the split of the data) is kept. */
export function withComponent(
  document: ExperimentDocument,
  experiment: Experiment,
  choice: {
    readonly path: string;
    readonly old: Entry | undefined;
    readonly component: FormComponent;
  },
): ExperimentDocument {
  const { path, old, component } = choice;
  const base = ground(document, experiment, path);
  const before = getAt(base, path);
  const own = new Set(["type", ...(old?.fields.map((field) => field.id) ?? [])]);
  const kept = isObject(before)
    ? Object.fromEntries(Object.entries(before).filter(([key]) => !own.has(key)))
    : {};
  return derivingOutput(setAt(base, path, { ...kept, ...component }), path);
}

/**
 * A document that was refused elsewhere than at the edited place, with the refused part as by default, and which part that is;
 * undefined when there is nothing to take back. `own`: the keys of a component that was chosen there; beside them stands what was kept.
 */
export function withoutRefused(
  document: ExperimentDocument,
  edited: string,
  refused: string,
  own?: ReadonlySet<string>,
): { readonly document: ExperimentDocument; readonly path: string } | undefined {
  // An item of a list has no default: the list has.
  const place = refused.replace(/(\[\d+\])+$/, "");
  if (refused === "" || within(place, edited)) return undefined;
  const key = String(steps(place)[steps(edited).length]);
  if (within(edited, place) && own?.has(key) !== false) return undefined;
  if (getAt(document, place) !== undefined)
    return { document: unsetAt(document, place), path: place };
  const top = String(steps(refused)[0]);
  if (top === String(steps(edited)[0]) || getAt(document, top) === undefined) return undefined;
  return { document: unsetAt(document, top), path: top };
}
