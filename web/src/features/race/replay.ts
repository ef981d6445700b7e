// SPDX-License-Identifier: Apache-2.0
/**
 * The contestants of a race once more, side by side with what each has learned so far: the first seed, from the very same start, all at
 * the same time. A race itself keeps numbers alone.
 */
import { batch, signal } from "@preact/signals-core";
import type { RunPicture } from "../../charts/run_painter.ts";
import { patched } from "../../documents/patch.ts";
import type { Engine, ExperimentDocument, Run, RunState, Summary } from "../../engine/api.ts";

export type Learned = Pick<RunPicture, "description" | "samples" | "map" | "curve">;

export interface Contestant {
  readonly picture: Learned | undefined;
  /** How far it has trained, in epochs. */
  readonly epoch: number;
  /** It could not be trained. */
  readonly failed: boolean;
}

/** Places along a side of a map, and of a curve. */
const MAP_SIZE = 64;
const CURVE_POINTS = 120;
const SAMPLES = 120;
/** Numbers of one sample. */
const POINT = 4;
const BEGINNING: Contestant = { picture: undefined, epoch: 0, failed: false };

export class Replay {
  readonly #contestants;
  readonly #running = signal(false);
  readonly #abort = new AbortController();

  constructor(
    private readonly engine: Pick<Engine, "open">,
    /** What each of them trains. */
    private readonly documents: readonly ExperimentDocument[],
  ) {
    this.#contestants = signal<readonly Contestant[]>(documents.map(() => BEGINNING));
  }

  /** In the order in which they were given. */
  get contestants(): readonly Contestant[] {
    return this.#contestants.value;
  }

  get running(): boolean {
    return this.#running.value;
  }

  /** Told to stop before its end. */
  get stopped(): boolean {
    return !this.#running.value && this.#abort.signal.aborted;
  }

  /** Resolves when all have ended. What becomes of each it tells by `contestants`: it is never rejected. */
  async run(): Promise<void> {
    this.#running.value = true;
    await Promise.all(this.documents.map((_, index) => this.#train(index)));
    this.#running.value = false;
  }

  stop(): void {
    batch(() => {
      this.#abort.abort();
      this.#running.value = false;
    });
  }

  async #train(index: number): Promise<void> {
    const { signal } = this.#abort;
    let run: Run | undefined;
    try {
      run = await this.engine.open(this.documents[index] ?? {}, undefined, undefined, "long");
      const { description } = run;
      const samples = someOf(await run.points());
      const show = (learned: Pick<Learned, "map" | "curve">) =>
        this.#tell(index, { picture: { description, samples, ...learned } });
      const pictured = isPictured(description.summary);
      if (pictured) await wantLearned(run, show);
      const { epoch } = await run.train({
        signal,
        onProgress: ({ epoch }: RunState) => this.#tell(index, { epoch }),
      });
      this.#tell(index, { epoch });
      // What came on the way may be of an earlier update.
      if (pictured && !signal.aborted) await lastOf(run, show);
    } catch {
      this.#tell(index, { failed: true });
    } finally {
      await run?.close().catch(() => {});
    }
  }

  #tell(index: number, news: Partial<Contestant>): void {
    if (this.#abort.signal.aborted) return;
    this.#contestants.value = this.#contestants
      .peek()
      .map((one, at) => (at === index ? { ...one, ...news } : one));
  }
}

/** On a small picture more samples hide what lies below them. Evenly, x1, x2, target and part of each. */
function someOf(points: Float32Array): Float32Array {
  const count = points.length / POINT;
  const every = Math.max(1, Math.ceil(count / SAMPLES));
  return points.filter((_, at) => Math.floor(at / POINT) % every === 0);
}

/** Whether what is learned has a picture. */
export const isPictured = ({ features }: Summary): boolean => features <= 2;

function wantLearned(run: Run, show: (learned: Pick<Learned, "map" | "curve">) => void) {
  const square = { kind: "map", width: MAP_SIZE, height: MAP_SIZE } as const;
  return run.description.summary.features === 2
    ? run.want(square, (map) => show({ map }))
    : run.want({ kind: "curve", count: CURVE_POINTS }, (curve) => show({ curve }));
}

function lastOf(run: Run, show: (learned: Pick<Learned, "map" | "curve">) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    wantLearned(run, (learned) => {
      show(learned);
      resolve();
    }).catch(reject);
  });
}

/** As the race trains its first seed (src/studies/race.cpp): that of the experiment itself. */
export const documentOf = (source: ExperimentDocument, change: ExperimentDocument) =>
  patched(source.experiment as ExperimentDocument, change);
