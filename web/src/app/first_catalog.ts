// SPDX-License-Identifier: Apache-2.0
/**
 * The catalog of the first screen, whose texts come by language. The sentences that explain its settings, which are the larger half of it,
 * come when the first help is opened, and are put where they belong in the very catalog that everybody has.
 */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import { isObject } from "../documents/path.ts";
import type { Catalog, Text } from "../engine/api.ts";
import { loadCatalog } from "../engine/catalog_file.ts";
import { patientFetch } from "../engine/patient_fetch.ts";
import { dictionary, learn } from "../locales/dictionary.ts";
import type { Language } from "../locales/language.ts";
import { askedOnce } from "./asked_once.ts";

const ADDRESS = new URL("../../../build/first/first_catalog.json", import.meta.url);
const TEXTS: Readonly<Record<Language, URL>> = {
  en: new URL("../../../build/first/first_texts.en.json", import.meta.url),
  zh: new URL("../../../build/first/first_texts.zh.json", import.meta.url),
};
const UNSAID: Text = { en: "", zh: "" };

let loading: Promise<Catalog> | undefined;
/** What the catalog says, text by text; from the first time that it is asked for. */
let saidIn: ((language: Language) => readonly string[]) | undefined;
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

/** Fetched once, and further languages with the words of the page. @throws Error when it does not arrive; the next call tries again. */
export function loadFirstCatalog(language: Language): Promise<Catalog> {
  loading ??= fetched(language).catch((error) => {
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

async function fetched(language: Language): Promise<Catalog> {
  saidIn ??= dictionary<readonly string[]>({
    en: () => json(TEXTS.en),
    zh: () => json(TEXTS.zh),
  });
  const [first] = await Promise.all([json<unknown>(ADDRESS), learn(language)]);
  speak(first, saidIn);
  leaveUnsaid(first);
  explained.value = false;
  return first as Catalog;
}

async function json<Content>(address: URL): Promise<Content> {
  const response = await patientFetch(address);
  if (!response.ok) throw new Error(`${address.href} answers ${response.status}`);
  return (await response.json()) as Content;
}

/** In place of each text scripts/build/first_catalog.mjs leaves `{}`: it says what stands at its turn. */
function speak(first: unknown, texts: (language: Language) => readonly string[]): void {
  let turn = 0;
  const visit = (of: unknown): void => {
    if (typeof of !== "object" || of === null) return;
    const inner = Object.values(of);
    inner.forEach(visit);
    if (inner.length > 0 || Array.isArray(of)) return;
    const at = turn;
    turn += 1;
    Object.assign(of, { en: "", zh: "" });
    Object.defineProperties(of, {
      en: { get: () => texts("en")[at] },
      zh: { get: () => texts("zh")[at] },
    });
  };
  visit(first);
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
