// SPDX-License-Identifier: Apache-2.0
/**
 * The trainer of several frames that show one run (`view.run`). One of them has it, whoever holds the baton; the others send what they are
 * asked, and show what comes. When that frame goes away, the next one goes on from where the run was kept last, with the same digits.
 */
import { signal } from "@preact/signals-core";
import type { Workspace } from "../../app/workspace.ts";
import { differences } from "../../documents/difference.ts";
import { newId } from "../../documents/new_id.ts";
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
import { EngineError, textOf } from "../../engine/contract/engine_error.ts";
import { ExperimentError } from "../../engine/contract/experiment_error.ts";
import { packError, unpackError } from "../../engine/error_crossing.ts";
import type { Asked, Kept, SharedMessage } from "./messages.ts";
import { type Audience, RunService } from "./run_service.ts";
import { type Group, SharedRun } from "./shared_run.ts";
import type { Way } from "./way.ts";

/** As it is let go while nobody needs it. */
type Own = Engine & { rest(): Promise<void> };

/** The run of the group. */
export interface Here {
  readonly line: string;
  readonly document: ExperimentDocument;
  /** As the author gave it to the first frame. */
  readonly author: ExperimentDocument;
}

interface Pending {
  readonly line: string;
  readonly method: Asked;
  readonly given: readonly unknown[];
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

interface Wanted {
  readonly line: string;
  readonly spec: ViewSpec;
  readonly show: (answer: ViewAnswer) => void;
}

/** Whoever scrolls past and back soon finds it as it was. */
const LEAVE_MS = 5_000;

export class SharedEngine implements Engine, Group {
  readonly #me: string;
  readonly #post: Way["post"];
  readonly #away = signal(false);
  /** Of whoever has the trainer, as it was told last. */
  readonly #module = signal<ModuleInfo | undefined>(undefined);
  readonly #others = new Set<string>();
  readonly #pending = new Map<number, Pending>();
  readonly #wanted = new Map<number, Wanted>();
  /** What others have asked: who does not know yet that it was heard asks again. */
  readonly #heard = new Set<string>();
  readonly #crashed: ((message: Text) => void)[] = [];
  #ids = 0;
  #owns = false;
  #service: RunService | undefined;
  #serving: Promise<void> = Promise.resolve();
  #here: (Here & { readonly from: string }) | undefined;
  #kept: Kept | undefined;
  #run: SharedRun | undefined;
  /** The run that this frame has closed: what is opened next is another one. */
  #closed: string | undefined;
  #opening = 0;
  #workspace: Workspace | undefined;
  #seen = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wake: () => void = () => {};

