// SPDX-License-Identifier: Apache-2.0
/** What one run shows on the user's side: its frames and its leased views, and nothing of a past that is no more. */
import type { Frame } from "../contract/frame.ts";
import type { Shown } from "../contract/protocol.ts";
import type { ViewAnswer } from "../contract/view.ts";

export class Viewer {
  /** The newest snapshot that has come over. */
  kept: Uint8Array | undefined;
  #generation = 0;
  #closed = false;
  #leases = 0;
  readonly #shows = new Map<number, (answer: ViewAnswer) => void>();

  constructor(readonly onFrame: ((frame: Frame) => void) | undefined) {}

  /** The run goes back: from now on only what is of the new generation is shown. */
  begin(): number {
    this.#generation += 1;
    return this.#generation;
  }

  lease(show: (answer: ViewAnswer) => void): number {
    this.#leases += 1;
    this.#shows.set(this.#leases, show);
    return this.#leases;
  }

  release(lease: number): void {
    this.#shows.delete(lease);
  }

  draw({ frame, generation, views, kept }: Shown): void {
    if (this.#closed || generation !== this.#generation) return;
    this.kept = kept ?? this.kept;
    for (const { leases, answer } of views) {
      for (const lease of leases) this.#shows.get(lease)?.(answer);
    }
    this.onFrame?.(frame);
  }

  close(): void {
    this.#closed = true;
    this.#shows.clear();
  }
}
