// SPDX-License-Identifier: Apache-2.0
/** A browser's storage that can be filled up and denied. */
import type { SavedModel } from "../../../web/src/engine/api.ts";
import type { KeptRun, WholeRun } from "../../../web/src/library/kept_run.ts";
import type { Shelf } from "../../../web/src/library/shelf.ts";

export class FakeShelf implements Shelf {
  readonly kept = new Map<string, WholeRun>();
  full = false;
  denied = false;
  newer = false;

  async runs(): Promise<readonly KeptRun[]> {
    this.#allow();
    return [...this.kept.values()].map(({ run }) => run);
  }

  async model(id: string): Promise<SavedModel | undefined> {
    this.#allow();
    return this.kept.get(id)?.model;
  }

  async put(whole: WholeRun): Promise<void> {
    this.#room();
    this.kept.set(whole.run.id, whole);
  }

  async update(run: KeptRun): Promise<void> {
    this.#room();
    this.kept.set(run.id, { ...this.kept.get(run.id), run });
  }

  async remove(id: string): Promise<void> {
    this.#allow();
    this.kept.delete(id);
  }

  #allow(): void {
    if (this.newer) throw new DOMException("newer", "VersionError");
    if (this.denied) throw new DOMException("denied", "SecurityError");
  }

  #room(): void {
    this.#allow();
    if (this.full) throw new DOMException("full", "QuotaExceededError");
  }
}

export const keptRun = (id: string, at = 0): KeptRun => ({
  id,
  name: `run ${id}`,
  note: "",
  at,
  document: { seed: 3 },
  experiment: { model: { layers: [] } } as unknown as KeptRun["experiment"],
  results: { status: "ready", steps: 10, epochs: 1, train_loss: 0.5 },
});

export const model = {
  format: "downhill-model",
  steps: 10,
  state: "AAAA",
} as unknown as SavedModel;
