// SPDX-License-Identifier: Apache-2.0
/** The trainer's side of the engine: loads modules, answers for the documents, and keeps the open runs. */

import type { Clock } from "../clock.ts";
import type { Description } from "../contract/description.ts";
import { EngineError, messageOf } from "../contract/engine_error.ts";
import { ExperimentError } from "../contract/experiment_error.ts";
import type { ModuleInfo } from "../contract/module_info.ts";
import type {
  HostPort,
  Opened,
  OpenedStudy,
  Present,
  Reply,
  ServiceListeners,
  ServicePort,
  Shown,
  StartOptions,
  StudyPort,
} from "../contract/protocol.ts";
import type { FindTable } from "../contract/tables.ts";
import { defaultThreads } from "../threads.ts";
import { Announcer } from "./announcer.ts";
import { arithmeticOf } from "./arithmetic.ts";
import { resumeFrom } from "./binary_state.ts";
import type { Arithmetic } from "./candidates.ts";
import type { Features } from "./detect.ts";
import { type LoadedModule, loadModule, type ModuleSource } from "./loader.ts";
import { SessionHost } from "./session_host.ts";
import { withoutStarts, withStarts } from "./starts.ts";
import { StudyHost } from "./study_host.ts";
import { TableSupply } from "./table_supply.ts";

/** What differs between a worker of a browser and Node. */
export interface Surroundings {
  readonly features: Features;
  readonly clock: Clock;
  source(options: StartOptions): ModuleSource;
  /** Makes a run or a study callable from the user's side. */
  lend<T extends object>(port: T): T;
  /** Makes the arrays go over instead of being copied. */
  move(shown: Shown): Shown;
  /** The tables that come with the trainer. */
  tables(options: StartOptions): FindTable;
  /** From when it resolves on, whoever knows the name notices the end of this place, however it ends; gives the way to let go of the name. */
  live?(name: string): Promise<() => void>;
  /** Of a place that serves several users. */
  readonly shared?: SharedModules;
}

type LoadedModules = Map<Arithmetic, Promise<LoadedModule>>;

/** The modules of several users: they stay when one of those leaves, and one that breaks is everybody's loss. */
export interface SharedModules {
  readonly loaded: LoadedModules;
  readonly users: Set<TrainerService>;
}

function closed(): EngineError {
  return new EngineError("closed", { en: "The engine is closed.", zh: "引擎已关闭。" });
}

