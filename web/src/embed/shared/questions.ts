// SPDX-License-Identifier: Apache-2.0
/**
 * What is asked of the run that several frames show, and answered: of this frame's own trainer, or by messages of the frame that has it.
 * What was not answered is asked again of whoever has it next.
 */
import type { Lease, Text, ViewAnswer, ViewSpec } from "../../engine/api.ts";
import { EngineError, textOf } from "../../engine/contract/engine_error.ts";
import { packError, unpackError } from "../../engine/error_crossing.ts";
import type { Asked, SharedMessage } from "./messages.ts";
import { ELSEWHERE, type SharedTrainer } from "./shared_trainer.ts";
import type { Way } from "./way.ts";

interface Pending {
  /** Empty: of no run in particular. */
  readonly line: string;
  readonly method: Asked;
  readonly given: readonly unknown[];
  resolve(value: unknown): void;
  reject(error: unknown): void;
  /** Whether this frame's own trainer is at it. */
  inHand: boolean;
}

interface Wanted {
  readonly line: string;
  readonly spec: ViewSpec;
  readonly show: (answer: ViewAnswer) => void;
}

type Trainer = Pick<SharedTrainer, "owns" | "answers" | "perform" | "want" | "release">;
type Ask = SharedMessage & { readonly kind: "ask" };
type Settlement = SharedMessage & { readonly kind: "answer" | "refusal" };

export class Questions {
  readonly #pending = new Map<number, Pending>();
  readonly #wanted = new Map<number, Wanted>();
  /** What others have asked: who does not know yet that it was heard asks again. */
  readonly #heard = new Set<string>();
  #ids = 0;

  constructor(
    private readonly way: Pick<Way, "me" | "post">,
    private readonly trainer: Trainer,
  ) {}

  /** Answered in the order in which it is asked. */
  ask(line: string, method: Asked, given: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#ids += 1;
      const pending = { line, method, given, resolve, reject, inHand: false };
      this.#pending.set(this.#ids, pending);
      this.#send(this.#ids, pending);
    });
  }

  want(line: string, spec: ViewSpec, show: (answer: ViewAnswer) => void): Lease {
    this.#ids += 1;
    const view = this.#ids;
    const wanted = { line, spec, show };
    this.#wanted.set(view, wanted);
    this.#order(view, wanted);
    return {
      release: async () => {
        if (!this.#wanted.delete(view)) return;
        if (this.trainer.owns) this.trainer.release(this.way.me, view);
        else this.way.post({ kind: "release", view });
      },
    };
  }

  show(view: number, answer: ViewAnswer): void {
    this.#wanted.get(view)?.show(answer);
  }

  /** Of whoever has the trainer now. */
  again(): void {
    for (const [id, pending] of [...this.#pending]) this.#send(id, pending);
    for (const [view, wanted] of this.#wanted) this.#order(view, wanted);
  }

  /** Of a run that this frame shows no more. */
  drop(line: string): void {
    for (const [view, wanted] of this.#wanted) if (wanted.line === line) this.#wanted.delete(view);
    this.#giveUp((pending) => pending.line === line);
  }

  /** Of other runs than this nobody answers anything any more. */
  leaveAllBut(line: string): void {
    this.#giveUp((pending) => pending.line !== "" && pending.line !== line);
  }

  /** What another frame asks. */
  async answer({ from, line, id, method, given }: Ask): Promise<void> {
    const name = `${from} ${id}`;
    // It is asked again of whoever has the trainer next.
    if (this.#heard.has(name) || !this.trainer.answers(line, method)) return;
    this.#heard.add(name);
    try {
      const value = await this.trainer.perform(from, line, method, given);
      if (value === ELSEWHERE) this.#heard.delete(name);
      else this.way.post({ kind: "answer", to: from, id, value });
    } catch (error) {
      const packed = packError(error) ?? packError(new EngineError("crashed", textOf(error)));
      if (packed !== undefined) this.way.post({ kind: "refusal", to: from, id, error: packed });
    }
  }

  /** What another frame answers. */
  settle(message: Settlement): void {
    const pending = message.to === this.way.me ? this.#pending.get(message.id) : undefined;
    if (pending === undefined) return;
    this.#pending.delete(message.id);
    if (message.kind === "answer") pending.resolve(message.value);
    else pending.reject(unpackError(message.error));
  }

  #send(id: number, pending: Pending): void {
    const { line, method, given } = pending;
    if (this.trainer.answers(line, method)) void this.#answerOwn(id, pending);
    else if (!this.trainer.owns) this.way.post({ kind: "ask", line, id, method, given });
  }

  #order(view: number, { line, spec }: Wanted): void {
    if (this.trainer.owns) this.trainer.want(this.way.me, line, view, spec);
    else this.way.post({ kind: "want", line, view, spec });
  }

  async #answerOwn(id: number, pending: Pending): Promise<void> {
    if (pending.inHand) return;
    const { line, method, given, resolve, reject } = pending;
    pending.inHand = true;
    let elsewhere = false;
    try {
      const value = await this.trainer.perform(this.way.me, line, method, given);
      elsewhere = value === ELSEWHERE;
      if (!elsewhere) resolve(value);
    } catch (error) {
      reject(error);
    }
    pending.inHand = false;
    if (!elsewhere) this.#pending.delete(id);
    else if (this.#pending.has(id)) this.#send(id, pending);
  }

  #giveUp(which: (pending: Pending) => boolean): void {
    for (const [id, pending] of [...this.#pending]) {
      if (!which(pending)) continue;
      this.#pending.delete(id);
      pending.reject(gone());
    }
  }
}

/** Nobody will answer it. */
export const gone = (): EngineError => new EngineError("closed", GONE);

const GONE: Text = {
  en: "The run has gone to another frame.",
  zh: "这次训练已转到另一个框架。",
};
