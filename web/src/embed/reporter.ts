// SPDX-License-Identifier: Apache-2.0
/** What a SPLICE host is told of a frame, and when: its state at every change and commit, its events, its height; and before it is left all the rest. */
import { type Rate, RateLimit } from "../app/rate_limit.ts";
import type { SpliceMessage } from "./host_channel.ts";
import type { EventName, Json, State } from "./protocol.ts";
import { Splice } from "./splice.ts";
import { sameDocument } from "./state.ts";

export interface Reported {
  /** The state that the host has kept of this reader. */
  restore(state: State): void;
  /** Undefined where there is nothing yet. */
  state(): Promise<State | undefined>;
  /** What of it can be told at once. */
  bare(): State | undefined;
  /** Whether nothing of it is the reader's work, nor the host's. */
  alone(): boolean;
}

/** Events that are worth a line in the host's records. */
const RECORDED: ReadonlySet<EventName> = new Set(["change", "finish", "diverge", "error"]);

/** A drag is a change many times a second. */
const CHANGING: Rate = { burst: 1, pauseMs: 250 };

/** Nothing is marked yet: without an exercise there is nothing that could be. */
const NO_SCORE = null;

export class Reporter {
  #splice: Splice | undefined;
  /** What the host knows. */
  #known: State | undefined;
  /** As the author gave it. */
  #first: State | undefined;
  /**
   * A frame that is taken away right after a change has no last word that a host surely hears: what it says then comes from no window any
   * more where it has a process of its own, as frames of other sites have. So a change is told when it is made, its network at the commit.
   */
  readonly #changes = new RateLimit(CHANGING, () => this.tellWhatIsAtHand());

  constructor(
    private readonly post: (message: SpliceMessage) => void,
    private readonly reported: Reported,
  ) {}

  /** The author's start is there: from now on the host's state may take its place. `speaks`: whether the host is asked for one. */
  begin(speaks: boolean): void {
    this.#first = this.reported.bare();
    this.#known = this.#first;
    if (!speaks) return;
    this.#splice = new Splice(this.post, {
      restore: (state) => this.reported.restore(state),
      flush: () => this.report(),
    });
  }

  /** @returns whether it was a message of SPLICE */
  take(data: unknown): boolean {
    return this.#splice?.take(data) === true;
  }

  told(event: EventName, detail: Json): void {
    if (event === "change") {
      this.#splice?.ignoreState();
      this.#changes.request();
    }
    if (event === "commit") void this.report();
    else if (RECORDED.has(event)) this.#splice?.tell(`downhill.${event}`, detail);
  }

  /** Tells the host the state as it is, if it does not know it. @returns whether there is anything beyond the author's start */
  async report(): Promise<{ readonly hadState: boolean }> {
    const state = this.reported.alone() ? undefined : await this.reported.state();
    if (state === undefined) return { hadState: false };
    this.#tell(state);
    return { hadState: this.#first !== undefined && !same(this.#first, state) };
  }

  /** Without waiting for the trainer, which may never answer. A state without its network does not take the place of one that has it. */
  tellWhatIsAtHand(): void {
    const bare = this.reported.bare();
    if (bare === undefined || this.#splice === undefined || this.reported.alone()) return;
    if (this.#known?.run !== undefined && sameDocument(this.#known, bare)) return;
    this.#tell(bare);
  }

  /** By a message of LTI, which is understood also where SPLICE is not. */
  resize(height: number): void {
    this.post({ subject: "lti.frameResize", height });
  }

  close(): void {
    this.#changes.cancel();
    this.#splice?.ignoreState();
    this.#splice = undefined;
  }

  #tell(state: State): void {
    if (this.#known !== undefined && same(this.#known, state)) return;
    this.#known = state;
    this.#splice?.report(state, NO_SCORE);
  }
}

const same = (one: State, other: State): boolean => JSON.stringify(one) === JSON.stringify(other);
