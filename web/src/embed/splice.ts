// SPDX-License-Identifier: Apache-2.0
/**
 * SPLICE, the protocol by which books and learning systems (PreTeXt, Runestone, Doenet) talk to an activity in a frame, and the message of
 * LTI that asks for a height.   Source: cssplice.org, "SPLICE iframe Protocol: Specification"; IMS, "LTI Client Side postMessages" 0.1;
 * `SPLICE.flushState` is Doenet's.
 */
import { newId } from "../documents/new_id.ts";
import { isObject } from "../documents/path.ts";
import type { View } from "../documents/view_keys.ts";
import type { SpliceMessage } from "./host_channel.ts";
import { measureJson } from "./plain_json.ts";
import type { Json, State } from "./protocol.ts";
import { isState } from "./read_call.ts";

/** An answer that comes later is for a frame that has begun without it. */
export const PATIENCE_MS = 15_000;
const LONGEST_ID = 200;

/** Where the author has said that nothing is kept, or in this browser alone, the host is not asked for a state, nor given one. */
export const speaksSplice = ({ persist }: View): boolean =>
  persist === undefined || persist === "host";

/** What the host asks of the activity. `S`: what it keeps of a reader. */
export interface Activity<S = State> {
  /** The state that the host has kept of this reader. */
  restore(state: S): void;
  /** The host has answered, and has kept nothing of this reader that could be taken up. */
  nothing?(): void;
  /** Reports everything that is not reported yet. */
  flush(): Promise<{ readonly hadState: boolean }>;
}

export class Splice<S = State> {
  readonly #asked = newId();
  #open = true;
  readonly #timer: ReturnType<typeof setTimeout>;

  /** Asks for the state of this reader at once, and goes on without waiting for it. */
  constructor(
    private readonly post: (message: SpliceMessage) => void,
    private readonly activity: Activity<S>,
    private readonly isOurs: (state: unknown) => boolean = isState,
  ) {
    this.#send("SPLICE.getState", {}, this.#asked);
    this.#timer = setTimeout(() => this.ignoreState(), PATIENCE_MS);
  }

  /** @returns whether it was a message of SPLICE */
  take(data: unknown): boolean {
    if (!isObject(data) || typeof data.subject !== "string") return false;
    if (data.subject === "SPLICE.getState.response") {
      if (data.message_id !== this.#asked) return false;
      if (this.#open) {
        const isUsable = measureJson(data.state) === "json" && this.isOurs(data.state);
        if (isUsable) this.activity.restore(data.state as unknown as S);
        else this.activity.nothing?.();
      }
      this.ignoreState();
      return true;
    }
    if (data.subject !== "SPLICE.flushState") return false;
    void this.#flush(data.message_id);
    return true;
  }

  /** Whether an answer would still be taken up. */
  get isAsking(): boolean {
    return this.#open;
  }

  /** What the reader has done meanwhile is not to be lost. */
  ignoreState(): void {
    clearTimeout(this.#timer);
    this.#open = false;
  }

  /** `score`: from 0 to 1; null until something was checked, so that no host takes saving for marking. */
  report(state: S, score: number | null): void {
    this.#send("SPLICE.reportScoreAndState", { score, state });
  }

  /** For the host's records. */
  tell(name: string, data: Json): void {
    this.#send("SPLICE.sendEvent", { name, data });
  }

  resize(height: number): void {
    this.#send("lti.frameResize", { height });
  }

  async #flush(id: unknown): Promise<void> {
    const named = typeof id === "number" || (typeof id === "string" && id.length <= LONGEST_ID);
    const answer = await this.activity.flush().then(
      ({ hadState }) => ({ success: true, hadState }),
      () => ({ success: false, hadState: false }),
    );
    this.post({
      subject: "SPLICE.flushState.response",
      ...(named && { message_id: id }),
      ...answer,
    });
  }

  #send(subject: string, content: object, id = newId()): void {
    this.post({ subject, message_id: id, ...content });
  }
}
