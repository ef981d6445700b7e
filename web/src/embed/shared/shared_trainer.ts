// SPDX-License-Identifier: Apache-2.0
/**
 * Who has the trainer of several frames, and what it trains: the frame that holds the baton opens the run of the newest document with its
 * own trainer and does what is asked of it. When it goes away, the next one goes on from where the run was kept last.
 */
import { signal } from "@preact/signals-core";
import type { Workspace } from "../../app/workspace.ts";
import type {
  Description,
  Engine,
  ExperimentDocument,
  Text,
  ViewAnswer,
  ViewSpec,
} from "../../engine/api.ts";
import { textOf } from "../../engine/contract/engine_error.ts";
import { type Edition, isNewer } from "./edition.ts";
import type { Asked, Kept } from "./messages.ts";
import { type Audience, RunService } from "./run_service.ts";
import type { SharedRun } from "./shared_run.ts";
import type { Way } from "./way.ts";

/** As it is let go while nobody needs it. */
export type Own = Engine & { rest(): Promise<void> };

/** The frame around it. */
export interface Surroundings {
  readonly newest: Edition | undefined;
  /** The run that the page of this frame shows. */
  readonly run: SharedRun | undefined;
  readonly workspace: Workspace | undefined;
  /** Whether there are other frames. */
  readonly heard: boolean;
  show(view: number, answer: ViewAnswer): void;
  /** The run of the newest document is open here: what was asked and not answered can be asked now. */
  serves(): void;
  /** The trainer was another frame's before. `kept`: what was made of the run here meanwhile. */
  yielded(kept: Kept | undefined): void;
  fail(message: Text): void;
}

/** Whoever scrolls past and back soon finds it as it was. */
const LEAVE_MS = 5_000;
const RUNS_KEPT = 2;

/** Another frame has the trainer by now: it is to be asked. */
export const ELSEWHERE = Symbol("elsewhere");

