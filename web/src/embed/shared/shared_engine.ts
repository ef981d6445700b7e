// SPDX-License-Identifier: Apache-2.0
/**
 * The engine of a frame that shows one run with others (`view.run`): to the page in the frame an engine like any other. Which document is
 * here, who has the trainer, and what is asked of it and answered each have a file of their own; here they meet.
 */
import { signal } from "@preact/signals-core";
import type { Workspace } from "../../app/workspace.ts";
import type {
  Catalog,
  Description,
  Engine,
  ExperimentDocument,
  ExperimentSource,
  Frame,
  Lease,
  ModuleInfo,
  Run,
  SavedModel,
  Text,
  ViewAnswer,
  ViewSpec,
} from "../../engine/api.ts";
import { ExperimentError } from "../../engine/contract/experiment_error.ts";
import type { Edition } from "./edition.ts";
import type { Asked, Kept, SharedMessage } from "./messages.ts";
import { gone, Questions } from "./questions.ts";
import { SharedDocument } from "./shared_document.ts";
import { type Group, SharedRun } from "./shared_run.ts";
import { type Own, SharedTrainer, type Surroundings } from "./shared_trainer.ts";
import type { Way } from "./way.ts";

export class SharedEngine implements Engine, Group {
  readonly #document: SharedDocument;
  readonly #trainer: SharedTrainer;
  readonly #questions: Questions;
  /** Of whoever has the trainer, as it was told last. */
  readonly #module = signal<ModuleInfo | undefined>(undefined);
  readonly #others = new Set<string>();
  readonly #crashed: ((message: Text) => void)[] = [];
  #run: SharedRun | undefined;
  #workspace: Workspace | undefined;
  #wake: () => void = () => {};