export class TrainerService implements ServicePort {
  #options: StartOptions = { failed: [] };
  #listeners: ServiceListeners = {
    crashed: () => {},
    starting: () => {},
    working: () => {},
  };
  #source: ModuleSource | undefined;
  #tables = new TableSupply([]);
  #crashed = false;
  #leave: (() => void) | undefined;
  readonly #modules: LoadedModules;
  readonly #hosts = new Map<number, SessionHost>();
  readonly #studies = new Map<number, StudyHost>();
  #opened = 0;

  constructor(private readonly surroundings: Surroundings) {
    this.#modules = surroundings.shared?.loaded ?? new Map();
    surroundings.shared?.users.add(this);
  }

  async start(
    options: StartOptions,
    crashed: ServiceListeners["crashed"],
    starting: ServiceListeners["starting"],
    working: ServiceListeners["working"],
    tables?: FindTable,
  ): Promise<ModuleInfo> {
    if (options.life !== undefined) this.#leave = await this.surroundings.live?.(options.life);
    this.#options = options;
    this.#listeners = { crashed, starting, working };
    this.#source = this.surroundings.source(options);
    const own = this.surroundings.tables(options);
    this.#tables = new TableSupply(tables === undefined ? [own] : [tables, own]);
    const { info } = await this.#module("reproducible");
    return info;
  }

  async ping(): Promise<void> {}

  async validate(text: string): Promise<Reply<Description>> {
    const { module } = await this.#module("reproducible");
    const lean = withoutStarts(text);
    const reply = await this.#tables.with(module, () =>
      this.#guard(() => JSON.parse(module.validate(lean.text)) as Reply<Description>),
    );
    return "error" in reply ? reply : withStarts(reply, lean.starts);
  }

  async open(
    text: string,
    present?: Present,
    state?: Uint8Array,
    watched = true,
  ): Promise<Reply<Opened>> {
    const { module, info } = await this.#moduleFor(arithmeticOf(text));
    const lean = withoutStarts(text);
    const made = await this.#tables.with(module, () => {
      const session = this.#guard(() => new module.Session(lean.text, info.threads, lean.starts));
      const description = this.#guard(() => JSON.parse(session.describe()) as Reply<Description>);
      if (!("error" in description)) return { session, description };
      session.delete();
      return description;
    });
    if ("error" in made) return made;
    const { session } = made;
    const description = withStarts(made.description, lean.starts);
    const refusal = state === undefined ? "" : this.#guard(() => resumeFrom(session, state));
    if (refusal !== "") {
      session.delete();
      return JSON.parse(refusal) as Reply<Opened>;
    }
    const { clock, move } = this.surroundings;
    this.#opened += 1;
    const id = this.#opened;
    const onCrash = (error: unknown) => this.#crash(error);
    const onClose = () => this.#hosts.delete(id);
    const moved: Present | undefined = present && ((shown) => present(move(shown)));
    const announcer = this.#announcer();
    const withTables = <T extends object>(ask: () => Reply<T>) => this.#tables.with(module, ask);
    const options = {
      description,
      clock,
      present: moved,
      watched,
      announcer,
      withTables,
      onCrash,
      onClose,
    };
    this.#hosts.set(
      id,
      this.#guard(() => new SessionHost(session, options)),
    );
    return { id, description, module: info };
  }

  async openStudy(text: string): Promise<Reply<OpenedStudy>> {
    const { module, info } = await this.#moduleFor(arithmeticOf(text));
    const made = await this.#tables.with(module, () => {
      const study = this.#guard(() => new module.Study(text, info.threads));
      const description = this.#guard(
        () => JSON.parse(study.describe()) as Reply<OpenedStudy["description"]>,
      );
      if (!("error" in description)) return { study, description };
      study.delete();
      return description;
    });
    if ("error" in made) return made;
    const { study, description } = made;
    this.#opened += 1;
    const id = this.#opened;
    const onCrash = (error: unknown) => this.#crash(error);
    const onClose = () => this.#studies.delete(id);
    this.#studies.set(
      id,
      new StudyHost(study, {
        clock: this.surroundings.clock,
        announcer: this.#announcer(),
        onCrash,
        onClose,
      }),
    );
    return { id, description, module: info };
  }

  async study(id: number): Promise<StudyPort> {
    const host = this.#studies.get(id);
    if (host === undefined) throw closed();
    return this.surroundings.lend(host);
  }

  async host(id: number): Promise<HostPort> {
    const host = this.#hosts.get(id);
    if (host === undefined) throw closed();
    return this.surroundings.lend(host);
  }

  async close(): Promise<void> {
    // What is left of a crashed module cannot be closed, only dropped.
    if (this.#crashed) this.#abandon();
    else for (const host of this.#open()) await host.close();
    this.#hosts.clear();
    this.#studies.clear();
    this.#leave?.();
    const { shared } = this.surroundings;
    shared?.users.delete(this);
    if (shared !== undefined) return;
    for (const loading of this.#modules.values()) {
      loading.then(
        (loaded) => loaded.dispose(),
        () => {},
      );
    }
    this.#modules.clear();
  }

  /** A second module is loaded only where the arithmetic asks for another family and the browser has it. */
  async #moduleFor(arithmetic: Arithmetic): Promise<LoadedModule> {
    const { relaxed } = this.surroundings.features;
    if (arithmetic === "reproducible" || this.#options.build !== undefined) {
      return this.#module("reproducible");
    }
    if (relaxed) return this.#module("fast");
    const loaded = await this.#module("reproducible");
    const { info } = loaded;
    const reason = info.reason === "reproducible" ? "no_relaxed_simd" : info.reason;
    return { ...loaded, info: { ...info, reason } };
  }

  #module(arithmetic: Arithmetic): Promise<LoadedModule> {
    const known = this.#modules.get(arithmetic);
    if (known !== undefined) return known;
    if (this.#source === undefined) throw new Error("start() comes first.");
    const { features } = this.surroundings;
    const { build, failed, threads = defaultThreads(features.cores) } = this.#options;
    const onStep = this.#listeners.starting;
    const loading = loadModule(
      { arithmetic, threads, build, failed, onStep },
      this.#source,
      features,
    );
    this.#modules.set(arithmetic, loading);
    // What failed once is tried again by whoever asks next: a network comes back.
    loading.catch(() => {
      if (this.#modules.get(arithmetic) === loading) this.#modules.delete(arithmetic);
    });
    return loading;
  }

  /** Whoever has a part in this place hears nothing of it while it works for one of them. */
  #announcer(): Announcer {
    const { clock, shared } = this.surroundings;
    return new Announcer(clock, (working) => {
      for (const user of shared?.users ?? [this]) user.#listeners.working(working);
    });
  }

  /** How long a document takes is not known before: every such call is announced. */
  #guard<T>(call: () => T): T {
    try {
      return this.#announcer().around("document", call);
    } catch (error) {
      // Refused by value: the module is as it was.
      if (error instanceof ExperimentError) throw error;
      this.#crash(error);
      throw error;
    }
  }

  #open(): readonly (SessionHost | StudyHost)[] {
    return [...this.#hosts.values(), ...this.#studies.values()];
  }

  #abandon(): void {
    for (const host of this.#open()) host.abandon();
  }

  /** A module that threw is in an unknown state, and so is every run on it: told once, and the owner throws all away. */
  #crash(error: unknown): void {
    if (this.#crashed) return;
    this.#crashed = true;
    // Where others have the place too, it outlives this: what trains there would go on for ever.
    this.#abandon();
    this.#listeners.crashed(messageOf(error));
    const { shared } = this.surroundings;
    if (shared === undefined) return;
    shared.loaded.clear();
    for (const other of shared.users) other.#crash(error);
  }
}
