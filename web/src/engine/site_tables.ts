// SPDX-License-Identifier: Apache-2.0
/** The tables that lie beside the page: the site's own, fetched only when a document names one. */
import { type FindTable, TABLE_ENDING } from "./contract/tables.ts";
import { patientFetch } from "./patient_fetch.ts";

/** `folder`: where they lie. */
export function siteTables(folder: string | undefined): FindTable {
  return async (_sha256, name) => {
    const address = new URL(`${encodeURIComponent(name)}${TABLE_ENDING}`, folder).href;
    try {
      const response = await patientFetch(address);
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined;
    } catch {
      // One that does not arrive is missing: the parser says which, and what helps.
      return undefined;
    }
  };
}

/** Remembers the last file, and who asks while it is on its way waits for it: trainers side by side ask for the same. */
export function fetchedOnce(find: FindTable): FindTable {
  let last: { readonly sha256: string; readonly file: ReturnType<typeof find> } | undefined;
  return async (sha256, name) => {
    if (last?.sha256 !== sha256) last = { sha256, file: find(sha256, name) };
    const asked = last;
    try {
      const file = await asked.file;
      // What is not there may come later.
      if (file === undefined && last === asked) last = undefined;
      return file;
    } catch (error) {
      if (last === asked) last = undefined;
      throw error;
    }
  };
}
