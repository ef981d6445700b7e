// SPDX-License-Identifier: Apache-2.0
/** What the host asks of the frame, done with the workspace one after the other, in the order in which it came. */
import type { Workspace } from "../app/workspace.ts";
import { getValue, resetTo, setValue } from "./calls.ts";
import { type CallFault, faultOf, noExercise, predictFirst, tooMany } from "./fault.ts";
import type { Observers } from "./observers.ts";
import type { Player } from "./player.ts";
import type { Call, Method, State } from "./protocol.ts";
import { seek } from "./seek.ts";
import { applyState, bareStateOf, stateOf, underAuthor } from "./state.ts";
import { standingOf } from "./values.ts";

/** By these a run is the host's: nothing of it has happened by itself any more. */
const DOING: ReadonlySet<Method> = new Set([
  "setState",
  "reset",
  "play",
  "pause",
  "step",
  "seek",
  "set",
]);
/** What nothing does before a prediction that is wanted first. */
const TRAINING: ReadonlySet<Method> = new Set(["play", "step", "seek"]);
/** Calls that wait for the one before. */
const MOST_WAITING = 200;

/** Where the answers go, and what else a call may ask for. */
export interface Caller {
  readonly observers: Observers;
  answer(id: number, value: unknown): void;
  refuse(id: number, fault: CallFault): void;
  /** What came of something that nobody waits for. */
  fail(fault: CallFault): void;
  /** Tells a learning system all that it does not know yet. */
  report(): Promise<{ readonly hadState: boolean }>;
  destroy(): void;
}

export class HostCalls {
  /** The author's start. */
  start: State | undefined;
  /** Whether the host has done anything, or a reader whose state it has kept. */
  done = false;
  /** What the host does now, quietly or not. */
  #acting: "loud" | "silent" | undefined;
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  /** The newest seek: older ones that wait for their turn give way to it. */
  #newestSeek = 0;
  /** On what updates are being made that a pause may cut short. */
  #stepping: Workspace | undefined;
  #closed = false;

  constructor(
    private readonly player: Player,
    private readonly caller: Caller,
  ) {}

  get acting(): "loud" | "silent" | undefined {
    return this.#acting;
  }

  /** Names the author's document, in states of it. */
  get author(): string | undefined {
    return this.start?.author;
  }

  take(call: Call): void {
    if (this.#waiting >= MOST_WAITING) {
      this.caller.refuse(call.id, tooMany());
      return;
    }
    // These cut short what is at work; then they have their turn like others.
    if (call.method === "pause" || call.method === "seek") void this.#stepping?.pause();
    if (call.method === "seek") this.#newestSeek = call.id;
    this.#waiting += 1;
    this.#last = this.#last.then(() => this.#answer(call));
  }

  /** A state that the host has kept of the reader: not of another document of the author's, which it would hide. */
  restore(state: State): void {
    this.#last = this.#last.then(async () => {
      try {
        const workspace = await this.player.wake();
        if (state.author !== this.author) return;
        const kept = underAuthor(state, workspace.settings.view);
        await this.#act(true, () => this.#apply(workspace, kept));
        this.done = true;
      } catch (error) {
        this.caller.fail(faultOf(error));
      }
    });
  }

  /** What still waits is answered to nobody. */
  close(): void {
    this.#closed = true;
  }

  async #answer(call: Call): Promise<void> {
    this.#waiting -= 1;
    try {
      if (this.#closed) return;
      this.caller.answer(call.id, await this.#perform(call, await this.player.wake()));
      if (call.method === "destroy") this.caller.destroy();
    } catch (error) {
      this.caller.refuse(call.id, faultOf(error));
    }
  }

  async #perform(call: Call, workspace: Workspace): Promise<unknown> {
    // It is the reader's to make: whom nobody asked is not led to it.
    if (TRAINING.has(call.method) && workspace.wantsPrediction) throw predictFirst();
    this.done ||= DOING.has(call.method);
    switch (call.method) {
      case "getState":
        return stateOf(workspace, this.author);
      case "setState": {
        const [state, options] = call.arguments;
        await this.#act(options?.silent === true, () => this.#apply(workspace, state));
        return null;
      }
      case "setDefaultState": {
        const [state] = call.arguments;
        const { author } = this;
        this.start = { ...(state ?? (await stateOf(workspace))), ...(author && { author }) };
        this.player.setStart?.(this.start.document);
        return null;
      }
      case "reset":
        await this.#act(false, () => resetTo(workspace, this.start ?? bareStateOf(workspace)));
        return standingOf(workspace);
      case "play":
        await workspace.play();
        return standingOf(workspace);
      case "pause":
        await workspace.pause();
        return standingOf(workspace);
      case "step":
        await this.#move(workspace, () => workspace.step(call.arguments[0]));
        return standingOf(workspace);
      case "seek":
        if (call.id === this.#newestSeek) {
          await this.#move(workspace, () => seek(workspace, call.arguments[0]));
        }
        return standingOf(workspace);
      case "set":
        await this.#act(false, () => setValue(workspace, ...call.arguments));
        return null;
      case "get":
        return getValue(workspace, ...call.arguments);
      case "observe": {
        const [path, observer] = call.arguments;
        this.caller.observers.add(workspace, observer, path);
        return null;
      }
      case "unobserve":
        this.caller.observers.remove(...call.arguments);
        return null;
      case "screenshot": {
        const { pictureOf } = await import("./picture.ts");
        return pictureOf(workspace, call.arguments[0]?.width);
      }
      case "submit":
        if (this.player.submit === undefined) throw noExercise();
        return this.player.submit();
      case "flush":
        return this.caller.report();
      case "destroy":
        return null;
    }
  }

  #apply(workspace: Workspace, state: State): Promise<void> {
    return applyState(workspace, state, () => this.player.settle?.());
  }

  async #act(silent: boolean, action: () => Promise<void>): Promise<void> {
    this.#acting = silent ? "silent" : "loud";
    try {
      await action();
    } finally {
      this.#acting = undefined;
    }
  }

  async #move(workspace: Workspace, action: () => Promise<void>): Promise<void> {
    this.#stepping = workspace;
    try {
      await action();
    } finally {
      this.#stepping = undefined;
    }
  }
}
