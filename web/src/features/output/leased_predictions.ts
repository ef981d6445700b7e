// SPDX-License-Identifier: Apache-2.0
/** What the network says of some input: asked while it is seen, now and then as it trains, and at once when it stands. */
import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals-core";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Workspace } from "../../app/workspace.ts";
import type { RunSession } from "../../sessions/run_session.ts";

type Host = ReactiveControllerHost & { readonly workspace: Workspace };

export interface Predicted {
  /** Sample by sample, in original units. */
  readonly features: Float32Array;
  /** Sample by sample, `summary.outputs` numbers each: probabilities, or values in original units. */
  readonly predictions: Float32Array;
}

/** Between two askings while it trains, and at least so many times as long as the last one took. */
const PAUSE_MS = 300;
const SHARE = 8;
/** More numbers than this are asked at standstill only. */
const MOST_LIVE = 500_000;

interface Question {
  readonly run: RunSession;
  readonly features: Float32Array;
}

export class LeasedPredictions implements ReactiveController {
  readonly #value = signal<Predicted | undefined>(undefined);
  #question: Question | undefined;
  #end = () => {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = false;
  #pauseUntil = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly host: Host,
    private readonly visible: ReadonlySignal<boolean>,
    private readonly input: (run: RunSession) => Float32Array | undefined,
  ) {
    host.addController(this);
  }

  get value(): Predicted | undefined {
    return this.#value.value;
  }

  hostConnected(): void {
    this.#end = effect(() => {
      const { run } = this.host.workspace;
      const features = this.input(run);
      const before = this.#question;
      const isOther = features !== before?.features || run !== before?.run;
      if (features === undefined || !run.ready) {
        this.#question = undefined;
        this.#value.value = undefined;
        return;
      }
      void [run.playing, run.state?.step, run.generation];
      this.#question = { run, features };
      if (this.visible.value) untracked(() => this.#soon(isOther));
    });
  }

  hostDisconnected(): void {
    this.#end();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#question = undefined;
  }

  /** `now`: something else is asked, which does not wait for its turn. */
  #soon(now: boolean): void {
    if (this.#asking) return;
    clearTimeout(this.#timer);
    const { run } = this.#question ?? {};
    const wait = run?.playing && !now ? this.#pauseUntil - performance.now() : 0;
    this.#timer = setTimeout(() => void this.#ask(), Math.max(0, wait));
  }

  async #ask(): Promise<void> {
    const question = this.#question;
    if (question === undefined || this.#asking) return;
    const { run, features } = question;
    if (run.playing && features.length > MOST_LIVE) return;
    const step = run.state?.step;
    const begun = performance.now();
    this.#asking = true;
    const predictions = await run.predict(features);
    this.#asking = false;
    const now = performance.now();
    this.#pauseUntil = now + Math.max(PAUSE_MS, SHARE * (now - begun));
    const current = this.#question;
    if (current === undefined) return;
    const isSame = current.run === run && current.features === features;
    if (isSame && predictions !== undefined) this.#value.value = { features, predictions };
    const isOld = !isSame || step !== run.state?.step;
    if (isOld && this.visible.peek()) this.#soon(!isSame);
  }
}
