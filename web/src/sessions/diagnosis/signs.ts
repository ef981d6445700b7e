// SPDX-License-Identifier: Apache-2.0
/** What a diagnosis goes by: the run's description, state and recorded curves, and a few looks into its layers. */
import type { Description, LayersAnswer, RunState } from "../../engine/api.ts";
import type { RunHistory } from "../history.ts";

export interface Signs {
  readonly description: Description;
  /** The default rate of its optimizer. */
  readonly usualRate: number;
  readonly state: RunState | undefined;
  readonly history: RunHistory;
  readonly looks: Looks;
  /** How far the inputs lie from 0 at most, in original units; undefined while that is not known. */
  readonly reach?: number | undefined;
}

/** Of flat data it stands in the description. */
export function reachOf({ summary: { range, features } }: Description): number | undefined {
  if (range === undefined) return undefined;
  const ends = [range.x_min, range.x_max, ...(features > 1 ? [range.y_min, range.y_max] : [])];
  return Math.max(...ends.map(Math.abs));
}

/** Optimizers that pass over their batch many times for one update. */
const SEARCHING = ["lbfgs", "conjugate_gradient", "armijo"];
const PASSES = 20;

/** Multiplications of the update that a look makes, roughly: a convolution uses its weights at every place. */
export function workOfLook({ summary, experiment }: Description): number {
  const { batch_size, optimizer } = experiment;
  const { train } = summary.counts;
  const samples = typeof batch_size === "number" ? Math.min(batch_size, train) : train;
  const passes = SEARCHING.includes(optimizer.type) ? PASSES : 1;
  const weights = summary.layers.reduce((sum, { type, parameters, output: [, ...places] }) => {
    return sum + parameters * (type === "conv2d" ? places.reduce((a, b) => a * b, 1) : 1);
  }, 0);
  return weights * samples * passes;
}

/** Looks that are remembered besides the first. */
const REMEMBERED = 8;

/** The first look into the layers of a run, and the newest ones. One batch may deceive, several do not. */
export class Looks {
  first: LayersAnswer | undefined;
  readonly recent: LayersAnswer[] = [];

  add(look: LayersAnswer): void {
    if (!look.made) return;
    const last = this.recent.at(-1);
    if (last !== undefined && look.step === last.step) return;
    // The run went back: what came after is of a time that is not.
    if (last !== undefined && look.step < last.step) this.clear();
    this.first ??= look;
    this.recent.push(look);
    if (this.recent.length > REMEMBERED) this.recent.shift();
  }

  clear(): void {
    this.first = undefined;
    this.recent.length = 0;
  }
}

type LayerLook = LayersAnswer["layers"][number];

/** One number of a layer in the looks that have it. */
export function seen(
  looks: readonly LayersAnswer[],
  layer: number,
  read: (look: LayerLook) => number | null | undefined,
): number[] {
  return looks.flatMap((look) => {
    const one = look.layers[layer];
    const value = one === undefined ? undefined : read(one);
    return typeof value === "number" && Number.isFinite(value) ? [value] : [];
  });
}
