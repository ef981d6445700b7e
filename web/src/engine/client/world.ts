// SPDX-License-Identifier: Apache-2.0
/** What differs between a browser and Node on the user's side: where a trainer lives, and how a frame is shown. */
import type { Catalog } from "../contract/catalog.ts";
import type { ServicePort } from "../contract/protocol.ts";
import type { Text } from "../contract/text.ts";

/** A trainer's side somewhere: behind a worker, or in this process. */
export interface Place {
  readonly service: ServicePort;
  /** In another thread, so that its silence tells something. */
  readonly remote: boolean;
  /** Where its end can be noticed though it says nothing: `listen` after its start, and `gone` is told. */
  readonly life?: { readonly name: string; listen(gone: () => void): void };
  /** Told before its end that it does not answer, and could not be ended by itself: what is brought up next is another one. */
  hangs?(): void;
  /** Ends it at once, whatever it is doing. */
  terminate(): void;
  /** Makes a callback callable from there. */
  share<T extends object>(callback: T): T;
  /** Gives back what was shared with us. */
  release(port: object): void;
}

export interface World {
  /** `crashed` is told when the place itself dies; the service tells what dies within. */
  bringUp(crashed: (message: Text) => void): Place;
  /** Calls this at the next refresh of the screen, and resolves when the next frame may come. */
  show(draw: () => void): Promise<void>;
  /** The catalog, a file of the build: it is there before any trainer is. */
  catalog(): Promise<Catalog>;
  /** Tells what a listener of the user's has thrown: nobody is there to catch it. */
  report(error: unknown): void;
}
