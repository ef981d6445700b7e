// SPDX-License-Identifier: Apache-2.0
/**
 * The way between this frame and the page that holds it. Only what the holding window itself sends is heard, and only from the origin
 * that it spoke from first; there is no way to any other window.
 */
import type { FrameMessage } from "./protocol.ts";

/** As much of a window as it takes. */
export interface FrameWindow {
  readonly parent: { postMessage(message: unknown, origin: string): void };
  addEventListener(type: "message", listener: (event: HostEvent) => void): void;
  removeEventListener(type: "message", listener: (event: HostEvent) => void): void;
}
export type HostEvent = Pick<MessageEvent, "data" | "origin" | "source">;

/** A message of SPLICE or LTI: its subject, and what goes with it. */
export interface SpliceMessage {
  readonly subject: string;
  readonly [key: string]: unknown;
}

/** What a page without an origin of its own (a file, a sandbox) is said to come from; it can be addressed only as anybody. */
const NO_ORIGIN = "null";

export class HostChannel {
  #origin: string | undefined;
  #closed = false;
  readonly #listener: (event: HostEvent) => void;

  /** `take`: whether it was a message that means this frame; the first such fixes the origin. */
  constructor(
    private readonly window: FrameWindow,
    take: (data: unknown) => boolean,
  ) {
    this.#listener = ({ data, origin, source }) => {
      if (source !== this.window.parent) return;
      if (this.#origin !== undefined && origin !== this.#origin) return;
      if (take(data)) this.#origin ??= origin;
    };
    if (this.held) this.window.addEventListener("message", this.#listener);
  }

  /** Whether there is a page that holds this one. */
  get held(): boolean {
    return (this.window.parent as unknown) !== this.window;
  }

  post(message: FrameMessage | SpliceMessage | { readonly type: "shared" }): void {
    if (!this.held || this.#closed) return;
    const known = this.#origin !== undefined && this.#origin !== NO_ORIGIN;
    // The window that holds this frame is who put it there, also before it has said where it is from.
    this.window.parent.postMessage(message, known ? (this.#origin ?? "*") : "*");
  }

  close(): void {
    this.#closed = true;
    this.window.removeEventListener("message", this.#listener);
  }
}
