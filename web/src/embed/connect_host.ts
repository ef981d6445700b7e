// SPDX-License-Identifier: Apache-2.0
/**
 * The frame's side of the protocol: listens to the page that holds the frame, does what it asks with the workspace, and tells what
 * happens. Calls are done one after the other, in the order in which they came.
 */
import type { Settings } from "../app/settings.ts";
import type { Workspace } from "../app/workspace.ts";
import type { ExperimentDocument } from "../engine/api.ts";
import { getValue, resetTo, setValue } from "./calls.ts";
import { type CallFault, faultOf, noExercise, tooMany } from "./fault.ts";
import { type FrameWindow, HostChannel } from "./host_channel.ts";
import { Observers } from "./observers.ts";
import { asJson } from "./plain_json.ts";
import {
  type Call,
  type EventName,
  type Events,
  type FrameMessage,
  isMessage,
  type Json,
  type Marked,
  MESSAGE_RATE,
  type Method,
  PROTOCOL,
  type State,
  TALLEST_FRAME,
} from "./protocol.ts";
import { callId, readMessage } from "./read_call.ts";
import { Reporter } from "./reporter.ts";
import { seek } from "./seek.ts";
import { speaksSplice } from "./splice.ts";
import { applyState, authorOf, bareStateOf, stateOf, underAuthor } from "./state.ts";
import { TokenBucket } from "./token_bucket.ts";
import { standingOf } from "./values.ts";
import { watch } from "./watch.ts";

/** The page in the frame. */
export interface Player {
  readonly settings: Settings;
  /** The workspace as soon as it is there, woken where it was parked. Rejected where no trainer starts. */
  wake(): Promise<Workspace>;
  /** From here on this is what the author made. */
  setStart?(document: State["document"]): unknown;
  /** A state has come, and stands still as it was left: nothing begins by itself any more. */
  settle?(): unknown;
  /** Whether all that was done in it was done by itself: nothing of it is the reader's work. */
  alone?(): boolean;
  /** The host wants nothing of it any more. */
  destroyed?(): unknown;
  /** Of an exercise, which tells a learning system itself what was done: checks the work. */
  submit?(): Promise<Marked>;
}

/** Smaller changes of height may come of the frame's own new height: they would never end. */
const SMALLEST_CHANGE = 2;
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
/** Calls that wait for the one before. */
const MOST_WAITING = 200;
/** How a frame is left. */
const LEAVING = ["pagehide", "visibilitychange"] as const;

/** @param player the page in the frame; call it before anything of that can fail */
export const connectHost = (
  player: Player,
  window: FrameWindow = globalThis.window as unknown as FrameWindow,
): HostConnection => new HostConnection(player, window);

