// SPDX-License-Identifier: Apache-2.0
/**
 * Where a run stood on its way: the trainer's own binary states, in bounded memory. They lie in the order of that way; the run stands
 * among them, and those ahead of it are there until it takes another way.
 */
import type { RunState } from "../contract/run_state.ts";
import type { Snapshot } from "../contract/snapshot.ts";

/** Bytes of all that is kept. */
export const SNAPSHOT_BYTES = 32 * 2 ** 20;

interface Kept {
  readonly snapshot: Snapshot;
  readonly state: Uint8Array;
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

export class SnapshotRing {
  #kept: Kept[] = [];
  /** How many of them lie behind the run, the one that it stands at included. */
  #behind = 0;
  #bytes = 0;
  #marks = 0;

  constructor(private readonly capacity = SNAPSHOT_BYTES) {}

  list(): readonly Snapshot[] {
    return this.#kept.map(({ snapshot }) => snapshot);
  }

  state(mark: number): Uint8Array | undefined {
    return this.#kept.find(({ snapshot }) => snapshot.mark === mark)?.state;
  }

  /**
   * Where the run stands. The bytes are this ring's from now on. Undefined where they alone are too many. What is kept already keeps
   * its mark.
   */
  keep({ step, epoch, train_loss }: RunState, state: Uint8Array): Snapshot | undefined {
    const bytes = state.byteLength;
    if (bytes > this.capacity) return undefined;
    const known = this.#kept.findIndex(
      (kept) => kept.snapshot.step === step && same(kept.state, state),
    );
    if (known >= 0) {
      this.#behind = known + 1;
      return this.#kept[known]?.snapshot;
    }
    this.#marks += 1;
    const snapshot = { mark: this.#marks, step, epoch, train_loss, bytes };
    this.#kept.splice(this.#behind, 0, { snapshot, state });
    this.#behind += 1;
    this.#bytes += bytes;
    while (this.#bytes > this.capacity) this.#thin(snapshot.mark);
    return snapshot;
  }

  /** The run went to where this is its state; to what is not kept it has come by another way, of which nothing is. */
  standAt(state: Uint8Array): void {
    this.#behind = 1 + this.#kept.findIndex((kept) => same(kept.state, state));
  }

  /** The run stands before all that is kept. */
  leave(): void {
    this.#behind = 0;
  }

  /** Another future begins where the run stands: nothing of what is ahead comes of it. */
  forgetAhead(): void {
    this.#kept.length = this.#behind;
    this.#bytes = this.#kept.reduce((sum, kept) => sum + kept.snapshot.bytes, 0);
  }

  /** Drops the one whose neighbours are closest, so that the whole run stays within reach; the ends only where nothing is between. */
  #thin(newest: number): void {
    let least = Number.POSITIVE_INFINITY;
    let drop = this.#kept[0]?.snapshot.mark === newest ? 1 : 0;
    for (let at = 1; at < this.#kept.length - 1; at += 1) {
      if (this.#kept[at]?.snapshot.mark === newest) continue;
      const gap = this.#step(at + 1) - this.#step(at - 1);
      if (gap < least) [least, drop] = [gap, at];
    }
    const [dropped] = this.#kept.splice(drop, 1);
    if (drop < this.#behind) this.#behind -= 1;
    this.#bytes -= dropped?.snapshot.bytes ?? 0;
  }

  #step(at: number): number {
    return this.#kept[at]?.snapshot.step ?? 0;
  }
}
