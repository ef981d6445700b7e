// SPDX-License-Identifier: Apache-2.0
/** A view of the run on the screen, for the element that shows it: ordered while the element is seen, of each run anew. */
import { effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { ViewAnswer, ViewKind, ViewSpec } from "../engine/api.ts";
import type { RunSession } from "../sessions/run_session.ts";
import type { Workspace } from "./workspace.ts";

type Host = ReactiveControllerHost & { readonly workspace: Workspace };

export class LeasedView<K extends ViewKind> implements ReactiveController {
  readonly #answer = signal<ViewAnswer<K> | undefined>(undefined);
  #of: RunSession | undefined;
  #end = () => {};

  constructor(
    private readonly host: Host,
    private readonly visible: ReadonlySignal<boolean>,
    /** What is wanted of this run now; undefined for nothing. */
    private readonly spec: (run: RunSession) => ViewSpec<K> | undefined,
  ) {
    host.addController(this);
  }

  /** The newest of this run: of the coarse view until the fine one is there. */
  get answer(): ViewAnswer<K> | undefined {
    return this.#answer.value;
  }

  hostConnected(): void {
    this.#end = effect(() => {
      const { run } = this.host.workspace;
      const spec = this.spec(run);
      if (run !== this.#of) this.#answer.value = undefined;
      this.#of = run;
      if (spec === undefined) return;
      const lease = run.want(spec, this.visible);
      const end = effect(() => {
        const shown = lease.answer.value;
        if (shown !== undefined) this.#answer.value = shown;
      });
      return () => {
        end();
        lease.release();
      };
    });
  }

  hostDisconnected(): void {
    this.#end();
  }
}
