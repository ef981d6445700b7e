// SPDX-License-Identifier: Apache-2.0
/** A run as the page holds it: every method asks the trainer's side, and none waits for a dead one. */
import type { ProbeId } from "#catalog";
import type { Description } from "../contract/description.ts";
import type { ExperimentSource } from "../contract/document.ts";
import type { Evaluation, Part } from "../contract/evaluation.ts";
import { accepted } from "../contract/experiment_error.ts";
import type { Frame, Pace } from "../contract/frame.ts";
import type { ModuleInfo } from "../contract/module_info.ts";
import type { ProbeAnswers, Question } from "../contract/probes.ts";
import type { HostPort, Opened } from "../contract/protocol.ts";
import type { Run } from "../contract/run.ts";
import type { RunState } from "../contract/run_state.ts";
import type { Samples } from "../contract/samples.ts";
import type { SavedModel } from "../contract/saved_model.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import type { Lease, ViewAnswer, ViewKind, ViewSpec } from "../contract/view.ts";
import { documentText } from "./document_text.ts";
import { WORK_LIMIT_MS } from "./heartbeat.ts";
import { Port } from "./port.ts";
import {
  requirePace,
  requirePart,
  requireSamples,
  requireView,
  requireWhole,
} from "./run_arguments.ts";
import type { Trainer } from "./trainer.ts";
import type { Viewer } from "./viewer.ts";

/** A trainer obeys after the slice under way, and one update is never cut. One that takes longer than the largest hangs, and is ended. */
export const PAUSE_LIMIT_MS = WORK_LIMIT_MS;

/** Of features and predictions that go over at once; below what the trainer gives at once (src/bindings/session_binding.cpp). */
const MOST_NUMBERS = 1e6;

/** What a run needs of the engine it came from. */
export interface RunOwner {
  harmless<Told extends readonly unknown[]>(
    listener: (...told: Told) => unknown,
  ): (...told: Told) => void;
  /** The same run in a living trainer, by the document that it has been changed to, if any. */
  reopen(onFrame: ((frame: Frame) => void) | undefined, changed: string | undefined): Promise<Run>;
}

export class RunClient implements Run {
  readonly module: ModuleInfo;
  #description: Description;
  #changed: string | undefined;
  readonly #port: Port<HostPort>;

  constructor(
    private readonly trainer: Trainer,
    host: HostPort,
    opened: Opened,
    private readonly viewer: Viewer,
    private readonly owner: RunOwner,
  ) {
    this.#port = new Port(trainer, host, { en: "This run is closed.", zh: "这次训练已关闭。" });
    this.#description = opened.description;
    this.module = opened.module;
  }

  get description(): Description {
    return this.#description;
  }

  state(): Promise<RunState> {
    return this.#port.ask((host) => host.state());
  }

  play(): Promise<void> {
    return this.#port.ask((host) => host.play());
  }

  async pause(): Promise<RunState> {
    const timer = setTimeout(() => {
      const seconds = PAUSE_LIMIT_MS / 1000;
      this.trainer.crash({
        en: `it did not pause within ${seconds} seconds`,
        zh: `${seconds} 秒内未能暂停`,
      });
    }, PAUSE_LIMIT_MS);
    try {
      return await this.#port.ask((host) => host.pause());
    } finally {
      clearTimeout(timer);
    }
  }

  async step(count = 1): Promise<RunState> {
    requireWhole("count", count, 0);
    return this.#port.ask((host) => host.step(count));
  }

  epoch(): Promise<RunState> {
    return this.#port.ask((host) => host.epoch());
  }

  reset(): Promise<RunState> {
    return this.#port.ask((host) => host.reset(this.viewer.begin()));
  }

  async change(document: ExperimentSource): Promise<Description> {
    const text = documentText(document);
    this.#description = accepted(await this.#port.ask((host) => host.change(text)));
    this.#changed = text;
    return this.#description;
  }

  async setPace(pace: Pace): Promise<void> {
    requirePace(pace);
    return this.#port.ask((host) => host.setPace(pace));
  }

