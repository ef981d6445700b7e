// SPDX-License-Identifier: Apache-2.0
/** One attempt of a learner, from launch to the end: what the learning system keeps of it, and what does not fit. */
import type { HostState } from "../../app/exercise_kept.ts";
import type { State } from "../../embed/protocol.ts";
import { LONGEST_STATE, type ScormApi, timespan } from "./runtime.ts";

/** What became of a state. */
export type Kept = "whole" | "without_network" | "without_work" | "nothing";

export type Reported = State | HostState;

export const isOfExercise = (state: Reported): state is HostState =>
  state.format === "downhill.exercise";

const sameExercise = (one: HostState, other: HostState): boolean =>
  one.exercise?.id === other.exercise?.id && one.exercise?.hash === other.exercise?.hash;

/** Statuses that a system has given, or this page has: not to be taken back. */
const DONE: ReadonlySet<string> = new Set(["completed", "passed", "failed"]);
const MOST = 100;

export class Attempt {
  /** What the system had kept of this learner. */
  readonly begun: Reported | undefined;
  /** Of what was checked last: kept on until something else is checked. */
  #receipt: string | undefined;
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
  report(state: Reported, score: number | null, author: State["view"]): Kept {
    const kept = this.#keep(state, author);
    // Until something was checked there is no mark, not even a bad one.
    if (score !== null) {
      this.#set("cmi.core.score.min", "0");
      this.#set("cmi.core.score.max", String(MOST));
      this.#set("cmi.core.score.raw", String(Math.round(score * MOST)));
    }
    // Where nothing is checked, who has trained has done it; an exercise is there to be checked.
    const trained = !isOfExercise(state) && state.step > 0;
    if (!this.#done && (score !== null || trained)) {
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

  /** As much of it as there is room for; what does not fit at all leaves what was kept before as it is. */
  #keep(state: Reported, author: State["view"]): Kept {
    const forms = isOfExercise(state)
      ? formsOfExercise(this.#withReceipt(state))
      : formsOfRun(state, author);
    for (const [kept, form] of forms) {
      const text = written(form);
      if (text.length <= LONGEST_STATE && this.#set("cmi.suspend_data", text)) return kept;
    }
    return "nothing";
  }

  /** What was handed in is not gone because something has changed since. */
  #withReceipt(state: HostState): HostState {
    const { begun } = this;
    const before =
      begun !== undefined && isOfExercise(begun) && sameExercise(begun, state)
        ? begun.receipt
        : undefined;
    this.#receipt = state.receipt ?? this.#receipt ?? before;
    return { ...state, ...(this.#receipt !== undefined && { receipt: this.#receipt }) };
  }

  #set(element: string, value: string): boolean {
    return !this.#finished && this.api.LMSSetValue(element, value) !== "false";
  }
}

/** The whole of it, else without the trained network, which is trained again up to the same update. */
function formsOfRun(state: State, author: State["view"]): readonly (readonly [Kept, object])[] {
  const own = Object.entries(state.view).filter(([key, value]) => author[key] !== value);
  const { run, ...bare } = { ...state, view: Object.fromEntries(own) };
  return [
    ["whole", run === undefined ? bare : { ...bare, run }],
    ["without_network", bare],
  ];
}

/** The whole of it, else the receipt, which is what is marked, and what the page of exercises goes on from. */
function formsOfExercise(state: HostState): readonly (readonly [Kept, object])[] {
  if (state.receipt === undefined) return [["whole", state]];
  return [
    ["whole", state],
    ["without_work", { ...state, work: "" }],
  ];
}

/** In ASCII alone, which every system stores as it is. */
function written(state: object): string {
  return JSON.stringify(state).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Of whatever a system has stored under this name; the player judges whether it holds. */
function readState(text: string): Reported | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Reported) : undefined;
  } catch {
    return undefined;
  }
}
