// SPDX-License-Identifier: Apache-2.0
/** The runs that somebody keeps. What finds no place in the browser is there until the page is closed, and says so: nothing is lost at once. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { SavedModel } from "../engine/api.ts";
import type { KeptRun, WholeRun } from "./kept_run.ts";
import type { Shelf } from "./shelf.ts";

export class Library {
  readonly #runs = signal<readonly KeptRun[]>([]);
  /** What the shelf did not take. */
  readonly #visit = signal<ReadonlyMap<string, WholeRun>>(new Map());
  readonly #closed = signal<"denied" | "newer" | undefined>(undefined);

  constructor(private readonly shelf: Shelf) {}

  /** The newest first. */
  get runs(): ReadonlySignal<readonly KeptRun[]> {
    return this.#runs;
  }

  /** Why nobody can look: the browser does not let us, or a newer page has left what this one cannot read. */
  get closed(): "denied" | "newer" | undefined {
    return this.#closed.value;
  }

  /** Whether it is gone with the page. */
  isOnlyHere(id: string): boolean {
    return this.#visit.value.has(id);
  }

  /** Looks again: another tab may have changed something. */
  async refresh(): Promise<void> {
    let kept: readonly KeptRun[] = [];
    try {
      kept = await this.shelf.runs();
      this.#closed.value = undefined;
    } catch (error) {
      // By the standard of IndexedDB, of a database with a higher version than is asked for.
      const isNewer = error instanceof Error && error.name === "VersionError";
      this.#closed.value = isNewer ? "newer" : "denied";
    }
    const here = [...this.#visit.peek().values()].map(({ run }) => run);
    const others = kept.filter(({ id }) => !this.#visit.peek().has(id));
    this.#show([...here, ...others]);
  }

  /** @returns whether it will be there at the next visit */
  async keep(whole: WholeRun): Promise<boolean> {
    const { run } = whole;
    this.#show([run, ...this.#runs.peek().filter(({ id }) => id !== run.id)]);
    try {
      await this.shelf.put(whole);
      this.#setVisit(run.id, undefined);
      return true;
    } catch {
      this.#setVisit(run.id, whole);
      return false;
    }
  }

  /** Another name, note or reason. @returns whether it will be there at the next visit */
  async describe(
    id: string,
    words: Partial<Pick<KeptRun, "name" | "note" | "why">>,
  ): Promise<boolean> {
    const known = this.#runs.peek().find((run) => run.id === id);
    if (known === undefined) return false;
    const run = { ...known, ...words };
    this.#show(this.#runs.peek().map((one) => (one.id === id ? run : one)));
    const here = this.#visit.peek().get(id);
    if (here !== undefined) {
      this.#setVisit(id, { ...here, run });
      return false;
    }
    try {
      await this.shelf.update(run);
      return true;
    } catch {
      return false;
    }
  }

  /** With where it stood; undefined where it is no more, as when another tab has deleted it. */
  async whole(id: string): Promise<WholeRun | undefined> {
    const here = this.#visit.peek().get(id);
    if (here !== undefined) return here;
    const run = this.#runs.peek().find((one) => one.id === id);
    if (run === undefined) return undefined;
    let model: SavedModel | undefined;
    try {
      model = await this.shelf.model(id);
    } catch {
      // Its experiment is known all the same.
    }
    return { run, ...(model && { model }) };
  }

  /** @returns what was deleted, for whoever wants it back: `keep` takes it */
  async remove(id: string): Promise<WholeRun | undefined> {
    const whole = await this.whole(id);
    this.#setVisit(id, undefined);
    this.#show(this.#runs.peek().filter((run) => run.id !== id));
    try {
      await this.shelf.remove(id);
    } catch {
      // What cannot be reached is shown no more.
    }
    return whole;
  }

  #show(runs: readonly KeptRun[]): void {
    this.#runs.value = [...runs].sort((one, other) => other.at - one.at);
  }

  #setVisit(id: string, whole: WholeRun | undefined): void {
    const visit = new Map(this.#visit.peek());
    if (whole === undefined) visit.delete(id);
    else visit.set(id, whole);
    this.#visit.value = visit;
  }
}
