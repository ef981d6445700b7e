// SPDX-License-Identifier: Apache-2.0
/** Between the player in its frame, which speaks SPLICE, and the attempt, which speaks SCORM. */
import { type Call, MOST_STEPS, PROTOCOL, type State } from "../../embed/protocol.ts";
import { type Attempt, isOfExercise, type Kept, type Reported } from "./attempt.ts";

type Message = Readonly<Record<string, unknown>>;

/** As much of the player's window as it takes. */
export interface PlayerWindow {
  postMessage(message: unknown, origin: string): void;
}

export class Bridge {
  constructor(
    private readonly attempt: Attempt,
    private readonly player: () => PlayerWindow | null,
    private readonly origin: string,
    /** How the author has it looked at. */
    private readonly author: State["view"],
    private readonly told: (kept: Kept) => void,
  ) {}

  /** Messages of anybody else do nothing. */
  take({ source, origin, data }: Pick<MessageEvent, "source" | "origin" | "data">): void {
    if (source !== this.player() || origin !== this.origin) return;
    if (typeof data !== "object" || data === null) return;
    const { subject, message_id, score, state } = data as Message;
    if (subject === "SPLICE.getState") {
      const { begun } = this.attempt;
      this.#post({
        subject: "SPLICE.getState.response",
        message_id,
        ...(begun && { state: begun }),
      });
      if (begun !== undefined) this.#trainAgain(begun);
    } else if (subject === "SPLICE.reportScoreAndState") {
      const mark = typeof score === "number" ? Math.min(1, Math.max(0, score)) : null;
      this.told(this.attempt.report(state as Reported, mark, this.author));
    }
  }

  /** The page is hidden: the player tells what it has not told yet. */
  hide(): void {
    this.attempt.flush();
    this.#post({ subject: "SPLICE.flushState", message_id: "hidden" });
  }

  /** The network that did not fit: from the same start the same updates give the same digits. */
  #trainAgain(state: Reported): void {
    // What is done in an exercise comes back by itself.
    if (isOfExercise(state)) return;
    const { run, step } = state;
    if (run !== undefined || !(step > 0 && step <= MOST_STEPS)) return;
    const type = "call";
    this.#post({
      downhill: PROTOCOL,
      type,
      id: 1,
      method: "seek",
      arguments: [step],
    } satisfies Call);
  }

  #post(message: object): void {
    this.player()?.postMessage(message, this.origin);
  }
}
