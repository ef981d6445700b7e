// SPDX-License-Identifier: Apache-2.0
/** What may be wanted before anything trains: the prediction of an exercise, or that of a frame whose author asks for it. */
import { signal } from "@preact/signals-core";
import type { RunSession } from "../sessions/run_session.ts";

export interface WantedFirst {
  /** Whether it is still to come; who draws by it is drawn anew when it has come. */
  readonly waits: boolean;
  /** Somebody wants to train: while it waits they are led to it instead. */
  holdsBack(): boolean;
}

/** Of a frame: until the curve is locked, or passed over. A run that has begun, as one that was kept, has no start any more to speak of. */
export class PredictFirst implements WantedFirst {
  readonly #passed = signal(false);
  /** How often somebody wanted to train before it. */
  readonly heldBack = signal(0);

  /** `wanted`: by the author, who may think otherwise by now. */
  constructor(
    private readonly workspace: { readonly run: Pick<RunSession, "begun"> },
    private readonly wanted: () => boolean,
  ) {}

  get waits(): boolean {
    return this.wanted() && !this.#passed.value && !this.workspace.run.begun;
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
