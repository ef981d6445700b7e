// SPDX-License-Identifier: Apache-2.0
/** What a search has found so far, out of its result (src/studies/search.cpp). */
import { LAYERS } from "../../documents/edits.ts";
import { getAt } from "../../documents/path.ts";
import { keyOfLayers, type Variable, valueNow } from "../../documents/variable.ts";
import type { Experiment, ExperimentDocument, StudyResult } from "../../engine/api.ts";
import { changeOfTrial } from "./space.ts";

/** What was drawn: a setting that is known, or a place that the experiment no longer has. */
export interface Drawn {
  readonly path: string;
  readonly variable: Variable | undefined;
}

export interface Trial {
  /** In the order in which they were drawn, from 1. */
  readonly number: number;
  readonly measure: number | null;
  readonly steps: number;
  readonly status: string;
  /** One for each setting that was drawn. */
  readonly values: readonly unknown[];
  readonly change: ExperimentDocument;
}

export interface Trials {
  readonly drawn: readonly Drawn[];
  /** The best first. */
  readonly trials: readonly Trial[];
}

/** How the measure went in one trial, at its recorded epochs. */
export interface TrialCurve {
  readonly trial: number;
  readonly epochs: readonly number[];
  readonly values: readonly (number | null)[];
}

/** At most so many curves can be told apart, if at all. */
const MOST_CURVES = 40;

/** The best first, which is drawn on top of the others; those under way last. `trials`: the best first. */
export function curvesOf(
  { curves = [] }: StudyResult,
  trials: readonly Pick<Trial, "number">[],
): TrialCurve[] {
  const all = curves as readonly TrialCurve[];
  const byTrial = new Map(all.map((curve) => [curve.trial, curve]));
  const ranked = trials.flatMap(({ number }) => byTrial.get(number) ?? []);
  const places = new Set(trials.map(({ number }) => number));
  return [...ranked.slice(0, MOST_CURVES), ...all.filter(({ trial }) => !places.has(trial))];
}

type Row = readonly [number, number | null, number, string, ...unknown[]];
/** trial, measure, steps, status; the settings follow. */
const BEFORE = 4;

/** Of whole networks it is told in what their hidden layers differ. */
export function trialsOf(
  { table }: StudyResult,
  source: ExperimentDocument,
  all: readonly Variable[],
): Trials {
  const paths = table.columns.slice(BEFORE);
  const readers = paths.flatMap((path, index): (Drawn & { read(row: Row): unknown })[] => {
    if (path !== LAYERS) {
      const variable = all.find((one) => one.path === path);
      return [{ path, variable, read: (row) => row[BEFORE + index] }];
    }
    return differing(source, all).map((variable) => ({
      path: variable.path,
      variable,
      read: (row) => valueNow(variable, withLayers(row[BEFORE + index])),
    }));
  });
  const trials = (table.rows as unknown as readonly Row[]).map((row) => {
    const [number, measure, steps, status, ...values] = row;
    return {
      number,
      measure,
      steps,
      status,
      values: readers.map(({ read }) => read(row)),
      change: changeOfTrial(paths, values),
    };
  });
  return { drawn: readers.map(({ path, variable }) => ({ path, variable })), trials };
}

/** In which the networks of the space are not all alike. */
function differing(source: ExperimentDocument, all: readonly Variable[]): Variable[] {
  const { space } = source as { readonly space?: Readonly<Record<string, unknown>> };
  const networks = getAt(space?.[LAYERS], "values");
  if (!Array.isArray(networks)) return [];
  return all.filter((variable) => {
    if (keyOfLayers(variable.path) === undefined) return false;
    const texts = networks.map((layers) => JSON.stringify(valueNow(variable, withLayers(layers))));
    return new Set(texts).size > 1;
  });
}

const withLayers = (layers: unknown) => ({ model: { layers } }) as unknown as Experiment;
