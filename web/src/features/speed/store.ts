// SPDX-License-Identifier: Apache-2.0
/** What was measured of this machine, and how far it is. Kept while the panel is closed; closing it ends what is under way. */
import { batch, signal } from "@preact/signals-core";
import { perWorkspace } from "../../app/per_workspace.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { Engine, Text } from "../../engine/api.ts";
import { EngineError } from "../../engine/contract/engine_error.ts";
import { ExperimentError } from "../../engine/contract/experiment_error.ts";
import { type Measurement, measure } from "./measure.ts";
import { peakKernel } from "./register_peak.ts";
import { WORKLOADS } from "./workloads.ts";

/** Long enough for a median, short enough to wait for: about four seconds in all. */
const WINDOWS = 5;
const WINDOW_MS = 200;

/** What stands still meanwhile, so that nothing disturbs the measurement. */
export interface Stage {
  readonly engine: Pick<Engine, "open">;
  /** @returns what goes on again afterwards */
  still(): Promise<() => void>;
}

export class SpeedStore {
  readonly results = signal<readonly Measurement[]>([]);
  /** From 0 to 1; undefined while nothing is measured. */
  readonly progress = signal<number | undefined>(undefined);
  readonly failed = signal<Text | undefined>(undefined);
  #ending = new AbortController();

  constructor(
    private readonly stage: Stage,
    private readonly now = () => performance.now(),
    private readonly window = WINDOW_MS,
  ) {}

  get running(): boolean {
    return this.progress.value !== undefined;
  }

  cancel(): void {
    this.#ending.abort();
  }

  async begin(): Promise<void> {
    if (this.progress.peek() !== undefined) return;
    this.#ending = new AbortController();
    batch(() => {
      this.progress.value = 0;
      this.results.value = [];
      this.failed.value = undefined;
    });
    let goOn: (() => void) | undefined;
    try {
      goOn = await this.stage.still();
      await this.#measureAll(this.#ending.signal);
    } catch (error) {
      if (!(error instanceof ExperimentError || error instanceof EngineError)) throw error;
      this.failed.value = { en: error.message, zh: error.zh };
    } finally {
      this.progress.value = undefined;
      goOn?.();
    }
  }

  async #measureAll(ending: AbortSignal): Promise<void> {
    const peak = peakKernel("relaxed") ?? peakKernel("simd");
    for (const [at, workload] of WORKLOADS.entries()) {
      const found = await measure(this.stage.engine, workload, {
        signal: ending,
        now: this.now,
        windows: WINDOWS,
        window: this.window,
        peak,
        onWindow: (made) => {
          this.progress.value = (at + made / (WINDOWS + 1)) / WORKLOADS.length;
        },
      });
      if (found === undefined) return;
      this.results.value = [...this.results.peek(), found];
    }
  }
}

type Page = Pick<Workspace, "engine" | "studies" | "pause" | "play" | "goOn"> & {
  readonly run: { readonly playing: boolean };
};

/** The run on the page and a study at work stand still, and go on afterwards. */
export function stageOf(workspace: Page): Stage {
  return {
    engine: workspace.engine,
    async still() {
      const { playing } = workspace.run;
      const study = workspace.studies.current.peek();
      const studying = study?.running === true;
      if (playing) await workspace.pause();
      if (studying) await study.cancel();
      return () => {
        if (playing && !workspace.run.playing) void workspace.play();
        // Meanwhile another one may have been begun.
        if (studying && workspace.studies.current.peek() === study) workspace.goOn(study);
      };
    },
  };
}

export const speedOf = perWorkspace((workspace) => new SpeedStore(stageOf(workspace)));
