// SPDX-License-Identifier: Apache-2.0
/** What the page shows before its trainer is there: a file of the site that the build writes with this very trainer. */
import type { BuildName, Description, Summary } from "../engine/api.ts";
import { RecordedRun, type WrittenRun } from "../sessions/recorded_run.ts";

/** A dataset as its stamp is drawn. */
export interface Thumbnail {
  readonly summary: Pick<Summary, "task" | "features" | "range">;
  /** Rows of x1, x2, target, part. */
  readonly points: Float32Array;
}

export interface FirstPage {
  /** Of the experiment of defaults alone. */
  readonly description: Description;
  readonly run: RecordedRun;
  readonly thumbnails: ReadonlyMap<string, Thumbnail>;
  /** Bytes of each module. */
  readonly modules: Readonly<Record<BuildName, number>>;
}

/** As scripts/build/first_page.mjs writes it. */
interface Written {
  readonly description: Description;
  readonly run: WrittenRun;
  readonly thumbnails: Readonly<
    Record<string, { readonly summary: Thumbnail["summary"]; readonly points: readonly number[] }>
  >;
  readonly modules: FirstPage["modules"];
}

const ADDRESS = new URL("../../../build/first/first_page.json", import.meta.url);

/** Undefined where it does not arrive: then the page waits for the trainer. */
export async function loadFirstPage(): Promise<FirstPage | undefined> {
  try {
    const response = await fetch(ADDRESS, { credentials: "same-origin" });
    return response.ok ? read((await response.json()) as Written) : undefined;
  } catch {
    return undefined;
  }
}

function read({ description, run, thumbnails, modules }: Written): FirstPage {
  return {
    description,
    run: new RecordedRun(run),
    thumbnails: new Map(
      Object.entries(thumbnails).map(([id, { summary, points }]) => [
        id,
        { summary, points: Float32Array.from(points) },
      ]),
    ),
    modules,
  };
}
