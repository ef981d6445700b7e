// SPDX-License-Identifier: Apache-2.0
/**
 * One study as the page holds it: worked on, put aside, gone on with; holds what it has found so far. What its trainer suffers it
 * tells by `crash`, what the parser refuses by `refused`: none of its promises is rejected.
 */
import { batch, signal } from "@preact/signals-core";
import { type Refusal, refusalOf } from "../documents/refusal.ts";
import type {
  Engine,
  ExperimentDocument,
  StudyDescription,
  StudyProgress,
  StudyResult,
  StudyRun,
  Text,
} from "../engine/api.ts";
import { textOf } from "../engine/contract/engine_error.ts";

/** How often what is found so far is asked for, in milliseconds: seen by people, and work for the trainer. */
const LOOK_EVERY_MS = 400;
/** A large result is asked for less often, so that it takes no more than about this share of the time. */
const LOOK_SHARE = 0.1;
/** Before so much of the work and of the time is done nobody knows how long the rest will take. */
const TELLING_SHARE = 0.01;
const TELLING_MS = 500;

let studies = 0;

export class StudySession {
  readonly id: number;
  readonly #description = signal<StudyDescription | undefined>(undefined);
  readonly #progress = signal(0);
  readonly #finished = signal(false);
  readonly #result = signal<StudyResult | undefined>(undefined);
  readonly #running = signal(false);
  readonly #timeLeft = signal<number | undefined>(undefined);
  readonly #refused = signal<Refusal | undefined>(undefined);
  readonly #crash = signal<Text | undefined>(undefined);

  #study: StudyRun | undefined;
  #abort: AbortController | undefined;
  #working: Promise<void> = Promise.resolve();
  #disposed = false;
  /** When and where the work was last taken up. */
  #since = { time: 0, progress: 0 };
  #look = { due: 0, under: false };

  constructor(
    private readonly engine: Pick<Engine, "study">,
    /** The study's document, as it was asked. */
    readonly source: ExperimentDocument,
    private readonly now = () => performance.now(),
  ) {
    studies += 1;
    this.id = studies;
  }

  /** Known once the parser has accepted it. */
  get description(): StudyDescription | undefined {
    return this.#description.value;
  }
  /** From 0 to 1. */
  get progress(): number {
    return this.#progress.value;
  }
  get finished(): boolean {
    return this.#finished.value;
  }
  /** What is found so far; whole when it is finished. */
  get result(): StudyResult | undefined {
    return this.#result.value;
  }
  /** At work, or being started. */
  get running(): boolean {
    return this.#running.value;
  }
  /** In milliseconds; undefined while nobody can tell. */
  get timeLeft(): number | undefined {
    return this.#timeLeft.value;
  }
  /** Why the parser does not take it. */
  get refused(): Refusal | undefined {
    return this.#refused.value;
  }
  /** Why the trainer died over it. What was found until then stays. */
  get crash(): Text | undefined {
    return this.#crash.value;
  }

  /** Begins, or goes on where it was put aside; after a death of the trainer from the beginning. Resolves when the work rests. */
  work(): Promise<void> {
    if (this.#running.peek() || this.#finished.peek() || this.#disposed) return this.#working;
    const abort = new AbortController();
    this.#abort = abort;
    const before = this.#working;
    batch(() => {
      this.#running.value = true;
      this.#refused.value = undefined;
      this.#crash.value = undefined;
      this.#timeLeft.value = undefined;
    });
    this.#working = before.then(() => this.#work(abort.signal));
    return this.#working;
  }

  /** Puts it aside. Resolves when the trainer rests. */
  cancel(): Promise<void> {
    this.#abort?.abort();
    batch(() => {
      this.#running.value = false;
      this.#timeLeft.value = undefined;
    });
    return this.#working;
  }

  /** The end: the trainer's memory is free again, and nothing more is found. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.cancel();
    await this.#close();
  }

  async #work(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    try {
      const study = this.#study ?? (await this.#open());
      this.#since = { time: this.now(), progress: this.#progress.peek() };
      this.#look = { due: this.now() + LOOK_EVERY_MS, under: false };
      const onProgress = (progress: StudyProgress) => this.#advanced(progress, study, signal);
      const result = await study.run({ signal, onProgress });
      if (!this.#disposed) this.#result.value = result;
      if (signal.aborted) return;
      batch(() => {
        this.#progress.value = 1;
        this.#finished.value = true;
        this.#running.value = false;
        this.#timeLeft.value = undefined;
      });
      await this.#close();
    } catch (error) {
      this.#failed(error, signal);
    }
  }

  async #open(): Promise<StudyRun> {
    this.#progress.value = 0;
    const study = await this.engine.study(this.source);
    this.#study = study;
    this.#description.value = study.description;
    return study;
  }

  #failed(error: unknown, signal: AbortSignal): void {
    this.#study = undefined;
    if (this.#disposed) return;
    const refusal = refusalOf(error);
    batch(() => {
      if (refusal === undefined) this.#crash.value = textOf(error);
      else this.#refused.value = refusal;
      // Another piece of work may have been asked for meanwhile.
      if (!signal.aborted) this.#running.value = false;
      this.#timeLeft.value = undefined;
    });
  }

  #advanced({ progress }: StudyProgress, study: StudyRun, signal: AbortSignal): void {
    if (signal.aborted) return;
    const { time, progress: from } = this.#since;
    const spent = this.now() - time;
    const done = progress - from;
    const tells = done >= TELLING_SHARE && spent >= TELLING_MS;
    batch(() => {
      this.#progress.value = progress;
      this.#timeLeft.value = tells ? (spent * (1 - progress)) / done : undefined;
    });
    if (!this.#look.under && this.now() >= this.#look.due) void this.#lookAt(study, signal);
  }

  async #lookAt(study: StudyRun, signal: AbortSignal): Promise<void> {
    this.#look.under = true;
    const asked = this.now();
    // A trainer that dies is told by the work itself.
    const result = await study.result().catch(() => undefined);
    const took = this.now() - asked;
    this.#look = { due: this.now() + Math.max(LOOK_EVERY_MS, took / LOOK_SHARE), under: false };
    // The last word is that of the work.
    if (result !== undefined && !signal.aborted && this.#running.peek()) {
      this.#result.value = result;
    }
  }

  async #close(): Promise<void> {
    const study = this.#study;
    this.#study = undefined;
    await study?.close().catch(() => {});
  }
}
