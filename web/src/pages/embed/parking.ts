// SPDX-License-Identifier: Apache-2.0
/** Out of sight the trainer is let go after a while, with its memory; it comes back with the frame, and the run with the same bits. */
import type { RestingEngine } from "../../app/resting_engine.ts";
import type { Workspace } from "../../app/workspace.ts";

/** Whoever scrolls past and back soon finds it as it was. */
const LEAVE_MS = 5_000;

export class Parking {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #comeBack: (() => void) | undefined;
  /** Whether it trained when it was let go. */
  #played = false;
  /** One after the other, however often the frame comes and goes. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly workspace: Workspace,
    private readonly engine: Pick<RestingEngine, "rest">,
  ) {}

  get resting(): boolean {
    return this.#comeBack !== undefined;
  }

  see(seen: boolean): void {
    clearTimeout(this.#timer);
    if (seen) void this.wake();
    else this.#timer = setTimeout(() => void this.rest(), LEAVE_MS);
  }

  /** At once. Nobody waits for it where something is still being worked out. */
  rest(): Promise<void> {
    return this.#inTurn(async () => {
      const { workspace } = this;
      const study = workspace.study.peek();
      if (this.resting || (study !== undefined && !study.finished)) return;
      const played = workspace.run.playing;
      let comeBack = () => {};
      const until = new Promise<void>((resolve) => {
        comeBack = resolve;
      });
      if (!(await workspace.rest(until))) {
        if (played) await workspace.play();
        return;
      }
      this.#played = played;
      this.#comeBack = comeBack;
      await this.engine.rest();
    });
  }

  wake(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#inTurn(async () => {
      const comeBack = this.#comeBack;
      if (comeBack === undefined) return;
      this.#comeBack = undefined;
      comeBack();
      if (this.#played) await this.workspace.play();
    });
  }

  #inTurn(turn: () => Promise<void>): Promise<void> {
    const mine = this.#last.then(turn);
    this.#last = mine.catch(() => {});
    return mine;
  }
}
