// SPDX-License-Identifier: Apache-2.0
/** What may be wanted before anything trains: the prediction of an exercise, or that of a frame whose author asks for it. */
import { signal } from "@preact/signals-core";

export interface Awaited {
  /** Whether it is still to come; who draws by it is drawn anew when it has come. */
  readonly waits: boolean;
  /** Somebody wants to train: while it waits they are led to it instead. */
  holdsBack(): boolean;
}

/** Of a frame: until the curve is locked, or passed over. */
export class PredictFirst implements Awaited {
  readonly #passed = signal(false);
  /** How often somebody wanted to train before it. */
  readonly heldBack = signal(0);

  /** `wanted`: by the author, who may think otherwise by now. */
  constructor(private readonly wanted: () => boolean) {}

  get waits(): boolean {
    return this.wanted() && !this.#passed.value;
  }

  holdsBack(): boolean {
    if (!this.waits) return false;
    this.heldBack.value += 1;
    return true;
  }

  /** It was made, or none is wanted. */
  pass(): void {
    this.#passed.value = true;
  }
}
