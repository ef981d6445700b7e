// SPDX-License-Identifier: Apache-2.0
/** The catalog without what explains it (web/src/app/first_catalog.ts): that is read where somebody opens a help. */

/** What tells of a dataset stands by its stamp from the start. */
const TOLD = "dataset";

/** @returns the same places with the same labels, of which no setting has `help` or `source` */
export function firstCatalog(of) {
  if (Array.isArray(of)) return of.map(firstCatalog);
  if (typeof of !== "object" || of === null) return of;
  const kept = Object.entries(of).filter(
    ([key]) => !("label" in of) || (key !== "help" && key !== "source"),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [key, key === TOLD ? value : firstCatalog(value)]),
  );
}
