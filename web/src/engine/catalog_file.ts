// SPDX-License-Identifier: Apache-2.0
/** The catalog as a file of the site, named by its content: forms, lessons and embeds draw before any wasm is there. */
import type { Catalog } from "./contract/catalog.ts";
import { patientFetch } from "./patient_fetch.ts";

const ADDRESS = new URL("../../../build/generated/catalog.json", import.meta.url);

let loading: Promise<Catalog> | undefined;

/** Fetched once. @throws Error when it does not arrive; the next call tries again. */
export function loadCatalog(): Promise<Catalog> {
  if (loading !== undefined) return loading;
  const fetching = fetched();
  loading = fetching;
  fetching.catch(() => {
    loading = undefined;
  });
  return fetching;
}

async function fetched(): Promise<Catalog> {
  const response = await patientFetch(ADDRESS);
  if (!response.ok) throw new Error(`${ADDRESS.href} answers ${response.status}`);
  return (await response.json()) as Catalog;
}
