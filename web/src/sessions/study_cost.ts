// SPDX-License-Identifier: Apache-2.0
/** About how long a study will take, before anything of it has been measured: for a word, not for a number. */
import type { Summary } from "../engine/api.ts";

export interface Work {
  /** Updates over all trainings. */
  readonly updates: number;
  /** Samples that an update looks at. */
  readonly batch: number;
  /** Passes over all training samples, forward only. */
  readonly evaluations?: number;
}

/** Multiplications and additions per second and thread, and the time of an update beside them: of a laptop, in WebAssembly. */
const PER_MILLISECOND = 1e6;
const UPDATE_MS = 0.04;
/** Until the trainer of a study is there. */
const START_MS = 1_000;
/** A pass forward and one back take three times as much as one forward. */
const PASSES = 3;

/** In milliseconds. */
export function costOf(summary: Summary, { updates, batch, evaluations = 0 }: Work, threads = 1) {
  const forward = summary.layers.reduce((sum, layer) => sum + 2 * timesUsed(layer), 0);
  const samples = PASSES * updates * Math.min(batch, summary.counts.train);
  const looked = evaluations * summary.counts.train;
  const work = ((samples + looked) * forward) / PER_MILLISECOND + updates * UPDATE_MS;
  return START_MS + work / threads;
}

/** Each weight of a convolution is used at every place of its output. */
function timesUsed({ parameters, output }: Summary["layers"][number]): number {
  const [, height = 1, width = 1] = output;
  return parameters * height * width;
}

export type Patience = "moment" | "seconds" | "minute" | "minutes" | "long";

/** Nobody believes "38 s" of what was guessed. */
export function patienceFor(milliseconds: number): Patience {
  if (milliseconds < 2_000) return "moment";
  if (milliseconds < 15_000) return "seconds";
  if (milliseconds < 90_000) return "minute";
  return milliseconds < 900_000 ? "minutes" : "long";
}
