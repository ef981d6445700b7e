// SPDX-License-Identifier: Apache-2.0
/** The snapshots of one run: taken when they are due or asked for, and gone back to. */
import { accepted, ExperimentError, type Refusal } from "../contract/experiment_error.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { resumeFrom, savedState } from "./binary_state.ts";
import type { GuardedSession } from "./guarded_session.ts";
import type { SnapshotKeeper } from "./snapshot_keeper.ts";
import { SNAPSHOT_BYTES, SnapshotRing } from "./snapshot_ring.ts";

export class RunSnapshots {
  readonly #ring = new SnapshotRing();
  /** The newest one that was not yet sent. */
  #unsent: Uint8Array | undefined;

  constructor(
    private readonly session: GuardedSession,
    private readonly keeper: SnapshotKeeper,
  ) {}

  list(): readonly Snapshot[] {
    return this.#ring.list();
  }

  /** Training begins, or ends: the next one is due at once. */
  begin(): void {
    this.keeper.begin();
  }

  /** Between two steps only: saving ends a record, which may take long. */
  keepIfDue(): void {
    const { recording, passes } = this.session.state;
    if (recording || passes > 0 || !this.keeper.due) return;
    this.#take();
  }

  /** Of where the run stands now, with the state itself. */
  snapshot(): { readonly snapshot: Snapshot; readonly state: Uint8Array } {
    const snapshot = this.#take();
    const state = snapshot && this.#ring.state(snapshot.mark);
    if (snapshot !== undefined && state !== undefined) return { snapshot, state };
    const limit = SNAPSHOT_BYTES / 2 ** 20;
    throw new ExperimentError({
      path: "",
      message: `this run has diverged, or what it is made of is larger than the ${limit} MiB for all snapshots. Use save().`,
      zh: `这次训练已发散，或其状态超过全部快照的上限 ${limit} MiB。请使用 save()。`,
    });
  }

  /** The way to a mark. */
  to(mark: number): () => void {
    const state = this.#ring.state(mark);
    if (state === undefined) {
      throw new ExperimentError({
        path: "mark",
        message: `there is no snapshot ${mark}. Give a mark of snapshots().`,
        zh: `没有快照 ${mark}。请给出 snapshots() 中的 mark。`,
      });
    }
    return () => {
      const refusal = this.session.alter("resume", (session) => resumeFrom(session, state));
      if (refusal !== "") accepted(JSON.parse(refusal) as { error: Refusal });
      this.#ring.standAt(state);
    };
  }

  /** The run stands at none of them, and has nothing behind it. */
  leave(): void {
    this.#ring.leave();
  }

  /** The run stands at its start again, and has recorded it: saving ends a record, which may take long. */
  standAtStart(): void {
    if (this.#ring.list().length > 0) this.#ring.standAt(this.session.ask("save", savedState));
  }

  /** Another future begins where the run stands. */
  forgetAhead(): void {
    this.#ring.forgetAhead();
  }

  /** What goes to the page, once. */
  takeUnsent(): Uint8Array | undefined {
    const unsent = this.#unsent;
    this.#unsent = undefined;
    return unsent;
  }

  /** Undefined where there is nothing to go on from, or too much of it. */
  #take(): Snapshot | undefined {
    this.session.goBack();
    const state = this.keeper.timed(() => this.session.ask("save", savedState));
    if (state.byteLength === 0) return undefined;
    // It has ended the record under way.
    this.session.look();
    if (this.keeper.sends()) this.#unsent = state.slice();
    return this.#ring.keep(this.session.state, state);
  }
}