export class SharedTrainer {
  readonly #away = signal(false);
  #owns = false;
  /** Whether no other frame has had it since. */
  #hadLast = false;
  #service: RunService | undefined;
  /** What it trains by. */
  #trained: Edition | undefined;
  #opening: Promise<void> | undefined;
  #leaving = false;
  /** What became of the last document that the open run was to go on by. */
  #change: { readonly number: number; readonly done: Promise<Description> } | undefined;
  /** Why the run of a document does not open. */
  #refused: { readonly line: string; readonly error: unknown } | undefined;
  /** By the run's line; of the run before it too, for whoever wants to come back to that. */
  readonly #kept = new Map<string, Kept>();
  #seen = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly own: Own,
    private readonly way: Way,
    private readonly around: Surroundings,
  ) {
    way.baton.onLost(() => void this.#yield());
    own.onCrash((message) => void this.#died(message));
  }

  get owns(): boolean {
    return this.#owns;
  }

  /** Whether the run stands still because nobody sees it; a signal. */
  get away(): boolean {
    return this.#away.value;
  }

  get resting(): boolean {
    return this.#away.peek();
  }

  /** Whether it is for this frame to tell whoever comes what is here. */
  get speaks(): boolean {
    return this.#owns || this.#hadLast;
  }

  /** Whether the run of the newest document is open here. */
  get serving(): boolean {
    return this.#service !== undefined && this.#trained === this.around.newest;
  }

  /** Wants the trainer, and opens the run when it is here. */
  request(taken: () => void = () => {}): void {
    this.way.baton.request(() => {
      this.#owns = true;
      taken();
      void this.serve();
    });
  }

  /** Opens the run of the newest document, or lets the open one go on by it, where the trainer is here. */
  serve(): Promise<void> {
    const { newest } = this.around;
    if (!this.#owns || this.#leaving || newest === undefined) return Promise.resolve();
    if (this.#opening !== undefined) return this.#opening;
    if (this.#service?.line === newest.line) {
      this.#goOn(this.#service, newest);
      return Promise.resolve();
    }
    this.#opening = this.#open(newest);
    return this.#opening;
  }

  /** After its end, or the trainer's: tries again. */
  reopen(): Promise<void> {
    this.#refused = undefined;
    this.request();
    return this.serve();
  }

  /** Another frame has opened the run. */
  heardServing(): void {
    this.#hadLast = false;
    this.heardMoving();
  }

  heardMoving(): void {
    this.#away.value = false;
  }

  /** Where the run was kept. `left`: and its trainer let go. */
  keep(line: string, kept: Kept, left = false): void {
    this.#kept.delete(line);
    this.#kept.set(line, kept);
    for (const old of [...this.#kept.keys()].slice(0, -RUNS_KEPT)) this.#kept.delete(old);
    if (left) this.#away.value = true;
  }

  kept(line: string): Kept | undefined {
    return this.#kept.get(line);
  }

  /** Whether a question is for this frame. */
  answers(line: string, method: Asked): boolean {
    if (!this.#owns || this.#leaving) return false;
    if (method === "validate") return true;
    if (line !== this.around.newest?.line) return false;
    const isHere = this.#service?.line === line || this.#opening !== undefined;
    return isHere || this.#refused?.line === line;
  }

  /** Does what is asked, in the order in which it is asked. @returns ELSEWHERE where another frame has the trainer meanwhile */
  async perform(
    from: string,
    line: string,
    method: Asked,
    given: readonly unknown[],
  ): Promise<unknown> {
    if (method === "validate") return this.own.validate(given[0] as ExperimentDocument);
    if (this.#service?.line !== line) await this.#opening;
    const service = this.#service;
    if (service?.line !== line) {
      if (this.#refused?.line === line) throw this.#refused.error;
      return ELSEWHERE;
    }
    switch (method) {
      case "attach":
        return service.attach();
      case "change": {
        const [number, document] = given as [number, ExperimentDocument];
        return this.#change?.number === number ? this.#change.done : this.own.validate(document);
      }
      default:
        return service.perform(from, method, given);
    }
  }

  want(from: string, line: string, view: number, spec: ViewSpec): void {
    if (this.#service?.line === line) this.#service.want(from, view, spec);
  }

  release(from: string, view: number): void {
    this.#service?.release(from, view);
  }

  /** A frame is gone. */
  forget(from: string): void {
    this.#service?.forget(from);
  }

  /** Out of sight the trainer is another frame's that is seen, or nobody's after a while. */
  see(seen: boolean): void {
    this.#seen = seen;
    clearTimeout(this.#timer);
    if (seen) this.request();
    else if (!this.#owns) this.way.baton.giveUp();
    else void this.#restSoon();
  }

  /** For whoever asks something now. */
  wake(): void {
    this.request();
    if (!this.#seen) void this.#restSoon();
  }

  /** Gives the trainer on; nobody has it where nobody waits. */
  async rest(): Promise<void> {
    clearTimeout(this.#timer);
    const service = this.#service;
    const studied = this.around.workspace?.study.peek();
    const moves = this.around.workspace?.run.moving === true || service?.moving === true;
    const busy = moves || studied?.finished === false;
    if (service === undefined || busy || this.#leaving) {
      if (busy) this.#later();
      return;
    }
    // From here on what is asked waits for the next.
    this.#leaving = true;
    const kept = await service.leave();
    if (kept === undefined) {
      this.#leaving = false;
      void this.serve();
      this.around.serves();
      this.#later();
      return;
    }
    this.#service = undefined;
    this.#trained = undefined;
    this.keep(service.line, kept, true);
    this.way.post({ kind: "kept", line: service.line, kept, left: true });
    await this.own.rest();
    this.#leaving = false;
    this.#giveUp();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#owns = false;
    await this.own.close();
  }

  /** Whoever comes has seen the trainer of a frame that nobody sees. */
  greeted(): void {
    if (!this.#seen && this.#service !== undefined) this.#later();
  }

  /** With this frame's own trainer, from where the run was kept. */
  async #open(edition: Edition): Promise<void> {
    const before = this.#service;
    this.#service = undefined;
    this.#trained = undefined;
    await before?.close();
    const { line, document } = edition;
    const kept = this.kept(line);
    const run = this.around.run?.line === line ? this.around.run : undefined;
    let service: RunService | undefined;
    try {
      const { own } = this;
      const audience = this.#audience(line);
      const saved = kept?.saved;
      service = await RunService.open(own, { line, document }, audience, saved, run?.reached);
    } catch (error) {
      this.#refused = { line, error };
    }
    // Meanwhile it was found to be another frame's, or there is another document.
    if (!this.#owns) {
      await service?.close();
      await this.own.rest();
      this.#opening = undefined;
      return this.serve();
    }
    this.#opening = undefined;
    this.#service = service;
    this.#trained = edition;
    if (this.around.newest?.line !== line) return this.serve();
    this.#hadLast = true;
    if (service === undefined) return this.#refuse();
    this.#opened(service, run === undefined ? kept?.playing : this.around.workspace?.run.playing);
    return this.serve();
  }

  #opened(service: RunService, plays: boolean | undefined): void {
    this.#refused = undefined;
    this.#away.value = false;
    this.around.serves();
    if (plays === true) void service.perform("", "play", []);
  }

  /** Who has asked for it learns why; where nobody has, this frame says so. */
  #refuse(): void {
    this.around.serves();
    const { run } = this.around;
    const error = this.#refused?.error;
    if (run !== undefined && run.line === this.#refused?.line) this.around.fail(textOf(error));
  }

  #goOn(service: RunService, edition: Edition): void {
    if (!isNewer(edition, this.#trained)) return;
    this.#trained = edition;
    const done = service.run.change(edition.document);
    this.#change = { number: edition.number, done };
    // Told to whoever has asked for it.
    done.catch(() => {});
  }

  #audience(line: string): Audience {
    const { me, post } = this.way;
    return {
      frame: (frame, except) => {
        const { run, heard } = this.around;
        if (run?.line === line && except !== me) run.take(frame);
        if (heard) post({ kind: "frame", line, frame, ...(except !== undefined && { except }) });
      },
      view: (to, view, answer) => {
        if (to === me) this.around.show(view, answer);
        else post({ kind: "view", to, view, answer });
      },
      kept: (kept) => {
        this.keep(line, kept);
        if (this.around.heard) post({ kind: "kept", line, kept });
      },
    };
  }

  /** The trainer died: of others one goes on, without a word; where there is none, this frame says so. */
  async #died(message: Text): Promise<void> {
    if (this.#service === undefined) return;
    this.#service = undefined;
    this.#trained = undefined;
    if (await this.way.baton.wanted()) this.#giveUp();
    else this.around.fail(message);
  }

  #giveUp(): void {
    this.#owns = false;
    this.way.baton.giveUp();
    if (this.#seen) this.request();
  }

  async #yield(): Promise<void> {
    const service = this.#service;
    this.#service = undefined;
    this.#trained = undefined;
    this.#owns = false;
    this.#hadLast = false;
    // A trainer that dies now is nobody's any more.
    const kept = await service?.leave().catch(() => undefined);
    await service?.close();
    if (this.#opening === undefined) await this.own.rest();
    this.around.yielded(kept);
    if (this.#seen) this.request();
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
}
