// SPDX-License-Identifier: Apache-2.0
/** The studies of the page: one at work at a time, and of each panel the last one, so that its results are there when it is opened again. */
import { batch, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Engine, ExperimentDocument } from "../engine/api.ts";
import { StudySession } from "../sessions/study_session.ts";

export class Studies {
  readonly #current = signal<StudySession | undefined>(undefined);
  readonly #last = signal<ReadonlyMap<string, StudySession>>(new Map());

  constructor(private readonly engine: Pick<Engine, "study">) {}

  /** The one that was begun or gone on with last. */
  get current(): ReadonlySignal<StudySession | undefined> {
    return this.#current;
  }

  /** What this panel has asked last. */
  of(panel: string): StudySession | undefined {
    return this.#last.value.get(panel);
  }

  /** Begins one, in the place of the panel's last. */
  begin(panel: string, source: ExperimentDocument): StudySession {
    const session = new StudySession(this.engine, source);
    const before = this.#last.peek().get(panel);
    batch(() => {
      this.#last.value = new Map(this.#last.peek()).set(panel, session);
      this.goOn(session);
    });
    void before?.dispose();
    return session;
  }

  /** What else is at work is put aside. */
  goOn(session: StudySession): void {
    const before = this.#current.peek();
    if (before !== session) void before?.cancel();
    this.#current.value = session;
    void session.work();
  }
}
