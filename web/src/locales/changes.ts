// SPDX-License-Identifier: Apache-2.0
/** What differs between two experiments, in the words of the catalog. */
import { differences } from "../documents/difference.ts";
import { LAYERS } from "../documents/edits.ts";
import { getAt, join, within } from "../documents/path.ts";
import type { Catalog, Experiment, ExperimentDocument } from "../engine/api.ts";
import { Labels } from "./labels.ts";
import type { Language } from "./language.ts";
import { wordsOf } from "./words.ts";

/** A document with all its defaults, and only with what differs from them. */
export interface Whole {
  readonly document: ExperimentDocument;
  readonly experiment: Experiment;
}

export interface Change {
  readonly path: string;
  /** The field's own name; of a layer with its place. */
  readonly name: string;
  /** Undefined for what has no short name, such as rows of data. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** As many are told one by one. */
const TOLD = 2;

/** What somebody has changed; what follows from it (the loss from the data) only where there is nothing else. */
export function changesOf(catalog: Catalog, from: Whole, to: Whole, language: Language): Change[] {
  const all = placesThatDiffer(from.experiment, to.experiment);
  const own = all.filter((path) => !same(getAt(from.document, path), getAt(to.document, path)));
  const [before, after] = [from, to].map(
    ({ experiment }) => new Labels(catalog, experiment, language),
  ) as [Labels, Labels];
  return (own.length === 0 ? all : own).map((path) => {
    const name = after.name(path);
    if (path !== LAYERS)
      return { path, name, before: before.value(path), after: after.value(path) };
    const [old, now] = [from, to].map(({ experiment }) => experiment.model.layers);
    return { path, name, before: before.layers(old ?? []), after: after.layers(now ?? []) };
  });
}

/** "Learning rate 0.03 → 0.1"; undefined where nothing differs. */
export function saidChanges(changes: readonly Change[], language: Language): string | undefined {
  if (changes.length === 0) return undefined;
  const words = wordsOf(language);
  const told = changes.slice(0, TOLD).map(({ path, name, before, after }) => {
    const known = before !== undefined && after !== undefined && before !== after;
    return known && path !== LAYERS ? words.fromTo(name, before, after) : name;
  });
  const more = changes.length - told.length;
  const list = told.join(words.comma);
  return more === 0 ? list : words.andMore(list, String(more), more);
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const placesThatDiffer = (from: Experiment, to: Experiment): string[] =>
  differences(from, to).flatMap((path) => (path === LAYERS ? layersThatDiffer(from, to) : [path]));

/** Field by field while the layers are the same ones; else the network as a whole. */
function layersThatDiffer(from: Experiment, to: Experiment): string[] {
  const before = from.model.layers;
  const after = to.model.layers;
  const alike =
    before.length === after.length && before.every(({ type }, at) => type === after[at]?.type);
  if (!alike) return [LAYERS];
  return before.flatMap((layer, at) => differences(layer, after[at], join(LAYERS, at)));
}

export interface Compared {
  readonly path: string;
  readonly name: string;
  /** One for each experiment; undefined for what has no short name. */
  readonly values: readonly (string | undefined)[];
}

/** The settings in which several experiments are not all the same. */
export function comparison(
  catalog: Catalog,
  all: readonly Experiment[],
  language: Language,
): Compared[] {
  const [first, ...others] = all;
  if (first === undefined) return [];
  const paths = new Set(others.flatMap((other) => placesThatDiffer(first, other)));
  // Where a whole differs, its parts need no lines of their own.
  const wholes = [...paths].filter(
    (path) => ![...paths].some((one) => one !== path && within(one, path)),
  );
  const labels = all.map((experiment) => new Labels(catalog, experiment, language));
  return wholes.map((path) => ({
    path,
    name: labels[0]?.name(path) ?? path,
    values: labels.map((one, at) =>
      path === LAYERS ? one.layers(all[at]?.model.layers ?? []) : one.value(path),
    ),
  }));
}
