// SPDX-License-Identifier: Apache-2.0
/**
 * What a frame has of a trainer: a part in that of all frames while it is only seen, one of its own once somebody trains in it, and none out of
 * sight, from where the run comes back with the same bits.
 */
import { signal } from "@preact/signals-core";
import type { Workspace } from "../../app/workspace.ts";

/** Whoever scrolls past and back soon finds it as it was. */
const LEAVE_MS = 5_000;

interface Trainer {
  rest(): Promise<void>;
  /** Whether the next one that comes is this frame's alone; absent where there is no other. */
  own?: boolean;
}

export class Parking {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #comeBack: (() => void) | undefined;
  /** Whether it trained when it was let go. */
  #played = false;
  readonly #away = signal(false);
  #seen = true;
  /** Out of sight it trains because the host has said so: then it is not let go before it stands still. */
  #hosts = false;
  /** What is seen by a recording until its trainer is there. */
  readonly #recorded;
  /** One after the other, however often the frame comes and goes. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly workspace: Workspace,
    private readonly engine: Trainer,
  ) {
    this.#recorded = workspace.early.recording && workspace.run;
    if (engine.own === undefined) return;
    workspace.beforeTraining = () => this.#own();
    workspace.beforePlaying = () => this.#ownAnew();
  }

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
      if (this.resting) return;
      if (this.#atWork) {
        if (!this.#seen) this.#restLater();
        return;
      }
      const played = this.workspace.run.playing;
      this.#away.value = true;
      // What comes back and does not train is drawn first.
      if (!(await this.#letGo(this.engine.own === true && played))) {
        // Its trainer is still on its way, or has no state to be kept now: perhaps it has one in a while.
        if (played) await this.#playOn();
        this.#away.value = false;
        if (!this.#seen) this.#restLater();
        return;
      }
      this.#played = played;
    });
  }

  /** Out of sight, because the host asks something: then not for longer than that takes. */
  wake(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#inTurn(async () => {
      const { workspace } = this;
      if (this.#return() && this.#played) await this.#playOn();
      this.#away.value = false;
      if (this.#seen) return;
      this.#hosts ||= !workspace.run.playing;
      this.#restLater();
    });
  }

  /**
   * From the trainer of all to one of its own; what it shows stands there meanwhile. A run that has trained stays: it would lose the way back.
   * So does one that is seen by a recording while the trainer is on its way.
   */
  async #own(): Promise<void> {
    const { engine, workspace } = this;
    // Whoever trains in it wants it back.
    if (this.resting) await this.wake();
    const { run } = workspace;
    if (run === this.#recorded && !run.ready) return;
    // Before its turn: a run that is let go meanwhile comes back in another one.
    await run.opened;
    await this.#inTurn(async () => {
      if (engine.own === true || !workspace.run.untrained || this.#atWork || this.resting) return;
      await this.#letGo(true);
      this.#return();
    });
    // Until it is there nothing moves, and whoever has pressed is told so.
    await workspace.run.opened;
  }

  /** For a run in the place of one that trained: it keeps nothing of that one's trainer. */
  async #ownAnew(): Promise<void> {
    const { engine } = this;
    if (engine.own === true) return;
    engine.own = true;
    await engine.rest();
  }

  /**
   * @param own whether the next trainer is this frame's alone: said before this one is gone, for any question brings the next
   * @returns whether it has no trainer from here on
   */
  async #letGo(own: boolean): Promise<boolean> {
    let comeBack = () => {};
    const until = new Promise<void>((resolve) => {
      comeBack = resolve;
    });
    if (!(await this.workspace.rest(until))) return false;
    this.#comeBack = comeBack;
    const { engine } = this;
    if (engine.own !== undefined) engine.own = own;
    await engine.rest();
    return true;
  }

  /** @returns whether it was away */
  #return(): boolean {
    const comeBack = this.#comeBack;
    this.#comeBack = undefined;
    comeBack?.();
    return comeBack !== undefined;
  }

  get #atWork(): boolean {
    const { study, run } = this.workspace;
    const studied = study.peek();
    if (studied !== undefined && !studied.finished) return true;
    return run.moving || (this.#hosts && run.playing);
  }

  /** One that came to its end on the last step before it stood still does not begin again. */
  async #playOn(): Promise<void> {
    if (!this.workspace.run.ended) await this.workspace.run.play();
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
