// SPDX-License-Identifier: Apache-2.0
/** The samples of one part, fetched when somebody looks at them; those of a run never change. */
import { effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Workspace } from "../../app/workspace.ts";
import type { Part, Samples } from "../../engine/api.ts";
import type { RunSession } from "../../sessions/run_session.ts";

type Host = ReactiveControllerHost & { readonly workspace: Workspace };

const known = new WeakMap<RunSession, Map<Part, Promise<Samples | undefined>>>();

function samplesOf(run: RunSession, part: Part): Promise<Samples | undefined> {
  const parts = known.get(run) ?? new Map<Part, Promise<Samples | undefined>>();
  known.set(run, parts);
  const asked = parts.get(part) ?? run.samples(part);
  parts.set(part, asked);
  // A trainer that died over it is asked again when it is back.
  void asked.then((samples) => samples ?? parts.delete(part));
  return asked;
}

export class LeasedSamples implements ReactiveController {
  readonly #value = signal<{ readonly part: Part; readonly samples: Samples } | undefined>(
    undefined,
  );
  #of: unknown;
  #end = () => {};

  constructor(
    private readonly host: Host,
    private readonly visible: ReadonlySignal<boolean>,
    private readonly part: (run: RunSession) => Part | undefined,
  ) {
    host.addController(this);
  }

  get value(): { readonly part: Part; readonly samples: Samples } | undefined {
    return this.#value.value;
  }

  hostConnected(): void {
    this.#end = effect(() => {
      const { run } = this.host.workspace;
      const part = this.part(run);
      if (run !== this.#of || part !== this.#value.peek()?.part) this.#value.value = undefined;
      this.#of = run;
      if (!this.visible.value || part === undefined || !run.ready) return;
      let wanted = true;
      void samplesOf(run, part).then((samples) => {
        if (wanted && samples !== undefined) this.#value.value = { part, samples };
      });
      return () => {
        wanted = false;
      };
    });
  }

  hostDisconnected(): void {
    this.#end();
  }
}
