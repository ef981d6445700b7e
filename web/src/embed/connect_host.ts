// SPDX-License-Identifier: Apache-2.0
/** The frame's side of the protocol: listens to the page that holds the frame, and tells it what happens. */
import type { Workspace } from "../app/workspace.ts";
import type { ExperimentDocument } from "../engine/api.ts";
import { type CallFault, faultOf, tooMany } from "./fault.ts";
import { HostCalls } from "./host_calls.ts";
import { type FrameWindow, HostChannel } from "./host_channel.ts";
import { Observers } from "./observers.ts";
import { asJson } from "./plain_json.ts";
import type { Player } from "./player.ts";
import {
  type EventName,
  type Events,
  type FrameMessage,
  isMessage,
  type Json,
  type Marked,
  MESSAGE_RATE,
  PROTOCOL,
  type State,
  TALLEST_FRAME,
} from "./protocol.ts";
import { callId, readMessage } from "./read_call.ts";
import { Reporter } from "./reporter.ts";
import { speaksSplice } from "./splice.ts";
import { authorOf, bareStateOf, stateOf } from "./state.ts";
import { TokenBucket } from "./token_bucket.ts";
import { watch } from "./watch.ts";

/** Smaller changes of height may come of the frame's own new height: they would never end. */
const SMALLEST_CHANGE = 2;
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
  readonly #calls;
  readonly #bucket = new TokenBucket(MESSAGE_RATE);
  #workspace: Workspace | undefined;
  #endWatch: () => void = () => {};
  #fault: CallFault | undefined;
  /** For a host that came too late to hear them. */
  readonly #complaints: CallFault[] = [];
  #height = 0;
  /** Whether anything was changed, besides what training does by itself. */
  #changed = false;
  #closed = false;

  constructor(
    private readonly player: Player,
    window: FrameWindow,
  ) {
    this.#channel = new HostChannel(window, (data) => this.#take(data));
    this.#calls = new HostCalls(player, {
      observers: this.#observers,
      answer: (id, value) =>
        this.#post({ downhill: PROTOCOL, type: "answer", id, value: value as Json }),
      refuse: (id, fault) => this.#refuse(id, fault),
      fail: (fault) => this.#tell("error", fault.in(player.settings.language)),
      report: () => this.#reporter.report(),
      destroy: () => this.#destroy(),
    });
    this.#reporter = new Reporter((message) => this.#channel.post(message), {
      restore: (state) => this.#calls.restore(state),
      state: async () => this.#workspace && stateOf(this.#workspace, this.author),
      bare: () => this.#workspace && bareStateOf(this.#workspace, this.author),
      alone: () => !this.#changed && !this.#calls.done && player.alone?.() === true,
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
      this.#calls.start = { ...bareStateOf(workspace, authorOf(author)), document };
    }
    this.#endWatch = watch({
      workspace,
      tell: (event, detail) => this.#told(event, detail),
      silent: () => this.#calls.acting === "silent",
      byHost: () => this.#calls.acting !== undefined,
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

  /** The work on an exercise was checked, or handed in. */
  tellMarks(event: "check" | "submit", marked: Marked): void {
    this.#told(event, marked);
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
    this.#calls.close();
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
    return this.#calls.author;
  }

  #post(message: FrameMessage): void {
    this.#channel.post(message);
  }

  #tell<E extends EventName>(event: E, detail: Events[E]): void {
    this.#post({ downhill: PROTOCOL, type: "event", event, detail } as FrameMessage);
  }

  #told<E extends EventName>(event: E, detail: Events[E]): void {
    this.#changed ||= event === "change";
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
    else this.#calls.take(message);
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

  #destroy(): void {
    this.close();
    void this.#workspace?.pause();
    this.player.destroyed?.();
  }
}
