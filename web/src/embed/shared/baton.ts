// SPDX-License-Identifier: Apache-2.0
/**
 * Who of several frames has the trainer: one claims it, and has it where nobody says that it is theirs. Who has it says so again and again;
 * of one that has fallen silent it is the next one's. Should two have it, it is whose it was first.
 */
import type { SharedMessage } from "./messages.ts";

/** Frames of one page answer in a few milliseconds; one that answers later has it all the same, if it had it first. */
const CLAIM_MS = 150;
const BEAT_MS = 1_000;
/** Timers of a page in the background are called once a second. */
const SILENCE_MS = 3_500;

type Said =
  | { readonly kind: "claim" }
  | { readonly kind: "mine"; readonly since: number }
  | { readonly kind: "free" };

export class Baton {
  #state: "idle" | "waiting" | "held" = "idle";
  #taken: () => void = () => {};
  #lost: () => void = () => {};
  #since = 0;
  /** When somebody else has said that it is theirs. */
  #heard = Number.NEGATIVE_INFINITY;
  /** When others have claimed it. */
  readonly #claims = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Nothing was heard because nothing could be. */
  #deaf = false;

  /** `hears`: whether others are heard now. */
  constructor(
    private readonly me: string,
    private readonly post: (message: Said) => void,
    private readonly now: () => number = Date.now,
    private readonly hears: () => boolean = () => true,
  ) {}

  /** It was another's before. */
  onLost(lost: () => void): void {
    this.#lost = lost;
  }

  /** `taken` is called when it is here. While it waits or is here this does nothing. */
  request(taken: () => void): void {
    if (this.#state !== "idle") return;
    this.#state = "waiting";
    this.#taken = taken;
    this.#claim(CLAIM_MS);
  }

  /** Whether others wait for it. */
  async wanted(): Promise<boolean> {
    const recent = this.now() - 2.5 * BEAT_MS;
    return [...this.#claims.values()].some((at) => at > recent);
  }

  /** Gives it on, or waits for it no more. */
  giveUp(): void {
    clearTimeout(this.#timer);
    const held = this.#state === "held";
    this.#state = "idle";
    if (held) this.post({ kind: "free" });
  }

  /** @returns whether it was about this */
  take(message: SharedMessage): boolean {
    switch (message.kind) {
      case "claim":
        this.#claims.set(message.from, this.now());
        if (this.#state === "held") this.#say();
        // Of two that claim it at once one waits a little longer.
        else if (this.#state === "waiting" && message.from < this.me) this.#wait(2 * CLAIM_MS);
        return true;
      case "mine":
        this.#claims.delete(message.from);
        this.#heard = this.now();
        if (this.#state === "held") this.#dispute(message);
        return true;
      case "free":
        this.#heard = Number.NEGATIVE_INFINITY;
        if (this.#state === "waiting") this.#claim(CLAIM_MS);
        return true;
      default:
        return false;
    }
  }

  #dispute({ since, from }: { readonly since: number; readonly from: string }): void {
    const theirs = since < this.#since || (since === this.#since && from < this.me);
    if (!theirs) {
      this.#say();
      return;
    }
    clearTimeout(this.#timer);
    this.#state = "idle";
    this.#lost();
  }

  #claim(patience: number): void {
    this.post({ kind: "claim" });
    this.#wait(patience);
  }

  #wait(patience: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const deaf = this.#deaf;
      this.#deaf = !this.hears();
      if (this.#deaf) this.#wait(BEAT_MS);
      else if (deaf) this.#claim(CLAIM_MS);
      else if (this.now() - this.#heard < SILENCE_MS) this.#claim(BEAT_MS);
      else this.#have();
    }, patience);
  }

  #have(): void {
    this.#state = "held";
    this.#since = this.now();
    this.#beat();
    this.#taken();
  }

  #beat(): void {
    this.#say();
    this.#timer = setTimeout(() => this.#beat(), BEAT_MS);
  }

  #say(): void {
    this.post({ kind: "mine", since: this.#since });
  }
}
