// SPDX-License-Identifier: Apache-2.0
/**
 * One C++ session with where it stands, and the way back for a step that is made for a view alone: such a step is nobody's, and whoever
 * changes the run goes back first.
 */
import { ExperimentError, type Refusal } from "../contract/experiment_error.ts";
import type { RunState } from "../contract/run_state.ts";
import { resumeFrom, savedState } from "./binary_state.ts";
import type { GuardedCalls } from "./guarded_calls.ts";
import type { WasmSession } from "./wasm_module.ts";

export class GuardedSession {
  #state: RunState;
  /** Where the run stands whose next step is made for a view alone. */
  #wayBack: Uint8Array | undefined;

  constructor(
    private readonly session: WasmSession,
    private readonly calls: GuardedCalls,
    /** It could not go back, and stands at its start. */
    private readonly onLost: (why: ExperimentError) => void,
  ) {
    this.#state = JSON.parse(session.state());
  }

  /** As it was last told. */
  get state(): RunState {
    return this.#state;
  }

  get wayBack(): Uint8Array | undefined {
    return this.#wayBack;
  }

  /** A view of the module's memory is copied within the call: it dies at the next one. */
  ask<T>(kind: string, call: (session: WasmSession) => T): T {
    return this.calls.call(kind, () => call(this.session));
  }

  /** A call that changes what the run is; a frame that was offered just before may have begun a step of its own. */
  alter<T>(kind: string, call: (session: WasmSession) => T): T {
    this.goBack();
    return this.ask(kind, call);
  }

  run(steps: number, budget_ms: number): RunState {
    this.#state = this.ask("run", (session) => JSON.parse(session.run(steps, budget_ms)));
    return this.#state;
  }

  /** Where it stands now: other calls end a record, make a step, or go elsewhere. */
  look(): RunState {
    this.#state = this.ask("state", (session) => JSON.parse(session.state()));
    return this.#state;
  }

  /** The step that comes next is made for a view alone. */
  stray(): void {
    this.#wayBack = this.ask("save", savedState);
  }

  goBack(): void {
    const state = this.#wayBack;
    this.#wayBack = undefined;
    if (state === undefined || this.calls.isClosed) return;
    const refusal = this.ask("view", (session) => resumeFrom(session, state));
    this.look();
    // Where another run has taken the memory meanwhile: it stands at its start.
    if (refusal === "") return;
    const { error } = JSON.parse(refusal) as { error: Refusal };
    this.onLost(new ExperimentError(error));
  }

  /** Why it stands where nobody waits for an answer: at its start, or where it last was. */
  refuse({ message, zh }: ExperimentError): void {
    let state = this.#state;
    try {
      state = this.look();
    } catch (error) {
      if (!(error instanceof ExperimentError)) throw error;
    }
    this.#state = { ...state, message: { en: message, zh } };
  }

  delete(): void {
    this.session.delete();
  }
}
