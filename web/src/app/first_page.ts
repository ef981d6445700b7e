// SPDX-License-Identifier: Apache-2.0
/** What the page shows before its trainer is there: a file of the site that the build writes with this very trainer. */
import type { BuildName, Summary } from "../engine/api.ts";
import { fetchJson, type Recording, readRecording, type WrittenRecording } from "./recordings.ts";

/** A dataset as its stamp is drawn. */
export interface Thumbnail {
  readonly summary: Pick<Summary, "task" | "features" | "range">;
  /** Rows of x1, x2, target, part. */
  readonly points: Float32Array;
}

export interface FirstPage {
  /** Of the experiment of defaults. */
  readonly recording: Recording;
  readonly thumbnails: ReadonlyMap<string, Thumbnail>;
  /** Bytes of each module. */
  readonly modules: Readonly<Record<BuildName, number>>;
}

/** As scripts/build/first_page.mjs writes it. */
interface Written extends WrittenRecording {
  readonly thumbnails: Readonly<
    Record<
      string,
      {
        readonly summary: Thumbnail["summary"];
        /** Of the points: x1, x2, target, part. Alike numbers side by side are few bytes. */
        readonly columns: readonly (readonly number[])[];
      }
    >
  >;
  readonly modules: FirstPage["modules"];
}

const ADDRESS = new URL("../../../build/first/first_page.json", import.meta.url);

/** Undefined where it does not arrive: then the page waits for the trainer. */
export async function loadFirstPage(): Promise<FirstPage | undefined> {
  const written = await fetchJson<Written>(ADDRESS.href);
  return written && read(written);
}

function read({ thumbnails, modules, ...recording }: Written): FirstPage {
  return {
    recording: readRecording("default", recording),
    thumbnails: new Map(
      Object.entries(thumbnails).map(([id, { summary, columns }]) => [
        id,
        { summary, points: rowsOf(columns) },
      ]),
    ),
    modules,
  };
}

function rowsOf(columns: readonly (readonly number[])[]): Float32Array {
  const width = columns.length;
  return Float32Array.from(
    { length: width * (columns[0]?.length ?? 0) },
    (_, at) => columns[at % width]?.[Math.floor(at / width)] ?? Number.NaN,
  );
}
