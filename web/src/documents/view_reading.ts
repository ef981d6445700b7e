// SPDX-License-Identifier: Apache-2.0
/** Values of the view's keys, read by their declaration. What makes no sense is told, and counts as if it were not there. */
import type { Text } from "../engine/api.ts";
import { unknownViewKeys } from "./link.ts";
import {
  declaredView,
  VIEW,
  VIEW_KEYS,
  type View,
  type ViewKey,
  type ViewName,
  type ViewPage,
} from "./view_keys.ts";

type Of<Kind extends string> = {
  [Key in ViewKey]: (typeof VIEW)[Key]["value"]["kind"] extends Kind ? Key : never;
}[ViewKey];

const YES: readonly string[] = ["yes", ""];
const NO = "no";
/** Characters of a value that are shown. */
const LONGEST_SHOWN = 60;
/** Names of a list. */
const MOST_NAMES = 40;

/** A switch, on or off. */
export function isOn(view: View, key: Of<"switch">): boolean {
  const text = view[key];
  const makesSense = text !== undefined && (YES.includes(text) || text === NO);
  return YES.includes(makesSense ? text : VIEW[key].otherwise);
}

/** One of the declared values; undefined where the key has no default. */
export function chosen<Key extends Of<"choice">>(view: View, key: Key): ViewName<Key> | undefined {
  const { value, otherwise } = declaredView(key);
  const text = view[key];
  const known = value.kind === "choice" && text !== undefined && value.values.includes(text);
  return (known ? text : otherwise) as ViewName<Key> | undefined;
}

/** Names in their order, each once; of a closed list only those that are on it. */
export function listed<Key extends Of<"list">>(view: View, key: Key): ViewName<Key>[] {
  const { value, otherwise = "" } = declaredView(key);
  const known = value.kind === "list" ? value.values : undefined;
  const names = [...new Set(namesIn(view[key] ?? otherwise))].slice(0, MOST_NAMES);
  return names.filter((name) => known?.includes(name) ?? true) as ViewName<Key>[];
}

/** Free text, cut at its longest. */
export function written(view: View, key: Of<"text">): string | undefined {
  return view[key]?.slice(0, VIEW[key].value.longest);
}

/** Everything in the address that is no key of the view, or no value of its key. */
export function viewFaults(hash: string, view: View, page: ViewPage): Text[] {
  const unknown = unknownViewKeys(hash).map((name) => unknownKey(name, page));
  return [...unknown, ...VIEW_KEYS.flatMap((key) => faultOf(key, view[key]) ?? [])];
}

function unknownKey(name: string, page: ViewPage): Text {
  const keys = VIEW_KEYS.filter((key) => declaredView(key).pages.includes(page));
  const list = keys.join(", ");
  return {
    en: `view.${name} is no key of the view. There are: ${list}.`,
    zh: `没有 view.${name} 这个键。可用的键：${list}。`,
  };
}

function faultOf(key: ViewKey, text: string | undefined): Text | undefined {
  if (text === undefined) return undefined;
  const { value } = declaredView(key);
  switch (value.kind) {
    case "choice":
      return value.values.includes(text) ? undefined : notOne(key, text, value.values);
    case "switch":
      return YES.includes(text) || text === NO ? undefined : notOne(key, text, ["yes", NO]);
    case "list": {
      const strange = namesIn(text).find((name) => value.values?.includes(name) === false);
      return strange === undefined ? undefined : notOne(key, strange, value.values ?? []);
    }
    case "text":
      return text.length <= value.longest ? undefined : tooLong(key, value.longest);
    case "number": {
      const number = text.trim() === "" ? Number.NaN : Number(text);
      const fits = Number.isInteger(number) && number >= value.least && number <= value.most;
      return fits ? undefined : notBetween(key, text, value.least, value.most);
    }
  }
}

const namesIn = (text: string): string[] =>
  text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

const cut = (text: string): string =>
  text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}...`;

const notOne = (key: ViewKey, text: string, values: readonly string[]): Text => ({
  en: `view.${key} is “${cut(text)}”, and takes ${values.join(", ")}.`,
  zh: `view.${key} 的值“${cut(text)}”无效，可用的值：${values.join("、")}。`,
});

const tooLong = (key: ViewKey, longest: number): Text => ({
  en: `view.${key} is cut after ${longest} characters.`,
  zh: `view.${key} 超过 ${longest} 个字符，后面的部分已省略。`,
});

const notBetween = (key: ViewKey, text: string, least: number, most: number): Text => ({
  en: `view.${key} is “${cut(text)}”, and takes a whole number from ${least} to ${most}.`,
  zh: `view.${key} 的值“${cut(text)}”无效，应为 ${least} 到 ${most} 的整数。`,
});
