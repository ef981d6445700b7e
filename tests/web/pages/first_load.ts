// SPDX-License-Identifier: Apache-2.0
/** What each page of the built site asks for before anybody has clicked, read from its files; the trainer's module is for itself. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { DIST } from "../../../scripts/lib/paths.mjs";
import type { Language } from "../../../web/src/locales/language.ts";

/** What a page's scripts ask for as soon as they run: the beginning of the names. The player does so when it is seen. */
const BY_ITSELF: Readonly<Record<string, readonly string[]>> = {
  "index.html": [
    "assets/engine.worker-",
    "assets/default-",
    "assets/picture_samples-",
    "assets/offline-",
    "wasm/simd-threads.js",
  ],
  "teach.html": ["assets/idb-", "assets/build-"],
};

/** Bytes with brotli, 2 % above what was reached: more is to be wanted, not to happen. */
export const CEILINGS: Readonly<Record<string, number>> = {
  "index.html": 174_000,
  "embed.html": 24_300,
  "exercise.html": 70_700,
  "teach.html": 133_000,
  "sco.html": 25_800,
  "lessons/index.html": 22_900,
};

/**
 * Of each of the four modules, of which a browser asks for one. As above, over what the largest has; those of one thread are 4,000 smaller.
 * `npm run bench -- --size` tells what it is made of: a text that only forms show belongs to the catalog, a table to data/.
 */
export const MODULE_CEILING = 265_800;

const read = (file: string): Buffer => readFileSync(join(DIST, file));

/** Words and texts of a language, as scripts ask for them by the address: web/src/locales/dictionary.ts. */
const ofLanguage = (language: Language): RegExp =>
  new RegExp(`\\b(?:\\w+[._])?${language}-[\\w-]{8}\\.js(?:on)?`, "g");

/** The files of a page in dist/, the page itself among them, for somebody who reads this language. */
export function firstLoad(page: string, language: Language): readonly string[] {
  const found = new Set<string>([page]);
  const visit = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    if (!file.endsWith(".js")) return;
    const text = read(file).toString();
    for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([\w.-]+\.js)"/g)) {
      visit(`assets/${name}`);
    }
    for (const [name] of text.matchAll(ofLanguage(language))) visit(`assets/${basename(name)}`);
  };
  const named = read(page)
    .toString()
    .matchAll(/(?:src|href)="(?:\.\.?\/)+(assets\/[\w.-]+)"/g);
  for (const [, file = ""] of named) visit(file);
  const all = readdirSync(DIST, { recursive: true }).map(String);
  for (const begins of BY_ITSELF[page] ?? []) {
    const files = all.filter((file) => file.startsWith(begins));
    if (files.length === 0) throw new Error(`There is no ${begins}… in dist/ any more.`);
    files.forEach(visit);
  }
  return [...found];
}

export function bytesOf(file: string): number {
  const content = read(file);
  const parameters = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return brotliCompressSync(content, { params: parameters }).length;
}
