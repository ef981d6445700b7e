// SPDX-License-Identifier: Apache-2.0
/** One measurement: trains for some short windows, and looks at what the registers can do between them. */
import type { Engine, ModuleInfo } from "../../engine/api.ts";
import { operationsPerSample } from "./operations.ts";
import { OPERATIONS_PER_ROUND, type PeakKernel } from "./register_peak.ts";
import type { Workload } from "./workloads.ts";

export interface Measurement {
  readonly id: Workload["id"];
  /** Per second. */
  readonly samples: number;
  /** Floating-point operations per second. */
  readonly operations: number;
  /** Of what one thread can do without memory; undefined where that is not known. More than 1 where several threads work on a step. */
  readonly share: number | undefined;
  readonly module: ModuleInfo;
}

export interface Measuring {
  readonly signal: AbortSignal;
  /** Milliseconds. */
  now(): number;
  /** How often, and for how many milliseconds. */
  readonly windows: number;
  readonly window: number;
  readonly peak: PeakKernel | undefined;
  /** Told after each window with how many there were. */
  onWindow(made: number): void;
}

/** A round of the kernel takes some nanoseconds: a few milliseconds, so that the page is free again before anybody notices. */
const PEAK_ROUNDS = 200_000;

/** @throws ExperimentError where this browser cannot train it */
export async function measure(
  engine: Pick<Engine, "open">,
  { id, document }: Workload,
  measuring: Measuring,
): Promise<Measurement | undefined> {
  const { signal, windows, window, onWindow } = measuring;
  const run = await engine.open({ ...document, arithmetic: "fast" }, undefined, undefined, "long");
  try {
    /** Samples in a millisecond. */
    const train = async (): Promise<number> => {
      const begin = measuring.now();
      const { samples } = await run.state();
      const state = await run.train({ signal: endOf(signal, window) });
      return (state.samples - samples) / (measuring.now() - begin);
    };
    const rates: number[] = [];
    const peaks: number[] = [];
    // The first window warms up: code is compiled, memory touched, threads woken.
    for (let made = 0; made <= windows && !signal.aborted; made += 1) {
      const rate = await train();
      if (made > 0) rates.push(rate);
      peaks.push(peakOf(measuring));
      onWindow(made + 1);
    }
    if (signal.aborted) return undefined;
    const samples = 1000 * median(rates);
    const operations = samples * operationsPerSample(run.description);
    const peak = 1000 * median(peaks.slice(1));
    const share = measuring.peak === undefined ? undefined : operations / peak;
    return { id, samples, operations, share, module: run.module };
  } finally {
    await run.close();
  }
}

/** Aborts with the other one, or after so many milliseconds. */
function endOf(signal: AbortSignal, milliseconds: number): AbortSignal {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), milliseconds);
  end.signal.addEventListener("abort", () => clearTimeout(timer));
  signal.addEventListener("abort", () => end.abort(), { signal: end.signal });
  if (signal.aborted) end.abort();
  return end.signal;
}

/** Operations in a millisecond. */
function peakOf({ peak, now }: Measuring): number {
  if (peak === undefined) return 0;
  const begin = now();
  peak(PEAK_ROUNDS);
  return (PEAK_ROUNDS * OPERATIONS_PER_ROUND) / (now() - begin);
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