  constructor(
    private readonly own: Own,
    private readonly way: Way,
    /** Known without a trainer. */
    private readonly known: Pick<Engine, "catalog"> = own,
  ) {
    this.#me = way.me;
    this.#post = way.post;
    way.listen((message) => this.#take(message));
    way.baton.onLost(() => void this.#yield());
    own.onCrash((message) => void this.#lost(message));
  }

  get owns(): boolean {
    return this.#owns;
  }

  /** Whether the run stands still because nobody sees it. */
  get away(): boolean {
    return this.#away.value;
  }

  /** Comes to the frames of this run. @returns what they show; undefined where this is the first */
  async join(): Promise<Here | undefined> {
    const known = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    const owns = new Promise<void>((resolve) => this.#request(resolve));
    this.#post({ kind: "hello" });
    await Promise.race([known, owns]);
    return this.#here;
  }

  /** From here on what the others do is done to it. */
  follow(workspace: Workspace): void {
    this.#workspace = workspace;
    const here = this.#here;
    if (here === undefined) return;
    if (!same(here.document, workspace.document.minimal)) void this.#load(here.document);
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
    if (this.#owns || this.#here === undefined) return this.own.validate(document);
    return (await this.ask("", "validate", [document])) as Description;
  }

  async open(
    document: ExperimentSource,
    onFrame: (frame: Frame) => void = () => {},
    saved?: SavedModel,
  ): Promise<Run> {
    this.#opening += 1;
    try {
      await this.#make(document as ExperimentDocument, saved);
      const run = await this.#attach(onFrame);
      this.#run = run;
      this.#closed = undefined;
      return run;
    } finally {
      this.#opening -= 1;
      this.#keepUp(document);
    }
  }

  study(...asked: Parameters<Engine["study"]>) {
    return this.own.study(...asked);
  }

  onCrash(listener: (message: Text) => void): void {
    this.#crashed.push(listener);
  }

  async close(): Promise<void> {
    this.#post({ kind: "bye" });
    this.way.close();
    this.#owns = false;
    await this.own.close();
  }

  /** Out of sight the trainer is another frame's that is seen, or nobody's after a while. */
  see(seen: boolean): void {
    this.#seen = seen;
    clearTimeout(this.#timer);
    if (seen) this.#request();
    else if (!this.#owns) this.way.baton.giveUp();
    else void this.#restSoon();
  }

  /** For whoever asks something now. */
  async wake(): Promise<void> {
    this.#request();
    if (!this.#seen) void this.#restSoon();
  }

  /** Gives the trainer on; nobody has it where nobody waits. */
  async rest(): Promise<void> {
    clearTimeout(this.#timer);
    const service = this.#service;
    const studied = this.#workspace?.study.peek();
    const busy = this.#workspace?.run.moving === true || studied?.finished === false;
    if (service === undefined || busy) {
      if (busy) this.#later();
      return;
    }
    const here = this.#here;
    // From here on what is asked waits for the next.
    this.#service = undefined;
    const kept = await service.leave();
    if (kept === undefined || here === undefined) {
      this.#service = service;
      this.#later();
      return;
    }
    this.#away.value = true;
    this.#kept = kept;
    this.#post({ kind: "kept", line: here.line, kept, left: true });
    await this.own.rest();
    this.#owns = false;
    this.way.baton.giveUp();
    if (this.#seen) this.#request();
  }

  get resting(): boolean {
    return this.#away.peek();
  }

  ask(line: string, method: Asked, given: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#ids += 1;
      const id = this.#ids;
      const pending = { line, method, given, resolve, reject };
      this.#pending.set(id, pending);
      if (this.#service !== undefined) void this.#answerOwn(id, pending);
      else if (!this.#owns) this.#post({ kind: "ask", line, id, method, given });
    });
  }

  want(line: string, spec: ViewSpec, show: (answer: ViewAnswer) => void): Lease {
    this.#ids += 1;
    const view = this.#ids;
    this.#wanted.set(view, { line, spec, show });
    if (this.#service?.line === line) this.#service.want(this.#me, view, spec);
    else if (!this.#owns) this.#post({ kind: "want", line, view, spec });
    return {
      release: async () => {
        if (!this.#wanted.delete(view)) return;
        if (this.#service !== undefined) this.#service.release(this.#me, view);
        else this.#post({ kind: "release", view });
      },
    };
  }

  async change(line: string, document: ExperimentSource): Promise<Description> {
    const here = this.#here;
    // Another frame has changed it, and this one follows.
    if (!this.#owns && here?.line === line && same(here.document, document)) {
      return this.validate(document);
    }
    return (await this.ask(line, "change", [document])) as Description;
  }

  async reopen(onFrame: (frame: Frame) => void): Promise<Run> {
    const here = this.#here;
    if (here === undefined) throw new EngineError("closed", GONE);
    this.#request();
    if (this.#owns) await this.#serve(here);
    const run = await this.#attach(onFrame);
    this.#run = run;
    return run;
  }

  closed(run: SharedRun): void {
    if (this.#run === run) {
      this.#run = undefined;
      this.#closed = run.line;
    }
    for (const [view, { line }] of this.#wanted) {
      if (line === run.line) this.#wanted.delete(view);
    }
    this.#giveUp(({ line }) => line === run.line);
  }

  /** Nobody will answer it. */
  #giveUp(which: (pending: Pending) => boolean): void {
    for (const [id, pending] of [...this.#pending]) {
      if (!which(pending)) continue;
      this.#pending.delete(id);
      pending.reject(new EngineError("closed", GONE));
    }
  }

  /** Sees to it that this document's run is the one that is here. */
  async #make(document: ExperimentDocument, saved: SavedModel | undefined): Promise<void> {
    await this.#serving;
    const here = this.#here;
    const fits = here !== undefined && here.line !== this.#closed && same(here.document, document);
    if (this.#owns) {
      if (!fits) await this.#begin(document, saved);
      else if (this.#service === undefined) await this.#serve(here);
    } else if (!fits) {
      await this.ask("", "open", [document, saved]);
    }
  }

  /** Where another run begins meanwhile, to that one. */
  async #attach(onFrame: (frame: Frame) => void): Promise<SharedRun> {
    for (;;) {
      const line = this.#here?.line ?? "";
      try {
        const run = await SharedRun.attach(this, line, onFrame);
        this.#module.value = run.module;
        return run;
      } catch (error) {
        if (this.#here?.line === line) throw error;
      }
    }
  }

  /** What happened in other frames while this one was opening a run. */
  #keepUp(opened: ExperimentSource): void {
    const [here, run] = [this.#here, this.#run];
    if (this.#opening > 0 || here === undefined || run === undefined) return;
    if (run.line === here.line && same(here.document, opened)) return;
    this.#load(here.document).catch((error) => this.#fail(textOf(error)));
  }

  async #begin(document: ExperimentDocument, saved: SavedModel | undefined): Promise<void> {
    const before = this.#service;
    this.#service = undefined;
    await before?.close();
    this.#kept = saved && { saved, playing: false };
    const author = this.#here?.author ?? document;
    await this.#serve({ line: newId(), document, author }, true);
  }

  /** With this frame's own trainer, from where the run was kept. */
  #serve({ line, document, author }: Here, fresh = false): Promise<void> {
    const kept = this.#kept;
    const known = !fresh && this.#run?.line === line;
    const reached = known ? (this.#run?.reached ?? 0) : 0;
    this.#serving = RunService.open(
      this.own,
      { line, document },
      this.#audience(line),
      kept?.saved,
      reached,
    ).then(async (service) => {
      // Meanwhile it was found to be another frame's.
      if (!this.#owns) {
        await service.close();
        await this.own.rest();
        return;
      }
      this.#service = service;
      this.#away.value = false;
      this.#here = { line, document, author, from: this.#me };
      this.#post({ kind: "here", line, document, author });
      this.#again();
      const plays = known ? this.#workspace?.run.playing : kept?.playing;
      if (plays === true) void service.perform("", "play", []);
    });
    return this.#serving;
  }

  /** What is asked and looked at goes to whoever has the trainer now. */
  #again(): void {
    for (const [id, pending] of this.#pending) {
      const { line, method, given } = pending;
      if (this.#service !== undefined) void this.#answerOwn(id, pending);
      else this.#post({ kind: "ask", line, id, method, given });
    }
    for (const [view, { line, spec }] of this.#wanted) {
      if (line === this.#service?.line) this.#service.want(this.#me, view, spec);
      else if (!this.#owns) this.#post({ kind: "want", line, view, spec });
    }
  }

  async #answerOwn(id: number, { method, given, resolve, reject }: Pending): Promise<void> {
    try {
      resolve(await this.#perform(this.#me, method, given));
    } catch (error) {
      reject(error);
    } finally {
      this.#pending.delete(id);
    }
  }

  async #perform(from: string, method: Asked, given: readonly unknown[]): Promise<unknown> {
    const service = this.#service;
    if (service === undefined) throw new EngineError("closed", GONE);
    const [document, saved] = given as [ExperimentDocument, SavedModel | undefined];
    switch (method) {
      case "attach":
        return service.attach();
      case "validate":
        return this.own.validate(document);
      case "open":
        return from === this.#me ? this.#begin(document, saved) : this.#load(document, { saved });
      case "change":
        if (from === this.#me) return this.#change(service, document);
        await this.#load(document, { goesOn: true });
        return this.own.validate(document);
      default:
        return service.perform(from, method, given);
    }
  }

  async #change(service: RunService, document: ExperimentDocument): Promise<Description> {
    const description = await service.run.change(document);
    const { line } = service;
    if (this.#here !== undefined) this.#here = { ...this.#here, document };
    this.#post({ kind: "changed", line, document });
    return description;
  }

  /** As another frame has it. @throws ExperimentError where it does not hold */
  async #load(
    document: ExperimentDocument,
    more: { readonly saved?: SavedModel | undefined; readonly goesOn?: true } = {},
  ): Promise<void> {
    const workspace = this.#workspace;
    if (workspace === undefined) return;
    const { saved, goesOn } = more;
    const outcome = await workspace.document.submit(
      { kind: "load", document, ...(saved && { saved }), ...(goesOn && { goesOn }) },
      { origin: "host" },
    );
    if ("refusal" in outcome) {
      const { path, message } = outcome.refusal;
      throw new ExperimentError({ path, message: message.en, zh: message.zh });
    }
    await workspace.run.opened;
  }

  #audience(line: string): Audience {
    return {
      frame: (frame, except) => {
        if (this.#run?.line === line && except !== this.#me) this.#run.take(frame);
        if (this.#others.size > 0) {
          this.#post({ kind: "frame", line, frame, ...(except !== undefined && { except }) });
        }
      },
      view: (to, view, answer) => {
        if (to === this.#me) this.#wanted.get(view)?.show(answer);
        else this.#post({ kind: "view", to, view, answer });
      },
      kept: (kept) => {
        this.#kept = kept;
        if (this.#others.size > 0) this.#post({ kind: "kept", line, kept });
      },
    };
  }

  #request(taken: () => void = () => {}): void {
    this.way.baton.request(() => {
      this.#owns = true;
      taken();
      const here = this.#here;
      // One that shows the run goes on with it; one that comes opens it when it knows what.
      if (here === undefined || (this.#run === undefined && this.#pending.size === 0)) return;
      this.#serve(here).catch((error) => this.#fail(textOf(error)));
    });
  }

  /** The trainer died: of others one goes on, without a word; where there is none, this frame says so. */
  async #lost(message: Text): Promise<void> {
    if (this.#service === undefined) return;
    this.#service = undefined;
    if (await this.way.baton.wanted()) {
      this.#owns = false;
      this.way.baton.giveUp();
      if (this.#seen) this.#request();
    } else {
      this.#fail(message);
    }
  }

  /** The trainer was another frame's before: what this one has made of the run is nothing. */
  async #yield(): Promise<void> {
    const service = this.#service;
    this.#service = undefined;
    this.#owns = false;
    this.#here = undefined;
    await service?.close();
    await this.own.rest();
    this.#post({ kind: "hello" });
    if (this.#seen) this.#request();
  }

  #fail(message: Text): void {
    for (const told of this.#crashed) told(message);
  }

  async #restSoon(): Promise<void> {
    if (await this.way.baton.wanted()) await this.rest();
    else this.#later();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#seen) void this.rest();
    }, LEAVE_MS);
  }

  #take(message: SharedMessage): void {
    const { from } = message;
    if (message.kind === "bye") {
      this.#others.delete(from);
      this.#service?.forget(from);
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
        void this.#answer(message);
        break;
      case "answer":
      case "refusal":
        this.#settle(message);
        break;
      case "want":
        if (message.line === this.#service?.line) {
          this.#service.want(from, message.view, message.spec);
        }
        break;
      case "release":
        this.#service?.release(from, message.view);
        break;
      case "view":
        if (message.to === this.#me) this.#wanted.get(message.view)?.show(message.answer);
        break;
      case "frame":
        if (message.line === this.#run?.line && message.except !== this.#me) {
          this.#away.value = false;
          this.#run.take(message.frame);
        }
        break;
      case "changed":
        this.#takeChange(message.line, message.document);
        break;
      case "kept":
        if (message.line !== this.#here?.line) break;
        this.#kept = message.kept;
        if (message.left === true) this.#away.value = true;
    }
  }

  /** By whoever has the trainer, or had it last. */
  #greet(): void {
    const here = this.#here;
    if (here?.from !== this.#me) return;
    const { line, document, author } = here;
    this.#post({ kind: "here", line, document, author, kept: this.#kept });
    if (!this.#seen && this.#service !== undefined) this.#later();
  }

  #takeHere({
    line,
    document,
    author,
    kept,
    from,
  }: SharedMessage & { readonly kind: "here" }): void {
    const before = this.#here;
    // Said before this frame had the trainer.
    if (this.#owns && before !== undefined) return;
    if (before?.line !== line) this.#kept = kept;
    this.#here = { line, document, author, from };
    this.#giveUp((pending) => pending.method === "attach" && pending.line !== line);
    this.#wake();
    if (this.#run?.line === line) {
      this.#away.value = false;
      if (before?.from !== from) this.#again();
    } else if (this.#opening === 0 && this.#run !== undefined) {
      // Another run has begun in another frame.
      this.#load(document).catch((error) => this.#fail(textOf(error)));
    }
  }

  #takeChange(line: string, document: ExperimentDocument): void {
    if (this.#here?.line !== line) return;
    this.#here = { ...this.#here, document };
    const known = this.#workspace?.document.minimal;
    if (known === undefined || same(known, document)) return;
    this.#load(document, { goesOn: true }).catch((error) => this.#fail(textOf(error)));
  }

  async #answer({
    from,
    line,
    id,
    method,
    given,
  }: SharedMessage & { readonly kind: "ask" }): Promise<void> {
    const service = this.#service;
    // It is asked again of whoever has the trainer next.
    if (service === undefined || (line !== "" && line !== service.line)) return;
    const name = `${from} ${id}`;
    if (this.#heard.has(name)) return;
    this.#heard.add(name);
    try {
      const value = await this.#perform(from, method, given);
      this.#post({ kind: "answer", to: from, id, value: method === "open" ? null : value });
    } catch (error) {
      const packed = packError(error) ?? packError(new EngineError("crashed", textOf(error)));
      if (packed !== undefined) this.#post({ kind: "refusal", to: from, id, error: packed });
    }
  }

  #settle(message: SharedMessage & { readonly kind: "answer" | "refusal" }): void {
    const pending = message.to === this.#me ? this.#pending.get(message.id) : undefined;
    if (pending === undefined) return;
    this.#pending.delete(message.id);
    if (message.kind === "answer") pending.resolve(message.value);
    else pending.reject(unpackError(message.error));
  }
}

const GONE: Text = {
  en: "The run has gone to another frame.",
  zh: "这次训练已转到另一个框架。",
};

function same(one: ExperimentDocument, other: ExperimentSource): boolean {
  if (typeof other === "string") return false;
  const { version: _, ...mine } = one;
  const { version: __, ...others } = other;
  return differences(mine, others).length === 0;
}
