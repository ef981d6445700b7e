// SPDX-License-Identifier: Apache-2.0
/** The views that are on order: asked of the run while somebody sees them, and of the one that takes its place after a crash. */
import { effect, type ReadonlySignal, signal, untracked } from "@preact/signals-core";
import type { ViewAnswer, ViewKind, ViewSpec } from "../engine/api.ts";
import type { RunLink } from "./run_link.ts";

/** A view on order: computed while somebody sees it, by no run but this one. */
export interface ViewLease<K extends ViewKind> {
  readonly answer: ReadonlySignal<ViewAnswer<K> | undefined>;
  release(): void;
}

/** What answers a view. */
export type Views = <K extends ViewKind>(spec: ViewSpec<K>) => ViewAnswer<K> | undefined;

interface Leased {
  readonly spec: { readonly kind: ViewKind };
  readonly answer: ReadonlySignal<ViewAnswer | undefined>;
}

export class ViewLeases {
  readonly #leases = new Set<Leased>();

  constructor(
    private readonly link: RunLink,
    /** What is seen until the trainer is there. */
    private readonly early: Views,
  ) {}

  want<K extends ViewKind>(spec: ViewSpec<K>, visible: ReadonlySignal<boolean>): ViewLease<K> {
    const early = () => (this.link.run.peek() === undefined ? this.early(spec) : undefined);
    const answer = signal(untracked(early));
    const end = effect(() => {
      const run = this.link.run.value;
      if (!visible.value) return;
      if (run === undefined) {
        answer.value = early() ?? answer.peek();
        return;
      }
      const lease = this.link.of(run, (one) =>
        one.want(spec, (shown) => {
          answer.value = shown;
        }),
      );
      return () => void lease.then((taken) => taken?.release());
    });
    const leased: Leased = { spec, answer };
    this.#leases.add(leased);
    const release = (): void => {
      this.#leases.delete(leased);
      end();
    };
    return { answer, release };
  }

  /** All that is seen now, and stays as it is. */
  seen(): Views {
    const answers = new Map(
      [...this.#leases].map(({ spec, answer }) => [JSON.stringify(spec), answer.peek()]),
    );
    return <K extends ViewKind>(spec: ViewSpec<K>) =>
      answers.get(JSON.stringify(spec)) as ViewAnswer<K> | undefined;
  }
}
