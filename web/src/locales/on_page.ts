// SPDX-License-Identifier: Apache-2.0
/**
 * What the trainer says to those who write documents, in the words of the page: a setting by its label, a switch as on or off. It is
 * said once, in C++, for the command line, for code and for the page; nobody who fills in a form has seen a key.
 */
import type { Catalog, Entry, Field } from "../engine/api.ts";
import type { Language } from "./language.ts";
import { pick } from "./words.ts";

/** Advice to set a key, as advice to whoever has a switch or a field. */
const ADVICE: Readonly<Record<Language, readonly (readonly [written: string, shown: string])[]>> = {
  en: [
    ["is false, but", "is off, but"],
    ["Set it to true", "Turn it on"],
    ["Set it to none", "Turn it off"],
    ["Set epochs or steps", "Give a number of epochs or steps"],
    ["set frozen to false in one that has parameters", "unfreeze one that has parameters"],
    ["Set standardize to false", "Turn standardizing off"],
    ["there is no such key here", "there is no such setting here"],
  ],
  zh: [
    ["为 false，而", "没有开启，而"],
    ["请设为 true", "请开启"],
    ["请设为 none", "请关闭"],
    ["请设置 epochs 或 steps", "请设定轮数或步数"],
    ["把某个有参数的层的 frozen 设为 false", "解冻某个有参数的层"],
    ["请把 standardize 设为 false", "请关闭标准化"],
    ["此处没有这个键", "这里没有这项设置"],
  ],
};

/** Kinds whose ids are no words of a sentence. */
const NAMED: ReadonlySet<string> = new Set(["loss", "activation", "optimizer"]);
/** Of those, ids that are words as well. */
const PLAIN: ReadonlySet<string> = new Set(["linear", "momentum"]);

const ID = /( ?)(?<![\w.])([a-z][a-z0-9]*(?:_[a-z0-9]+)*)(?![\w.]*\w)( ?)/g;
const PATH = /(?<![\w.])[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+/g;
const CHINESE = /[\u4e00-\u9fff（]/;

/** What stands there as somebody wrote it, be it a word that is an id too: the name of a column, a key of a link. */
const QUOTED = /("[^"]*"|“[^”]*”)/;

export function onPage(text: string, on: OnPage): string {
  return ADVICE[on.language]
    .reduce((sentence, [written, shown]) => sentence.replace(written, shown), text)
    .split(QUOTED)
    .map((piece, at) => (at % 2 === 1 ? piece : ownWords(piece, on)))
    .join("");
}

function ownWords(text: string, { catalog, language, place }: OnPage): string {
  const labels = labelsOf(catalog, language);
  return text
    .replace(PATH, (path) => place(path) ?? path)
    .replace(ID, (whole, before: string, id: string, after: string) => {
      const label = labels.get(id);
      if (label === undefined) return whole;
      // Between Chinese letters there are no spaces.
      const open = language === "zh" && CHINESE.test(label[0] ?? "") ? "" : before;
      const close = language === "zh" && /[\u4e00-\u9fff）]$/.test(label) ? "" : after;
      return `${open}${label}${close}`;
    });
}

export interface OnPage {
  readonly catalog: Catalog;
  readonly language: Language;
  /** `data.split.validation` by its labels; undefined for what is no place. */
  place(path: string): string | undefined;
}

const known = new WeakMap<Catalog, Partial<Record<Language, ReadonlyMap<string, string>>>>();

/** Of every id that is not a word of the language. */
function labelsOf(catalog: Catalog, language: Language): ReadonlyMap<string, string> {
  const kept = known.get(catalog) ?? {};
  known.set(catalog, kept);
  kept[language] ??= collected(catalog, language);
  return kept[language];
}

function collected(catalog: Catalog, language: Language): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const add = ({ id, label }: Pick<Entry, "id" | "label">, named: boolean): void => {
    if (!labels.has(id) && (id.includes("_") || named)) labels.set(id, pick(label, language));
  };
  const addFields = (fields: readonly Field[]): void => {
    for (const field of fields) {
      add(field, false);
      for (const choice of field.choices ?? []) add(choice, false);
      addFields(field.fields ?? []);
    }
  };
  for (const [kind, entries] of Object.entries(catalog.kinds)) {
    for (const entry of entries) {
      add(entry, NAMED.has(kind) && !PLAIN.has(entry.id));
      addFields(entry.fields);
    }
  }
  addFields(catalog.document);
  for (const { fields } of catalog.studies) addFields(fields);
  return labels;
}
