// SPDX-License-Identifier: Apache-2.0
/** Small pictures of the datasets: of the page's own file, else from the trainer itself. A new generator in C++ needs no line here. */
import { signal } from "@preact/signals-core";
import type { Thumbnail } from "../../app/first_page.ts";
import type { Engine, Entry, Experiment, Written } from "../../engine/api.ts";
import { groupOf, isFlat } from "./groups.ts";

/** Enough to see the shape, quick to make. */
const SAMPLES = 160;

export class Thumbnails {
  readonly #byId;
  private begun = false;

  constructor(
    private readonly engine: Pick<Engine, "open">,
    known: ReadonlyMap<string, Thumbnail> = new Map(),
  ) {
    this.#byId = signal(known);
  }

  of(id: string): Thumbnail | undefined {
    return this.#byId.value.get(id);
  }

  /** Makes one after the other; those of `entries` that are there already are kept. */
  async make(entries: readonly Entry[]): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    for (const entry of entries.filter((one) => isFlat(one) && groupOf(one) !== "yours")) {
      if (this.#byId.peek().has(entry.id)) continue;
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
