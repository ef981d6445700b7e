// SPDX-License-Identifier: Apache-2.0
/**
 * The experiment as a link: the minimal document flattened to dotted keys behind the #. Long values are written deflated, behind `~`.
 * It checks only what a parser of documents never sees (size, depth, keys); whether the document makes sense is for C++ to say.
 */
import { numberIn } from "./number_text.ts";
import { PackedTextError, packText, unpackText } from "./packed_text.ts";
import { isObject } from "./path.ts";
import { isBareKey, isViewKey, VIEW_KEYS, type View } from "./view_keys.ts";

const VIEW_PREFIX = "view.";

export interface Link {
  readonly document: Readonly<Record<string, unknown>>;
  readonly view: View;
}

/** Far above any real experiment, far below what slows a browser down. */
const MAXIMUM_LENGTH = 65_536;
const MAXIMUM_KEYS = 500;
const MAXIMUM_DEPTH = 12;
/** Bytes of all deflated values of one link together, once they are inflated. */
const MAXIMUM_INFLATED = 2 ** 20;
/** Values of more characters are written deflated; shorter ones stay readable, as the layers of an ordinary network do. */
const LONG = 1_000;
/** Begins a deflated value. Text that begins so is written as JSON, in quotation marks. */
const DEFLATED = "~";
/** Assigning to these would change the object itself instead of adding an entry. */
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** Characters of a key that are shown. */
const LONGEST_KEY = 80;

/** A link that is no document at all; `reason` is a key of the page's messages. */
export class LinkError extends Error {
  /** Of the address; what is said of it is short. */
  readonly key: string;

  constructor(
    readonly reason:
      | "linkTooLong"
      | "linkTooDeep"
      | "linkKeyRefused"
      | "linkKeyTwice"
      | "linkDamaged"
      | "linkTooLarge",
    key: string,
  ) {
    super(`${reason}: ${key}`);
    this.name = "LinkError";
    this.key = key.length <= LONGEST_KEY ? key || "=" : `${key.slice(0, LONGEST_KEY)}...`;
  }
}

/** Takes a key of the view; those that are none of ours are left alone. @returns whether it is one */
function takeView(view: View, key: string, value: string): boolean {
  const prefixed = key.startsWith(VIEW_PREFIX);
  const name = prefixed ? key.slice(VIEW_PREFIX.length) : key;
  if (!isViewKey(name) || !(prefixed || isBareKey(name))) return prefixed;
  if (prefixed || view[name] === undefined) view[name] = value;
  return true;
}

/** Codes, as names of classes may be, are no numbers. */
const CODE = /^[+-]?0\d/;

/** Numbers, lists, words such as null come back as what they are, also a number that somebody wrote by hand; everything else is text. */
function readValue(text: string): unknown {
  try {
    return JSON.parse(text, (key, value) => (FORBIDDEN_KEYS.has(key) ? undefined : value));
  } catch {
    return CODE.test(text) ? text : (numberIn(text) ?? text);
  }
}

/** Text is written bare, but for text that would be read back as something else. */
function bareValue(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return readValue(value) === value ? value : JSON.stringify(value);
}

function writeValue(value: unknown): string {
  const bare = bareValue(value);
  // What could not be read back is not worth the seconds.
  if (bare.length > LONG && bare.length <= MAXIMUM_INFLATED) {
    const deflated = DEFLATED + packText(bare);
    if (deflated.length < bare.length) return deflated;
  }
  return bare.startsWith(DEFLATED) ? JSON.stringify(value) : bare;
}

/** Reads the values of one link. What all of them inflate to is bounded, not each alone. */
class ValueReader {
  #left = MAXIMUM_INFLATED;

  read(key: string, text: string): unknown {
    if (!text.startsWith(DEFLATED)) return readValue(text);
    try {
      const inflated = unpackText(text.slice(DEFLATED.length), this.#left);
      this.#left -= inflated.bytes;
      return readValue(inflated.text);
    } catch (error) {
      if (!(error instanceof PackedTextError)) throw error;
      throw new LinkError(error.reason === "tooLarge" ? "linkTooLarge" : "linkDamaged", key);
    }
  }
}

function put(document: Record<string, unknown>, key: string, value: unknown): void {
  const way = key.split(".");
  if (way.length > MAXIMUM_DEPTH) throw new LinkError("linkTooDeep", key);
  // `=1` and `data.=1` name nothing.
  if (way.some((step) => step === "" || FORBIDDEN_KEYS.has(step)))
    throw new LinkError("linkKeyRefused", key);
  const last = way.pop() ?? "";
  let holder = document;
  for (const step of way) {
    if (!Object.hasOwn(holder, step)) holder[step] = {};
    const inner = holder[step];
    // `data=1&data.type=spiral`: one key cannot be both a value and a group.
    if (!isObject(inner)) throw new LinkError("linkKeyTwice", key);
    holder = inner as Record<string, unknown>;
  }
  if (Object.hasOwn(holder, last)) throw new LinkError("linkKeyTwice", key);
  holder[last] = value;
}

/** Reads what stands behind the #, with or without it. */
export function decodeLink(hash: string): Link {
  const text = hash.replace(/^#/, "");
  if (text.length > MAXIMUM_LENGTH) throw new LinkError("linkTooLong", String(text.length));
  const document: Record<string, unknown> = {};
  const view: View = {};
  const values = new ValueReader();
  let keys = 0;
  for (const [key, value] of new URLSearchParams(text)) {
    keys += 1;
    if (keys > MAXIMUM_KEYS) throw new LinkError("linkTooLong", key);
    if (!takeView(view, key, value)) put(document, key, values.read(key, value));
  }
  return { document, view };
}

/** What only looks at the experiment, read even from a link whose document is broken. */
export function decodeView(hash: string): View {
  const view: View = {};
  for (const [key, value] of new URLSearchParams(hash.replace(/^#/, "").slice(0, MAXIMUM_LENGTH))) {
    takeView(view, key, value);
  }
  return view;
}

/** Names behind `view.` that no page of ours has, as they stand there, cut. */
export function unknownViewKeys(hash: string): string[] {
  const text = hash.replace(/^#/, "").slice(0, MAXIMUM_LENGTH);
  return [...new URLSearchParams(text).keys()]
    .filter((key) => key.startsWith(VIEW_PREFIX))
    .map((key) => key.slice(VIEW_PREFIX.length))
    .filter((name) => !isViewKey(name))
    .map((name) => name.slice(0, LONGEST_KEY));
}

function flatten(value: unknown, prefix: string, into: URLSearchParams): void {
  if (isObject(value) && Object.keys(value).length > 0) {
    for (const [key, inner] of Object.entries(value)) {
      flatten(inner, prefix === "" ? key : `${prefix}.${key}`, into);
    }
  } else if (prefix !== "") {
    into.append(prefix, writeValue(value));
  }
}

/** The part behind the #, without it; empty when everything is as by default. */
export function encodeLink(link: Link): string {
  const parameters = new URLSearchParams();
  flatten(link.document, "", parameters);
  for (const key of VIEW_KEYS) {
    const value = link.view[key];
    if (value !== undefined) parameters.append(VIEW_PREFIX + key, value);
  }
  return parameters.toString();
}

/** The link, where it can be read again: not of an experiment that is larger than a link may carry. */
export function readableLink(link: Link): string | undefined {
  const hash = encodeLink(link);
  try {
    decodeLink(hash);
    return hash;
  } catch (error) {
    if (error instanceof LinkError) return undefined;
    throw error;
  }
}
