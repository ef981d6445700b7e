// SPDX-License-Identifier: Apache-2.0
/**
 * The texts of the catalog, from the sources: no program carries labels and help, it knows them by their keys alone
 * (src/core/catalog_text.h). A text is a literal, or two with a comma between them: English and Chinese.
 */
import { readFileSync } from "node:fs";
import { filesBelow } from "../lib/hash.mjs";

/** Fields of the catalog that are texts. */
const TEXTS = new Set(["label", "help", "source", "empty"]);

/**
 * Comments, characters, numbers and words are read to be passed over: a quotation mark in a comment or a character begins no literal, that
 * of 1'000 no character, and the R of a word that ends in it no raw literal.
 */
const TOKENS = new RegExp(
  [
    String.raw`\/\/.*|\/\*[\s\S]*?\*\/`,
    String.raw`(?:u8|[uUL])?R"(?<fence>[^()\\\s"]{0,16})\((?<raw>[\s\S]*?)\)\k<fence>"`,
    String.raw`(?:u8|[uUL])?"(?<escaped>(?:[^"\\\n]|\\[\s\S])*)"`,
    String.raw`(?:u8|[uUL])?'(?:[^'\\\n]|\\.)+'`,
    String.raw`\.?\d(?:[eEpP][+-]|'?[\w.])*`,
    String.raw`[A-Za-z_]\w*|\s+|\S`,
  ].join("|"),
  "g",
);

/** A character by its number, in one of four ways; or the end of a line, which is none; or one by its letter, or itself. */
const ESCAPES =
  /\\(?:([0-7]{1,3})|x([\da-fA-F]+)|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(\r?\n)|([\s\S]))/g;
const LETTERS = { a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** @param {string} folder of C++ @returns {Map<number, Map<string, string | {en: string, zh: string}>>} by their keys */
export function catalogTexts(folder) {
  const texts = new Map();
  for (const file of filesBelow(folder).filter((name) => /\.(cpp|h)$/.test(name))) {
    const literals = literalsOf(readFileSync(file, "utf8"));
    literals.forEach(({ text, comma }, i) => {
      add(texts, keyOf(text), text);
      const next = literals[i + 1];
      if (comma) add(texts, keyOf(`${text}\0${next.text}\0`), { en: text, zh: next.text });
    });
  }
  return texts;
}

/** What the trainer declares, with its texts in place of their keys. */
export function withTexts(catalog, texts) {
  if (Array.isArray(catalog)) return catalog.map((item) => withTexts(item, texts));
  if (typeof catalog !== "object" || catalog === null) return catalog;
  const entries = Object.entries(catalog).map(([name, value]) =>
    TEXTS.has(name) && typeof value === "number"
      ? [name, textOf(value, texts)]
      : [name, withTexts(value, texts)],
  );
  return Object.fromEntries(entries);
}

function textOf(key, texts) {
  const [text, other] = [...(texts.get(key)?.values() ?? [])];
  if (text === undefined) {
    throw new Error(
      `No literal of src has the key ${key}: a text of the catalog stands there as it is, without a macro or bytes by their numbers.`,
    );
  }
  if (other !== undefined) {
    throw new Error(`Two texts have the key ${key}: change a word of ${JSON.stringify(text)}.`);
  }
  return text;
}

/** `comma`: between it and the next one there is nothing else. */
function literalsOf(source) {
  const literals = [];
  let between = "start";
  for (const { 0: token, groups } of source.matchAll(TOKENS)) {
    const last = literals.at(-1);
    const text = groups.raw ?? unescaped(groups.escaped);
    if (text === undefined) {
      // White space and comments part nothing.
      if (!/^(\s|\/[/*])/.test(token)) between += token;
      continue;
    }
    if (between === "") last.text += text;
    else {
      if (between === ",") last.comma = true;
      literals.push({ text, comma: false });
    }
    between = "";
  }
  return literals;
}

function unescaped(text) {
  return text?.replace(ESCAPES, (_, octal, hex, short, long, lineEnd, letter) => {
    if (lineEnd !== undefined) return "";
    if (letter !== undefined) return LETTERS[letter] ?? letter;
    return String.fromCodePoint(Number.parseInt(octal ?? hex ?? short ?? long, octal ? 8 : 16));
  });
}

/** Of all literals there are enough that two may have one key; it matters where the catalog has it. */
function add(texts, key, text) {
  if (!texts.has(key)) texts.set(key, new Map());
  texts.get(key).set(JSON.stringify(text), text);
}

/** FNV-1a of 64 bits, folded to 32: as src/core/hash.h and catalog_text.h have it. */
function keyOf(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return Number((hash ^ (hash >> 32n)) & 0xffffffffn);
}
