// SPDX-License-Identifier: Apache-2.0
/** One attempt of a learner, from launch to the end: what the learning system keeps of it, and what does not fit. */
import type { State } from "../../embed/protocol.ts";
import { LONGEST_STATE, type ScormApi, timespan } from "./runtime.ts";

/** What became of a state. */
export type Kept = "whole" | "without_network" | "nothing";

/** Statuses that a system has given, or this page has: not to be taken back. */
const DONE: ReadonlySet<string> = new Set(["completed", "passed", "failed"]);
const MOST = 100;

export class Attempt {
  /** What the system had kept of this learner. */
  readonly begun: State | undefined;
  readonly #started: number;
  #done: boolean;
  #finished = false;

  /** @throws Error where the system refuses to begin */
  constructor(
    private readonly api: ScormApi,
    private readonly clock: () => number = () => Date.now(),
  ) {
    if (api.LMSInitialize("") === "false") throw new Error("LMSInitialize");
    this.#started = clock();
    this.begun = readState(api.LMSGetValue("cmi.suspend_data"));
    this.#done = DONE.has(api.LMSGetValue("cmi.core.lesson_status"));
    if (!this.#done) this.#set("cmi.core.lesson_status", "incomplete");
    // What is kept is to be there at the next launch.
    this.#set("cmi.core.exit", "suspend");
    api.LMSCommit("");
  }

  /** @param author how the author has it looked at: that stands in the package already */
  report(state: State, score: number | null, author: State["view"]): Kept {
    const kept = this.#keep(state, author);
    // Until something was checked there is no mark, not even a bad one.
    if (score !== null) {
      this.#set("cmi.core.score.min", "0");
      this.#set("cmi.core.score.max", String(MOST));
      this.#set("cmi.core.score.raw", String(Math.round(score * MOST)));
    }
    // Where nothing is checked, who has trained has done it.
    if (!this.#done && (score !== null || state.step > 0)) {
      this.#done = true;
      this.#set("cmi.core.lesson_status", "completed");
    }
    this.api.LMSCommit("");
    return kept;
  }

  /** Everything that is known is kept; the page may be gone the next moment. */
  flush(): void {
    if (this.#finished) return;
    this.#set("cmi.core.session_time", timespan(this.clock() - this.#started));
    this.api.LMSCommit("");
  }

  finish(): void {
    if (this.#finished) return;
    this.flush();
    this.#finished = true;
    this.api.LMSFinish("");
  }

  /**
   * The whole of it, else without the trained network, which is trained again up to the same update; what still does not fit leaves what was
   * kept before as it is.
   */
  #keep(state: State, author: State["view"]): Kept {
    const { run: _, ...bare } = state;
    const whole = written(state, author);
    if (whole.length <= LONGEST_STATE && this.#set("cmi.suspend_data", whole)) {
      return "whole";
    }
    const rest = written(bare, author);
    if (rest.length <= LONGEST_STATE && this.#set("cmi.suspend_data", rest)) {
      return "without_network";
    }
    return "nothing";
  }

  #set(element: string, value: string): boolean {
    return !this.#finished && this.api.LMSSetValue(element, value) !== "false";
  }
}

/** In ASCII alone, which every system stores as it is. */
function written(state: State, author: State["view"]): string {
  const own = Object.entries(state.view).filter(([key, value]) => author[key] !== value);
  const text = JSON.stringify({ ...state, view: Object.fromEntries(own) });
  return text.replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Of whatever a system has stored under this name; the player judges whether it holds. */
function readState(text: string): State | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as State) : undefined;
  } catch {
    return undefined;
  }
}
