// SPDX-License-Identifier: Apache-2.0
/** The user's side of the engine, the same over a worker and in Node: starts a trainer, replaces a dead one, hands out runs. */
import type { Catalog, Entry } from "../contract/catalog.ts";
import type { Description } from "../contract/description.ts";
import type { ExperimentSource } from "../contract/document.ts";
import type { Engine, EngineOptions } from "../contract/engine.ts";
import { type Attempt, EngineError } from "../contract/engine_error.ts";
import { accepted } from "../contract/experiment_error.ts";
import type { Frame } from "../contract/frame.ts";
import type { ModuleAddresses, ModuleInfo } from "../contract/module_info.ts";
import type { Present, Shown } from "../contract/protocol.ts";
import type { Run } from "../contract/run.ts";
import type { StudyRun, StudySource } from "../contract/study.ts";
import { findTableIn } from "../contract/tables.ts";
import type { Text } from "../contract/text.ts";
import { stateOf } from "../model_start.ts";
import type { SavedModel } from "../saved_model.ts";
import { isThreadCount, THREADS_LIMIT } from "../threads.ts";
import { documentText } from "./document_text.ts";
import { harmless } from "./harmless.ts";
import { RunClient } from "./run_client.ts";
import { StudyClient } from "./study_client.ts";
import { Trainer } from "./trainer.ts";
import { Viewer } from "./viewer.ts";
import type { World } from "./world.ts";

/** With what only the world around the engine knows. */
interface PlacedOptions extends EngineOptions {
  readonly modules?: ModuleAddresses | undefined;
}

export class EngineClient implements Engine {
  #trainer: Promise<Trainer> | undefined;
  #living: Trainer | undefined;
  #module: ModuleInfo | undefined;
  #catalog: Catalog | undefined;
  #closed = false;
  readonly #end = new AbortController();
  /** Aborted when it is closed. */
  readonly ended = this.#end.signal;
  readonly #failed: Attempt[] = [];
  readonly #listeners = new Set<(message: Text) => void>();

  private constructor(
    private readonly world: World,
    private readonly options: PlacedOptions,
  ) {}

  static async create(world: World, options: PlacedOptions): Promise<EngineClient> {
    requireThreadCount(options.threads);
    const engine = new EngineClient(world, options);
    await engine.#ready();
    return engine;
  }

  get module(): ModuleInfo {
    if (this.#module === undefined) throw new Error("The engine has not started.");
    return this.#module;
  }

  async catalog(): Promise<Catalog> {
    await this.#ready();
    this.#catalog ??= await this.world.catalog();
    return this.#catalog;
  }

  async validate(document: ExperimentSource): Promise<Description> {
    const text = documentText(document);
    const trainer = await this.#ready();
    return accepted(await trainer.call(trainer.service.validate(text)));
  }

  async open(
    document: ExperimentSource,
    onFrame?: (frame: Frame) => void,
    saved?: SavedModel,
  ): Promise<Run> {
    const text = documentText(document);
    return this.#openAt(text, onFrame && this.#harmless(onFrame), saved && stateOf(saved));
  }

  async #openAt(
    text: string,
    onFrame: ((frame: Frame) => void) | undefined,
    state: Uint8Array | undefined,
  ): Promise<Run> {
    return this.#withTrainer(async (trainer) => {
      const viewer = new Viewer(onFrame);
      viewer.kept = state;
      const present: Present = trainer.share((shown: Shown) =>
        this.world.show(() => viewer.draw(shown)),
      );
      const watched = onFrame !== undefined;
      const reply = await trainer.call(trainer.service.open(text, present, state, watched));
      const opened = accepted(reply);
      const host = await trainer.call(trainer.service.host(opened.id));
      return new RunClient(trainer, host, opened, viewer, {
        harmless: (listener) => this.#harmless(listener),
        reopen: (other, changed) =>
          this.#openAt(changed ?? text, other ? this.#harmless(other) : onFrame, viewer.kept),
      });
    });
  }

  #harmless<Told extends readonly unknown[]>(listener: (...told: Told) => unknown) {
    return harmless(listener, (error) => this.world.report(error));
  }

  async study(document: StudySource): Promise<StudyRun> {
    const text = documentText(document);
    const { studies } = await this.catalog();
    return this.#withTrainer(async (trainer) => {
      const opened = accepted(await trainer.call(trainer.service.openStudy(text)));
      const host = await trainer.call(trainer.service.study(opened.id));
      const { label } = studies.find(({ id }) => id === opened.description.kind) as Entry;
      return new StudyClient(trainer, host, opened, label, (told) => this.#harmless(told));
    });
  }

  onCrash(listener: (message: Text) => void): void {
    this.#listeners.add(this.#harmless(listener));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#end.abort();
    const trainer = await this.#trainer?.catch(() => undefined);
    await trainer?.close();
  }

  /** Without a farewell, for a page that is being left. */
  terminate(): void {
    this.#closed = true;
    this.#living?.kill();
  }

  /** A module that hangs while it starts is skipped from now on, and the next one is tried. */
  async #withTrainer<T>(use: (trainer: Trainer) => Promise<T>): Promise<T> {
    const known = this.#failed.length;
    try {
      return await use(await this.#ready());
    } catch (error) {
      if (this.#failed.length === known) throw error;
      return this.#withTrainer(use);
    }
  }

  /** The living trainer; a dead one is replaced here. */
  #ready(): Promise<Trainer> {
    if (this.#closed) {
      const text = { en: "The engine is closed.", zh: "引擎已关闭。" };
      return Promise.reject(new EngineError("closed", text));
    }
    this.#trainer ??= this.#start();
    return this.#trainer;
  }

  async #start(): Promise<Trainer> {
    const known = this.#failed.length;
    const trainer = new Trainer(this.world, {
      crashed: (message, hung) => {
        this.#forget(trainer);
        if (hung !== undefined) this.#failed.push(hung);
        else for (const listener of this.#listeners) listener(message);
      },
    });
    this.#living = trainer;
    try {
      // A function of the user's does not cross as an option.
      const { tables, ...options } = this.options;
      const find = tables && findTableIn(tables);
      this.#module = await trainer.start({ ...options, failed: [...this.#failed] }, find);
      return trainer;
    } catch (error) {
      trainer.kill();
      this.#forget(trainer);
      if (this.#failed.length === known) throw error;
      return this.#ready();
    }
  }

  /** Leaves a younger trainer alone that may have taken the place already. */
  #forget(trainer: Trainer): void {
    if (this.#living !== trainer) return;
    this.#living = undefined;
    this.#trainer = undefined;
  }
}

function requireThreadCount(threads: number | undefined): void {
  if (threads === undefined || isThreadCount(threads)) return;
  throw new EngineError("refused", {
    en: `threads: ${threads} is no whole number from 1 to ${THREADS_LIMIT}. Give one, or leave it out.`,
    zh: `threads：${threads} 不是 1 到 ${THREADS_LIMIT} 的整数。请填写这样的数，或省略此项。`,
  });
}