export class HostConnection {
  readonly #channel: HostChannel;
  readonly #reporter: Reporter;
  readonly #observers = new Observers((observer, value) =>
    this.#post({ downhill: PROTOCOL, type: "value", observer, value }),
  );
  readonly #bucket = new TokenBucket(MESSAGE_RATE);
  #workspace: Workspace | undefined;
  #endWatch: () => void = () => {};
  #fault: CallFault | undefined;
  /** For a host that came too late to hear them. */
  readonly #complaints: CallFault[] = [];
  #height = 0;
  /** The author's start. */
  #start: State | undefined;
  /** Whether anything was done by reader or host, besides what training does by itself. */
  #done = false;
  /** What the host does now, quietly or not. */
  #acting: "loud" | "silent" | undefined;
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  /** The newest seek: older ones that wait for their turn give way to it. */
  #newestSeek = 0;
  /** Whether updates are being made that a pause may cut short. */
  #stepping = false;
  #closed = false;

  constructor(
    private readonly player: Player,
    window: FrameWindow,
  ) {
    this.#channel = new HostChannel(window, (data) => this.#take(data));
    this.#reporter = new Reporter((message) => this.#channel.post(message), {
      restore: (state) => this.#restore(state),
      state: async () => this.#workspace && this.#stateOf(this.#workspace),
      bare: () => this.#workspace && bareStateOf(this.#workspace, this.author),
      alone: () => !this.#done && player.alone?.() === true,
    });
    for (const event of LEAVING) globalThis.addEventListener?.(event, this.#leaving, true);
    this.#post({ downhill: PROTOCOL, type: "loading" });
  }

  /** The workspace is there, with the author's document on it; or another one has taken its place, after it was parked. */
  watch(workspace: Workspace, author: ExperimentDocument = workspace.document.minimal): void {
    if (this.#closed) return;
    const first = this.#workspace === undefined;
    this.#endWatch();
    this.#workspace = workspace;
    this.#fault = undefined;
    if (first) {
      const document = asJson(author) as State["document"];
      this.#start = { ...bareStateOf(workspace, authorOf(author)), document };
    }
    this.#endWatch = watch({
      workspace,
      tell: (event, detail) => this.#told(event, detail),
      silent: () => this.#acting === "silent",
      byHost: () => this.#acting !== undefined,
    });
    this.#observers.move(workspace);
    if (!first) return;
    this.#tellReady();
    const { settings, submit } = this.player;
    this.#reporter.begin(submit === undefined && speaksSplice(settings.view));
  }

  /** Nothing comes of it: the host learns why. */
  fail(error: unknown): void {
    this.#fault = faultOf(error);
    this.#tell("error", this.#fault.in(this.player.settings.language));
  }

  /** Something is wrong with what was asked for, and the frame is there all the same. */
  complain(fault: CallFault): void {
    this.#complaints.push(fault);
    this.#told("error", fault.in(this.player.settings.language));
  }

  /** The work on an exercise was checked. */
  tellMarks(marked: Marked): void {
    this.#told("check", marked);
  }

  /** The height of the content in CSS pixels, as often as it is measured. */
  tellHeight(height: number): void {
    const wanted = Math.min(TALLEST_FRAME, Math.ceil(height));
    if (!(wanted > 0) || Math.abs(wanted - this.#height) < SMALLEST_CHANGE) return;
    this.#height = wanted;
    this.#tell("resize", { height: wanted });
    this.#reporter.resize(wanted);
  }

  close(): void {
    this.#closed = true;
    this.#endWatch();
    this.#observers.close();
    this.#reporter.close();
    this.#channel.close();
    for (const event of LEAVING) globalThis.removeEventListener?.(event, this.#leaving, true);
  }

  /** The last message that surely arrives: what is asked of the trainer now is answered to nobody. */
  readonly #leaving = (event: { readonly type: string; readonly persisted?: boolean }): void => {
    if (event.type === "pagehide") {
      this.#reporter.tellWhatIsAtHand();
      // The trainer ends with the page, which is no fault to be told of. A page that may come back goes on.
      if (event.persisted !== true) this.close();
    } else if (globalThis.document?.visibilityState === "hidden") {
      void this.#reporter.report();
    }
  };

  /** Names the author's document, in states of it. */
  get author(): string | undefined {
    return this.#start?.author;
  }

  #stateOf(workspace: Workspace): Promise<State> {
    return stateOf(workspace, this.author);
  }

  #post(message: FrameMessage): void {
    this.#channel.post(message);
  }

  #tell<E extends EventName>(event: E, detail: Events[E]): void {
    this.#post({ downhill: PROTOCOL, type: "event", event, detail } as FrameMessage);
  }

  #told<E extends EventName>(event: E, detail: Events[E]): void {
    this.#done ||= event === "change";
    this.#tell(event, detail);
    this.#reporter.told(event, detail as unknown as Json);
  }

  #take(data: unknown): boolean {
    // Of frames among themselves: it has a limit of its own.
    if (isMessage(data) && data.type === "shared") return false;
    if (!this.#bucket.take()) {
      const id = isMessage(data) ? callId(data) : undefined;
      if (id !== undefined) this.#refuse(id, tooMany());
      return id !== undefined;
    }
    if (this.#reporter.take(data)) return true;
    const message = readMessage(data);
    if (message === undefined) return false;
    if (message.type === "refused") this.#refuse(message.id, message.fault);
    else if (message.type === "hello") this.#greet();
    else this.#queue(message);
    return true;
  }

  #greet(): void {
    if (this.#fault !== undefined) this.fail(this.#fault);
    else if (this.#workspace !== undefined) this.#tellReady();
    else this.#post({ downhill: PROTOCOL, type: "loading" });
  }

  #tellReady(): void {
    this.#tell("ready", { protocol: PROTOCOL });
    for (const one of this.#complaints) this.#tell("error", one.in(this.player.settings.language));
  }

  #refuse(id: number, fault: CallFault): void {
    const error = fault.in(this.player.settings.language);
    this.#post({ downhill: PROTOCOL, type: "refusal", id, error });
  }

  #queue(call: Call): void {
    if (this.#waiting >= MOST_WAITING) {
      this.#refuse(call.id, tooMany());
      return;
    }
    // These cut short what is at work; then they have their turn like others.
    if (this.#stepping && (call.method === "pause" || call.method === "seek")) {
      void this.#workspace?.pause();
    }
    if (call.method === "seek") this.#newestSeek = call.id;
    this.#waiting += 1;
    this.#last = this.#last.then(() => this.#answer(call));
  }

  async #answer(call: Call): Promise<void> {
    this.#waiting -= 1;
    try {
      if (this.#closed) return;
      const value = await this.#perform(call, await this.player.wake());
      this.#post({ downhill: PROTOCOL, type: "answer", id: call.id, value: value as Json });
      if (call.method === "destroy") this.#destroy();
    } catch (error) {
      this.#refuse(call.id, faultOf(error));
    }
  }

  async #perform(call: Call, workspace: Workspace): Promise<unknown> {
    this.#done ||= DOING.has(call.method);
    switch (call.method) {
      case "getState":
        return this.#stateOf(workspace);
      case "setState": {
        const [state, options] = call.arguments;
        await this.#act(options?.silent === true, () => this.#apply(workspace, state));
        return null;
      }
      case "setDefaultState": {
        const [state] = call.arguments;
        const author = this.author;
        this.#start = { ...(state ?? (await stateOf(workspace))), ...(author && { author }) };
        this.player.setStart?.(this.#start.document);
        return null;
      }
      case "reset":
        await this.#act(false, () => resetTo(workspace, this.#startOf(workspace)));
        return standingOf(workspace);
      case "play":
        await workspace.play();
        return standingOf(workspace);
      case "pause":
        await workspace.pause();
        return standingOf(workspace);
      case "step":
        await this.#move(() => workspace.step(call.arguments[0]));
        return standingOf(workspace);
      case "seek":
        if (call.id === this.#newestSeek) {
          await this.#move(() => seek(workspace, call.arguments[0]));
        }
        return standingOf(workspace);
      case "set":
        await this.#act(false, () => setValue(workspace, ...call.arguments));
        return null;
      case "get":
        return getValue(workspace, ...call.arguments);
      case "observe": {
        const [path, observer] = call.arguments;
        this.#observers.add(workspace, observer, path);
        return null;
      }
      case "unobserve":
        this.#observers.remove(...call.arguments);
        return null;
      case "screenshot":
        return this.#picture(workspace, call.arguments[0]?.width);
      case "submit":
        if (this.player.submit === undefined) throw noExercise();
        return this.player.submit();
      case "flush":
        return this.#reporter.report();
      case "destroy":
        return null;
    }
  }

  async #picture(workspace: Workspace, width: number | undefined): Promise<string> {
    const { pictureOf } = await import("./picture.ts");
    return pictureOf(workspace, width);
  }

  #startOf(workspace: Workspace): State {
    return this.#start ?? bareStateOf(workspace);
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

  async #move(action: () => Promise<void>): Promise<void> {
    this.#stepping = true;
    try {
      await action();
    } finally {
      this.#stepping = false;
    }
  }

  /** A state that the host has kept of the reader: not of another document of the author's, which it would hide. */
  #restore(state: State): void {
    this.#last = this.#last.then(async () => {
      try {
        const workspace = await this.player.wake();
        if (state.author !== this.author) return;
        const kept = underAuthor(state, workspace.settings.view);
        await this.#act(true, () => this.#apply(workspace, kept));
        this.#done = true;
      } catch (error) {
        this.#tell("error", faultOf(error).in(this.player.settings.language));
      }
    });
  }

  #destroy(): void {
    this.close();
    void this.#workspace?.pause();
    this.player.destroyed?.();
  }
}
