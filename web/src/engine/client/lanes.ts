// SPDX-License-Identifier: Apache-2.0
/** Trainers side by side, each with a module of its own. */
import type { Engine, EngineOptions } from "../contract/engine.ts";
import { EngineError } from "../contract/engine_error.ts";
import type { LaneName, Lanes } from "../contract/lanes.ts";
import type { Text } from "../contract/text.ts";

type CrashListener = (message: Text, lane: LaneName) => void;

export class EngineLanes implements Lanes {
  readonly #lanes = new Map<LaneName, Promise<Engine>>();
  readonly #listeners = new Set<CrashListener>();
  #closed = false;

  constructor(
    private readonly start: (options: EngineOptions, name: LaneName) => Promise<Engine>,
    private readonly options: EngineOptions = {},
  ) {}

  lane(name: LaneName): Promise<Engine> {
    if (this.#closed) {
      const text = { en: "The engine is closed.", zh: "引擎已关闭。" };
      return Promise.reject(new EngineError("closed", text));
    }
    const known = this.#lanes.get(name);
    if (known !== undefined) return known;
    const starting = this.#start(name);
    this.#lanes.set(name, starting);
    starting.catch(() => {
      if (this.#lanes.get(name) === starting) this.#lanes.delete(name);
    });
    return starting;
  }

  onCrash(listener: CrashListener): void {
    this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const lanes = [...this.#lanes.values()];
    this.#lanes.clear();
    const closing = lanes.map(async (lane) => (await lane.catch(() => undefined))?.close());
    await Promise.all(closing);
  }

  async #start(name: LaneName): Promise<Engine> {
    const engine = await this.start(await this.#optionsOf(name), name);
    engine.onCrash((message) => {
      for (const listener of this.#listeners) listener(message, name);
    });
    if (this.#closed) await engine.close();
    return engine;
  }

  /** Judging a document needs no pool of threads. The module that serves already is there, and known to work. */
  async #optionsOf(name: LaneName): Promise<EngineOptions> {
    if (name !== "check" || this.options.build !== undefined) return this.options;
    const live = await this.#lanes.get("live")?.catch(() => undefined);
    return { ...this.options, threads: 1, ...(live && { build: live.module.name }) };
  }
}

/**
 * Lanes as one engine: each question goes where it keeps nobody waiting, and a run that nobody watches to where no other trains, as for a
 * thumbnail, or beside the studies. `module` and `onCrash` are of the live lane.
 */
export async function engineOver(lanes: Lanes): Promise<Engine> {
  const live = await lanes.lane("live");
  // Until the second one is there the first judges: it has hardly begun to train.
  let judges: LaneName = "live";
  lanes.lane("check").then(
    () => {
      judges = "check";
    },
    () => {},
  );
  return {
    get module() {
      return live.module;
    },
    catalog: async () => (await lanes.lane(judges)).catalog(),
    validate: async (document) => (await lanes.lane(judges)).validate(document),
    open: async (document, onFrame, saved, work = "short") => {
      const unwatched = work === "long" ? "batch" : "check";
      const lane = await lanes.lane(onFrame === undefined ? unwatched : "live");
      return lane.open(document, onFrame, saved);
    },
    study: async (document) => (await lanes.lane("batch")).study(document),
    onCrash: (listener) =>
      lanes.onCrash((message, lane) => {
        if (lane === "live") listener(message);
      }),
    close: () => lanes.close(),
  };
}
