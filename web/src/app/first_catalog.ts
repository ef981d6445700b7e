// SPDX-License-Identifier: Apache-2.0
/**
 * The catalog of the first screen. The sentences that explain its settings, which are the larger half of it, come when the first help is
 * opened, and are put where they belong in the very catalog that everybody has.
 */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import { isObject } from "../documents/path.ts";
import type { Catalog, Text } from "../engine/api.ts";
import { loadCatalog } from "../engine/catalog_file.ts";
import { patientFetch } from "../engine/patient_fetch.ts";
import { askedOnce } from "./asked_once.ts";

const ADDRESS = new URL("../../../build/first/first_catalog.json", import.meta.url);
const UNSAID: Text = { en: "", zh: "" };

let loading: Promise<Catalog> | undefined;
const explained = signal(true);

/** Whether every setting has its help. */
export const isExplained: ReadonlySignal<boolean> = explained;

/** The same, for whoever shows a help: those that are not here come then. */
export function explains(): boolean {
  if (!explained.value) wantExplained();
  return explained.value;
}

/** Asks again for helps that did not arrive; undefined where none are missing. */
export const unexplained = (): (() => void) | undefined => wantExplained.missing.value;

/** Fetched once. @throws Error when it does not arrive; the next call tries again. */
export function loadFirstCatalog(): Promise<Catalog> {
  loading ??= fetched().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

const wantExplained = askedOnce(async () => {
  if (loading === undefined) throw new Error("There is no catalog that lacks its helps.");
  const [first, whole] = await Promise.all([loading, loadCatalog()]);
  explain(first, whole);
  explained.value = true;
});

async function fetched(): Promise<Catalog> {
  const response = await patientFetch(ADDRESS);
  if (!response.ok) throw new Error(`${ADDRESS.href} answers ${response.status}`);
  const first: unknown = await response.json();
  leaveUnsaid(first);
  explained.value = false;
  return first as Catalog;
}

/** As scripts/build/first_catalog.mjs takes them out. */
function leaveUnsaid(of: unknown): void {
  if (typeof of !== "object" || of === null) return;
  for (const one of Object.values(of)) leaveUnsaid(one);
  if ("label" in of && !("help" in of)) Object.assign(of, { help: UNSAID });
}

/** What only `whole` says is put into `first`, place by place. */
export function explain(first: unknown, whole: unknown): void {
  if (Array.isArray(first) && Array.isArray(whole)) {
    for (const [at, one] of first.entries()) explain(one, whole[at]);
  }
  if (!isObject(first) || !isObject(whole)) return;
  for (const [key, value] of Object.entries(whole)) {
    if (key === "help" || key === "source") Object.assign(first, { [key]: value });
    else explain(first[key], value);
  }
}
