// SPDX-License-Identifier: Apache-2.0
/**
 * Where the run stands, for what is read out beside a picture: at a standstill as it is, while it trains as it was a few seconds ago at most.
 * A sentence that changed with every frame would be laid out and announced with every frame.
 */
import { effect, signal, untracked } from "@preact/signals-core";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { RunState } from "../engine/api.ts";
import type { RunSession } from "../sessions/run_session.ts";

type Host = ReactiveControllerHost & {
  readonly workspace: { readonly run: Pick<RunSession, "playing" | "state"> };
};

const EVERY_MS = 3_000;

export class ToldState implements ReactiveController {
  readonly #turn = signal(0);
  #end = () => {};

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  /** Whoever reads it while drawing is drawn again when it is another. */
  get value(): RunState | undefined {
    const { run } = this.host.workspace;
    if (!run.playing) return run.state;
    void this.#turn.value;
    return untracked(() => run.state);
  }

  hostConnected(): void {
    this.#end = effect(() => {
      if (!this.host.workspace.run.playing) return;
      const timer = setInterval(() => {
        this.#turn.value += 1;
      }, EVERY_MS);
      return () => clearInterval(timer);
    });
  }

  hostDisconnected(): void {
    this.#end();
  }
}
