// SPDX-License-Identifier: Apache-2.0
/// <reference types="vite/client" />
/** The documents of presets/ by name: each is a file of the site that is fetched when a link names it. */
import type { ExperimentDocument } from "../engine/api.ts";
import { patientFetch } from "../engine/patient_fetch.ts";

const FOLDER = "../../../presets/";
/** Every change waits for the one before it: a file so small is here by then, or never. */
const SILENCE_MS = 8_000;

const addresses = import.meta.glob<string>(
  ["../../../presets/*.json", "!../../../presets/reach.json"],
  { eager: true, query: "?url", import: "default" },
);

export const PRESETS: readonly string[] = Object.keys(addresses)
  .map((path) => path.slice(FOLDER.length, -".json".length))
  .sort();

/** Undefined where there is none of this name. @throws where its file does not arrive */
export async function presetDocument(id: string): Promise<ExperimentDocument | undefined> {
  const address = PRESETS.includes(id) ? addresses[`${FOLDER}${id}.json`] : undefined;
  if (address === undefined) return undefined;
  const response = await patientFetch(new URL(address, import.meta.url), SILENCE_MS);
  if (!response.ok) throw new Error(`${id}.json: ${response.status}`);
  return (await response.json()) as ExperimentDocument;
}
