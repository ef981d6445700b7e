// SPDX-License-Identifier: Apache-2.0
/** Small pictures of the datasets, from the trainer itself: a new generator in C++ has one without a line here. */
import type { Engine, Entry, Experiment, Summary, Written } from "../../engine/api.ts";
import { Observable } from "../../sessions/observable.ts";

export interface Thumbnail {
  readonly summary: Summary;
  /** Rows of x1, x2, target, part. */
  readonly points: Float32Array;
}

/** Enough to see the shape, quick to make. */
const SAMPLES = 160;
const FLAT_FEATURES = 2;

/** Whether samples of it can be drawn on the plane. */
export const isFlat = ({ features }: Entry): boolean =>
  typeof features === "number" && features <= FLAT_FEATURES;

export class Thumbnails extends Observable {
  readonly byId = new Map<string, Thumbnail>();
  private begun = false;

  constructor(private readonly engine: Pick<Engine, "open">) {
    super();
  }

  /** Makes one after the other; those of `entries` that are there already are kept. */
  async make(entries: readonly Entry[]): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    for (const entry of entries.filter(isFlat)) {
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
      this.byId.set(type, { summary: run.description.summary, points });
      await run.close();
      this.notify();
    } catch {
      // The picker shows the name alone.
    }
  }
}
