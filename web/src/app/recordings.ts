// SPDX-License-Identifier: Apache-2.0
/// <reference types="vite/client" />
/**
 * Beginnings of runs that the build has recorded with this very trainer, by the name of their preset; `default` is the experiment of
 * defaults. Small files of the site, fetched when they are wanted: a page shows them where there is no trainer yet, or none at all.
 */
import { differences } from "../documents/difference.ts";
import type { Description, ExperimentDocument } from "../engine/api.ts";
import { patientFetch } from "../engine/patient_fetch.ts";
import { RecordedFilm, type WrittenFilm } from "../sessions/recorded_film.ts";
import { RecordedRun, type WrittenRun } from "../sessions/recorded_run.ts";

export interface Recording {
  readonly name: string;
  readonly description: Description;
  /** Before the first update; absent of a network that is too large for it. */
  readonly run: RecordedRun | undefined;
}

/** As scripts/build/first_page.mjs writes it. */
export interface WrittenRecording {
  readonly description: Description;
  readonly run?: WrittenRun;
}

const addresses = (files: Record<string, string>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(files).map(([path, address]) => [path.replace(/^.*\/|\.json$/g, ""), address]),
  );

const RECORDINGS = addresses(
  import.meta.glob<string>("../../../build/first/recordings/*.json", {
    eager: true,
    query: "?url",
    import: "default",
  }),
);
const FILMS = addresses(
  import.meta.glob<string>("../../../build/first/films/*.json", {
    eager: true,
    query: "?url",
    import: "default",
  }),
);
const PRESET_DOCUMENTS = new URL("../../../build/first/presets.json", import.meta.url);

/** Of this preset; undefined where there is none, or it does not arrive. */
export async function loadRecording(name: string): Promise<Recording | undefined> {
  const written = await fetchJson<WrittenRecording>(RECORDINGS.get(name));
  return written && readRecording(name, written);
}

export function readRecording(name: string, { description, run }: WrittenRecording): Recording {
  return { name, description, run: run && new RecordedRun(description, run) };
}

/** What follows in the recorded run; without it the first picture stands. */
export async function loadFilm({ name, description, run }: Recording): Promise<void> {
  if (run === undefined || run.film.peek() !== undefined) return;
  const written = await fetchJson<WrittenFilm>(FILMS.get(name));
  if (written !== undefined) run.film.value = new RecordedFilm(description.summary, written);
}

/** The name of the preset that this document is, with nothing added and nothing left out. */
export async function presetOf(document: ExperimentDocument): Promise<string | undefined> {
  const presets = await fetchJson<Record<string, ExperimentDocument>>(PRESET_DOCUMENTS.href);
  const { version: _, ...asked } = document;
  const found = Object.entries(presets ?? {}).find(([, { version: __, ...one }]) => {
    return differences(one, asked).length === 0;
  });
  return found?.[0];
}

export async function fetchJson<Content>(
  address: string | undefined,
): Promise<Content | undefined> {
  if (address === undefined) return undefined;
  try {
    const response = await patientFetch(address);
    return response.ok ? ((await response.json()) as Content) : undefined;
  } catch {
    return undefined;
  }
}
