// SPDX-License-Identifier: Apache-2.0
/** Small pictures of the datasets, from the trainer itself: a new generator in C++ has one without a line here. */
import { signal } from "@preact/signals-core";
import type { Engine, Entry, Experiment, Summary, Written } from "../../engine/api.ts";
import { groupOf, isFlat } from "./groups.ts";

export interface Thumbnail {
  readonly summary: Summary;
  /** Rows of x1, x2, target, part. */
  readonly points: Float32Array;
}

/** Enough to see the shape, quick to make. */
const SAMPLES = 160;
export class Thumbnails {
  readonly #byId = signal<ReadonlyMap<string, Thumbnail>>(new Map());
  private begun = false;

  constructor(private readonly engine: Pick<Engine, "open">) {}

  of(id: string): Thumbnail | undefined {
    return this.#byId.value.get(id);
  }

  /** Makes one after the other; those of `entries` that are there already are kept. */
  async make(entries: readonly Entry[]): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    for (const entry of entries.filter((one) => isFlat(one) && groupOf(one) !== "yours")) {
      const sized = entry.fields.some(({ id }) => id === "samples");
      await this.add(entry.id, sized ? { samples: SAMPLES } : {});
    }
  }

  /** Own data may have none to show yet: it goes without a picture. */
  private async add(type: string, size: object): Promise<void> {
    try {
      const model: Written<Experiment["model"]> = { layers: [{ type: "dense" }] };
      const run = await this.engine.open({ data: { type, ...size }, model });
      const points = await run.points();
      const { summary } = run.description;
      this.#byId.value = new Map(this.#byId.peek()).set(type, { summary, points });
      await run.close();
    } catch {
      // The picker shows the name alone.
    }
  }
}
