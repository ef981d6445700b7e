// SPDX-License-Identifier: Apache-2.0
/**
 * How one edit becomes a new document. Edits start from the minimal document, so that what was derived before
 * (the loss from the data, the units of the output layer) is derived anew.
 */
import type { Entry, Experiment, ExperimentDocument } from "../engine/api.ts";
import { getAt, isObject, join, setAt, steps, unsetAt, within } from "./path.ts";

const LAYERS = "model.layers";

/** A component as the forms hold it: which fields it has, they know from the catalog alone. */
export interface FormComponent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Layers whose last one with units leaves them out: the size of the output follows from the data and the loss. */
export function derivingOutput(layers: readonly FormComponent[]): FormComponent[] {
  const output = layers.findLastIndex((layer) => "units" in layer);
  return layers.map((layer, index) => {
    if (index !== output) return { ...layer };
    const { units: _, ...rest } = layer;
    return rest as FormComponent;
  });
}

/** The document with everything written out that an edit at `path` may stand on. */
function ground(document: ExperimentDocument, experiment: Experiment, path: string) {
  if (path === LAYERS || path.startsWith(`${LAYERS}[`)) {
    return setAt(document, LAYERS, derivingOutput(experiment.model.layers));
  }
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
  return setAt(ground(document, experiment, path), path, value);
}

/** One field as by default. */
export function withDefault(
  document: ExperimentDocument,
  experiment: Experiment,
  path: string,
): ExperimentDocument {
  return unsetAt(ground(document, experiment, path), path);
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
  return setAt(base, path, { ...kept, ...component });
}

/**
 * A document that was refused elsewhere than at the edited place, with the refused part as by default;
 * undefined when there is nothing to take back.
 */
export function withoutRefused(
  document: ExperimentDocument,
  edited: string,
  refused: string,
): ExperimentDocument | undefined {
  if (refused === "" || within(edited, refused) || within(refused, edited)) return undefined;
  if (getAt(document, refused) !== undefined) return unsetAt(document, refused);
  const top = String(steps(refused)[0]);
  if (top === String(steps(edited)[0]) || getAt(document, top) === undefined) return undefined;
  return unsetAt(document, top);
}