  async want<K extends ViewKind>(
    view: ViewSpec<K>,
    show: (answer: ViewAnswer<K>) => void,
  ): Promise<Lease> {
    const spec = view as ViewSpec;
    requireView(spec);
    const shown = this.owner.harmless(show);
    const lease = this.viewer.lease((answer) => shown(answer as ViewAnswer<K>));
    await this.#port.ask((host) => host.want(lease, spec));
    return {
      release: async () => {
        this.viewer.release(lease);
        // What is closed or dead shows nothing anyway.
        await this.#port.ask((host) => host.release(lease)).catch(() => {});
      },
    };
  }

  async snapshot(): Promise<Snapshot> {
    const { snapshot, state } = await this.#port.ask((host) => host.snapshot());
    this.viewer.kept = state;
    return snapshot;
  }

  snapshots(): Promise<readonly Snapshot[]> {
    return this.#port.ask((host) => host.snapshots());
  }

  restore(mark: number): Promise<RunState> {
    return this.#port.ask((host) => host.restore(mark, this.viewer.begin()));
  }

  async reopen(onFrame?: (frame: Frame) => void): Promise<Run> {
    const run = await this.owner.reopen(onFrame, this.#changed);
    await this.close();
    return run;
  }

  async train(
    options: {
      signal?: AbortSignal;
      onProgress?: (state: RunState) => void;
      onPoints?: (rows: Float64Array) => void;
    } = {},
  ): Promise<RunState> {
    const { signal, onProgress, onPoints } = options;
    if (signal?.aborted) return this.state();
    const abort = () => void this.pause().catch(() => {});
    signal?.addEventListener("abort", abort, { once: true });
    try {
      const progress = onProgress && this.trainer.share(this.owner.harmless(onProgress));
      const points = onPoints && this.trainer.share(this.owner.harmless(onPoints));
      return await this.#port.ask((host) => host.train(progress, points));
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  points(): Promise<Float32Array> {
    return this.#port.ask((host) => host.points());
  }

  history(): Promise<Float64Array> {
    return this.#port.ask((host) => host.history());
  }

  async evaluate(part: Part): Promise<Evaluation> {
    requirePart(part);
    return this.#port.ask((host) => host.evaluate(part));
  }

  async probe<Id extends ProbeId>(question: Question<Id>): Promise<ProbeAnswers[Id]> {
    const answer = accepted(await this.#port.ask((host) => host.probe(documentText(question))));
    return answer as ProbeAnswers[Id];
  }

  async confusion(part: Part): Promise<Float32Array> {
    requirePart(part);
    return this.#port.ask((host) => host.confusion(part));
  }

  async predict(features: Float32Array): Promise<Float32Array> {
    const { features: width, outputs } = this.description.summary;
    requireSamples(features, width);
    const all = new Float32Array((features.length / width) * outputs);
    // So many at once as the trainer surely takes.
    const at_once = Math.max(1, Math.floor(MOST_NUMBERS / (width + outputs)));
    for (let first = 0; first * width < features.length; first += at_once) {
      const some = features.slice(first * width, (first + at_once) * width);
      all.set(await this.#port.ask((host) => host.predict(some)), first * outputs);
    }
    return all;
  }

  async samples(part: Part): Promise<Samples> {
    requirePart(part);
    const { counts, features: width, task, outputs } = this.description.summary;
    const targets_each = task === "regression" ? outputs : 1;
    const count = counts[part];
    const features = new Float32Array(count * width);
    const targets = new Float32Array(count * targets_each);
    for (let sample = 0; sample < count; ) {
      const first = sample;
      const some = await this.#port.ask((host) => host.samples(part, first));
      const each = width + targets_each;
      if (some.length < each) break;
      for (let place = 0; place < some.length; place += each, sample += 1) {
        features.set(some.subarray(place, place + width), sample * width);
        targets.set(some.subarray(place + width, place + each), sample * targets_each);
      }
    }
    return { count, features, targets };
  }

  parameters(): Promise<Float32Array> {
    return this.#port.ask((host) => host.parameters());
  }

  async setParameters(block: string, values: Float32Array): Promise<RunState> {
    return accepted(await this.#port.ask((host) => host.setParameters(block, values)));
  }

  save(): Promise<SavedModel> {
    return this.#port.ask((host) => host.save());
  }

  close(): Promise<void> {
    this.viewer.close();
    return this.#port.close();
  }
}
