// SPDX-License-Identifier: Apache-2.0
/** Out of sight the trainer is let go after a while, with its memory; it comes back with the frame, and the run with the same bits. */
import { signal } from "@preact/signals-core";
import type { RestingEngine } from "../../app/resting_engine.ts";
import type { Workspace } from "../../app/workspace.ts";

/** Whoever scrolls past and back soon finds it as it was. */
const LEAVE_MS = 5_000;

export class Parking {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #comeBack: (() => void) | undefined;
  /** Whether it trained when it was let go. */
  #played = false;
  readonly #away = signal(false);
  #seen = true;
  /** Out of sight it trains because the host has said so: then it is not let go before it stands still. */
  #hosts = false;
  /** One after the other, however often the frame comes and goes. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly workspace: Workspace,
    private readonly engine: Pick<RestingEngine, "rest">,
  ) {}

  get resting(): boolean {
    return this.#comeBack !== undefined;
  }

  /** Whether the run stands still because nobody sees it, and not because somebody has stopped it. */
  get away(): boolean {
    return this.#away.value;
  }

  see(seen: boolean): void {
    this.#seen = seen;
    this.#hosts = false;
    if (seen) void this.wake();
    else this.#restLater();
  }

  /** At once; where something is still being worked out, later, if nobody sees it then. */
  rest(): Promise<void> {
    return this.#inTurn(async () => {
      const { workspace } = this;
      if (this.resting) return;
      if (this.#atWork) {
        if (!this.#seen) this.#restLater();
        return;
      }
      const played = workspace.run.playing;
      this.#away.value = true;
      let comeBack = () => {};
      const until = new Promise<void>((resolve) => {
        comeBack = resolve;
      });
      if (!(await workspace.rest(until))) {
        // Its trainer is still on its way, or has no state to be kept now: perhaps it has one in a while.
        if (played) await this.#playOn();
        this.#away.value = false;
        if (!this.#seen) this.#restLater();
        return;
      }
      this.#played = played;
      this.#comeBack = comeBack;
      await this.engine.rest();
    });
  }

  /** Out of sight, because the host asks something: then not for longer than that takes. */
  wake(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#inTurn(async () => {
      const { workspace } = this;
      const comeBack = this.#comeBack;
      this.#comeBack = undefined;
      comeBack?.();
      if (comeBack !== undefined && this.#played) await this.#playOn();
      this.#away.value = false;
      if (this.#seen) return;
      this.#hosts ||= !workspace.run.playing;
      this.#restLater();
    });
  }

  get #atWork(): boolean {
    const { study, run } = this.workspace;
    const studied = study.peek();
    if (studied !== undefined && !studied.finished) return true;
    return run.moving || (this.#hosts && run.playing);
  }

  /** One that came to its end on the last step before it stood still does not begin again. */
  async #playOn(): Promise<void> {
    if (!this.workspace.run.ended) await this.workspace.play();
  }

  #restLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.rest(), LEAVE_MS);
  }

  #inTurn(turn: () => Promise<void>): Promise<void> {
    const mine = this.#last.then(turn);
    this.#last = mine.catch(() => {});
    return mine;
  }
}