  constructor(
    private readonly own: Own,
    private readonly way: Way,
    /** Known without a trainer. */
    private readonly known: Pick<Engine, "catalog"> = own,
  ) {
    this.#document = new SharedDocument(way.me, (message) => this.#fail(message));
    this.#trainer = new SharedTrainer(own, way, this.#surroundings());
    this.#questions = new Questions(way, this.#trainer);
    way.listen((message) => this.#take(message));
  }

  /** Whether the run stands still because nobody sees it; a signal. */
  get away(): boolean {
    return this.#trainer.away;
  }

  get resting(): boolean {
    return this.#trainer.resting;
  }

  /** Comes to the frames of this run. @returns what they show; undefined where this is the first */
  async join(): Promise<Edition | undefined> {
    const known = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    const owns = new Promise<void>((resolve) => this.#trainer.request(resolve));
    this.way.post({ kind: "hello" });
    await Promise.race([known, owns]);
    return this.#document.join();
  }

  /** From here on what the others do is done to it. */
  follow(workspace: Workspace): void {
    this.#workspace = workspace;
    this.#document.follow(workspace);
  }

  /** Whether it is known who trains, and by what. */
  get arrived(): boolean {
    return this.#module.value !== undefined;
  }

  get module(): ModuleInfo {
    return this.#module.value ?? this.own.module;
  }

  catalog(): Promise<Catalog> {
    return this.known.catalog();
  }

  async validate(document: ExperimentSource): Promise<Description> {
    if (this.#document.newest === undefined) {
      const judged = await this.own.validate(document);
      // The trainer has turned out to be another frame's: this one was wanted for no more than that.
      if (!this.#trainer.owns) await this.own.rest();
      return judged;
    }
    return (await this.ask("", "validate", [document])) as Description;
  }

  async open(
    document: ExperimentSource,
    onFrame: (frame: Frame) => void = () => {},
    saved?: SavedModel,
  ): Promise<Run> {
    const edition = this.#document.opened(document as ExperimentDocument);
    if (edition !== undefined) {
      if (saved !== undefined) this.#trainer.keep(edition.line, { saved, playing: false });
      this.#tell(edition);
    }
    return this.#attach(onFrame, edition === undefined);
  }

  study(...asked: Parameters<Engine["study"]>) {
    return this.own.study(...asked);
  }

  onCrash(listener: (message: Text) => void): void {
    this.#crashed.push(listener);
  }

  async close(): Promise<void> {
    this.way.post({ kind: "bye" });
    this.way.close();
    await this.#trainer.close();
  }

  /** What was said while nothing was heard is said again. */
  see(seen: boolean): void {
    this.#trainer.see(seen);
    if (seen) this.way.post({ kind: "hello" });
  }

  /** For whoever asks something now. */
  async wake(): Promise<void> {
    this.#trainer.wake();
  }

  rest(): Promise<void> {
    return this.#trainer.rest();
  }

  async ask(line: string, method: Asked, given: readonly unknown[]): Promise<unknown> {
    if (line === "" || line === this.#document.newest?.line) {
      return this.#questions.ask(line, method, given);
    }
    // Whoever leaves a run for another one's may come back to it.
    const saved = method === "save" ? this.#trainer.kept(line)?.saved : undefined;
    if (saved === undefined) throw gone();
    return saved;
  }

  want(line: string, spec: ViewSpec, show: (answer: ViewAnswer) => void): Lease {
    return this.#questions.want(line, spec, show);
  }

  async change(line: string, document: ExperimentSource): Promise<Description> {
    if (line !== this.#document.newest?.line) throw new ExperimentError(GOES_ON_NO_MORE);
    const edition = this.#document.changed(document as ExperimentDocument);
    if (edition === undefined) return this.validate(document);
    this.#tell(edition);
    return (await this.ask(line, "change", [edition.number, document])) as Description;
  }

  async reopen(onFrame: (frame: Frame) => void): Promise<Run> {
    void this.#trainer.reopen();
    return this.#attach(onFrame, true);
  }

  closed(run: SharedRun): void {
    if (this.#run === run) this.#run = undefined;
    this.#questions.drop(run.line);
  }

  /** Something was set here. */
  #tell(edition: Edition): void {
    this.#post(edition);
    this.#move();
  }

  #post(edition: Edition, serves = false): void {
    const kept = this.#trainer.kept(edition.line);
    this.way.post({ kind: "here", ...edition, ...(kept && { kept }), ...(serves && { serves }) });
  }

  /** There is another document. */
  #move(): void {
    const { newest } = this.#document;
    if (newest === undefined) return;
    this.#questions.leaveAllBut(newest.line);
    void this.#trainer.serve();
  }

  /** Where another run begins meanwhile, to that one. */
  async #attach(onFrame: (frame: Frame) => void, joins: boolean): Promise<SharedRun> {
    for (;;) {
      const line = this.#document.newest?.line ?? "";
      try {
        const run = await SharedRun.attach(this, line, onFrame, joins);
        this.#run = run;
        this.#module.value = run.module;
        return run;
      } catch (error) {
        if (this.#document.newest?.line === line) throw error;
      }
    }
  }

  #surroundings(): Surroundings {
    const engine = this;
    return {
      get newest() {
        return engine.#document.newest;
      },
      get run() {
        return engine.#run;
      },
      get workspace() {
        return engine.#workspace;
      },
      get heard() {
        return engine.#others.size > 0;
      },
      show: (view, answer) => engine.#questions.show(view, answer),
      serves: () => {
        if (engine.#document.newest !== undefined) engine.#post(engine.#document.newest, true);
        engine.#questions.again();
      },
      yielded: (kept) => engine.#yielded(kept),
      fail: (message) => engine.#fail(message),
    };
  }

  /** What a reader or a host has done to the run meanwhile is not lost: it is the run of all. */
  #yielded(kept: Kept | undefined): void {
    const edition = kept?.saved === undefined ? undefined : this.#document.restarted();
    if (kept !== undefined && edition !== undefined) {
      this.#trainer.keep(edition.line, kept);
      this.#tell(edition);
    }
    this.#document.forget();
    this.way.post({ kind: "hello" });
  }

  #fail(message: Text): void {
    for (const told of this.#crashed) told(message);
  }

  #take(message: SharedMessage): void {
    const { from } = message;
    if (message.kind === "bye") {
      this.#others.delete(from);
      this.#trainer.forget(from);
      return;
    }
    this.#others.add(from);
    switch (message.kind) {
      case "hello":
        this.#greet();
        break;
      case "here":
        this.#takeHere(message);
        break;
      case "ask":
        void this.#questions.answer(message);
        break;
      case "answer":
      case "refusal":
        this.#questions.settle(message);
        break;
      case "want":
        this.#trainer.want(from, message.line, message.view, message.spec);
        break;
      case "release":
        this.#trainer.release(from, message.view);
        break;
      case "view":
        if (message.to === this.way.me) this.#questions.show(message.view, message.answer);
        break;
      case "frame":
        // Of one who has a trainer too it is another run, until it turns out whose is whose.
        if (this.#trainer.owns) break;
        if (message.line === this.#run?.line && message.except !== this.way.me) {
          this.#trainer.heardMoving();
          this.#run.take(message.frame);
        }
        break;
      case "kept":
        this.#trainer.keep(message.line, message.kept, message.left);
    }
  }

  /** By whoever has the trainer, or had it last. */
  #greet(): void {
    const { newest } = this.#document;
    if (newest === undefined || !this.#trainer.speaks) return;
    this.#post(newest, this.#trainer.serving);
    this.#trainer.greeted();
  }

  #takeHere(message: SharedMessage & { readonly kind: "here" }): void {
    const { number, by, line, document, author, kept, serves } = message;
    const news = this.#document.take({ number, by, line, document, author });
    const { newest } = this.#document;
    if (kept !== undefined && (news || this.#trainer.kept(line) === undefined)) {
      this.#trainer.keep(line, kept);
    }
    if (news) this.#move();
    this.#wake();
    if (serves !== true) return;
    this.#trainer.heardServing();
    // It does not know of what was set last.
    if (newest !== undefined && (newest.number !== number || newest.by !== by)) this.#post(newest);
    this.#questions.again();
  }
}

const GOES_ON_NO_MORE = {
  path: "",
  message: "Another frame has begun another run.",
  zh: "另一个框架已开始新的训练。",
};
