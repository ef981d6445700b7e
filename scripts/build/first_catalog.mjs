// SPDX-License-Identifier: Apache-2.0
/**
 * The catalog without what explains it (web/src/app/first_catalog.ts), which is read where somebody opens a help, and without a language:
 * its texts are files of their own.
 */

/** What tells of a dataset stands by its stamp from the start. */
const TOLD = "dataset";

/** @returns {{catalog: unknown, texts: Record<"en" | "zh", string[]>}} in place of each text `{}`; the texts in the same order */
export function firstCatalog(of) {
  const texts = { en: [], zh: [] };
  const silent = (one) => {
    if (Array.isArray(one)) return one.map(silent);
    if (typeof one !== "object" || one === null) return one;
    if (isText(one)) {
      for (const language of Object.keys(texts)) texts[language].push(one[language]);
      return {};
    }
    const entries = Object.entries(one).map(([key, value]) => [key, silent(value)]);
    if (entries.length === 0) throw new Error("Something of the catalog is {}, as a text will be.");
    return Object.fromEntries(entries);
  };
  return { catalog: silent(unexplained(of)), texts };
}

const isText = ({ en, zh }) => typeof en === "string" && typeof zh === "string";

/** The same places with the same labels, of which no setting has `help` or `source`. */
function unexplained(of) {
  if (Array.isArray(of)) return of.map(unexplained);
  if (typeof of !== "object" || of === null) return of;
  const kept = Object.entries(of).filter(
    ([key]) => !("label" in of) || (key !== "help" && key !== "source"),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [key, key === TOLD ? value : unexplained(value)]),
  );
}
