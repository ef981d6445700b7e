// SPDX-License-Identifier: Apache-2.0
/** The bytes of a file as text: in which encoding they are written, and whether they are a text at all. */
import { fault } from "../fault.ts";
import { otherKind, refuseBinary, refuseOtherKinds } from "./other_kinds.ts";

/** What a file that is no UTF-8 may be in. Bytes do not tell, so somebody must. */
export const ENCODINGS = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "gb18030",
  "big5",
  "shift_jis",
  "euc-kr",
  "windows-1250",
  "windows-1251",
  "windows-1252",
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** As text, or as the bytes of a file. */
export type CsvSource = string | Uint8Array;

/** Of a file. Far above what fits: a file may have many columns that are left out. */
const MAXIMUM_BYTES = 64 * 2 ** 20;

export interface Decoded {
  /** Lines end with \n. */
  readonly text: string;
  /** Other than UTF-8, as its first bytes said. */
  readonly encoding?: Encoding;
}

/** @throws TableError where a file is too large to be looked at. */
export function requireBytes(size: number, mostBytes = MAXIMUM_BYTES): void {
  if (size <= mostBytes) return;
  const megabytes = Math.ceil(size / 2 ** 20);
  const most = mostBytes / 2 ** 20;
  throw fault(
    {},
    {
      en: `the file has ${megabytes} MB, more than ${most} MB. Remove columns or rows.`,
      zh: `文件有 ${megabytes} MB，超过 ${most} MB。请删去一些列或行。`,
    },
  );
}

/** @throws TableError where the bytes are no text, or one of another kind. */
export function plainText(
  source: CsvSource,
  given: Encoding | undefined,
  mostBytes = MAXIMUM_BYTES,
): Decoded {
  if (typeof source !== "string" && !(source instanceof Uint8Array)) throw noSource();
  requireBytes(source.length, mostBytes);
  const decoded = typeof source === "string" ? { text: source } : decode(source, given);
  const { text } = decoded;
  // DOS ends a text with a sign of its own.
  const whole = text.endsWith("\u001a") ? text.slice(0, -1) : text;
  const bare = whole.startsWith("\uFEFF") ? whole.slice(1) : whole;
  if (bare.trim() === "") throw emptyFile();
  refuseOtherKinds(bare);
  // One kind of line ending: files that were joined have several.
  const lines = bare.includes("\r") ? bare.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : bare;
  return { ...decoded, text: lines };
}

/** Of a file that begins as Excel's "Unicode text", and what PowerShell's `>` writes, do: with the byte order mark of UTF-16. */
export function markedEncoding([first, second]: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

function decode(bytes: Uint8Array, given: Encoding | undefined): Decoded {
  const encoding = given ?? markedEncoding(bytes) ?? withoutMark(bytes);
  refuseBinary(bytes);
  try {
    const text = decoded(bytes, encoding ?? "utf-8");
    return encoding === undefined || encoding === "utf-8" ? { text } : { text, encoding };
  } catch {
    throw given === undefined && encoding === undefined
      ? notUtf8(bytes)
      : notIn(encoding ?? "utf-8");
  }
}

/** UTF-16 of western text has every other byte zero. */
function withoutMark(bytes: Uint8Array): Encoding | undefined {
  const head = bytes.subarray(0, 512);
  if (head.length < 4) return undefined;
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 4 && even === 0) return "utf-16le";
  return even > head.length / 4 && odd === 0 ? "utf-16be" : undefined;
}

/** @throws TypeError where the bytes are no such text. */
function decoded(bytes: Uint8Array, encoding: Encoding): string {
  const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  if (encoding !== "windows-1252") return text;
  // Some versions of Node take it for ISO 8859-1, in which these are controls.
  return text.replace(
    /[\u0080-\u009f]/g,
    (sign) => SIGNS_OF_1252[sign.charCodeAt(0) - 0x80] ?? sign,
  );
}

/** From 0x80 to 0x9f.   Source: https://encoding.spec.whatwg.org/index-windows-1252.txt */
const SIGNS_OF_1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** What is looked at for a guess. */
const HEAD_BYTES = 2 ** 16;

/**
 * In the encodings of the East most signs are pairs of bytes, the first of which is from a range of its own for the signs that are used
 * most; in those of the West a byte above 127 stands alone between letters, as a rule.
 */
function guessedEncoding(bytes: Uint8Array): Encoding {
  const head = bytes.subarray(0, HEAD_BYTES);
  const hasKana = pairsIn(head, isKana, isAnyTrail) > 0.2;
  if (hasKana && pairsIn(head, isJapanese, isAnyTrail) > OFTEN && decodes(bytes, "shift_jis"))
    return "shift_jis";
  if (isCyrillic(head)) return "windows-1251";
  if (isKorean(head) && decodes(bytes, "euc-kr")) return "euc-kr";
  if (pairsIn(head, isSimplified, isHigh) > OFTEN && decodes(bytes, "gb18030")) return "gb18030";
  if (pairsIn(head, isTraditional, isTrail) > OFTEN && decodes(bytes, "big5")) return "big5";
  return hasPolish(head) ? "windows-1250" : "windows-1252";
}

/** Whole words of bytes from 0xc0 on, most of them small letters. */
function isCyrillic(bytes: Uint8Array): boolean {
  let [all, letters, small, words] = [0, 0, 0, 0];
  bytes.forEach((byte, at) => {
    if (byte < 0x80) return;
    all += 1;
    if (byte >= 0xc0) letters += 1;
    if (byte >= 0xe0) small += 1;
    if ((bytes[at - 1] ?? 0) < 0x80) words += 1;
  });
  return letters > 0.9 * all && small > 0.6 * all && all > 2 * words;
}

/** Syllables alone, whose first bytes are half of those that Chinese uses most. */
function isKorean(bytes: Uint8Array): boolean {
  const isHangul: IsByte = (byte) => byte >= 0xb0 && byte <= 0xc8;
  const isShort = bytes.reduce((count, byte) => count + Number(byte >= 0x80), 0) < 16;
  return !isShort && pairsIn(bytes, isHangul, isHigh) > 0.97;
}

/** Between letters, where the West has signs: ł, ą, ż, ś and ź. */
function hasPolish(bytes: Uint8Array): boolean {
  const isSign = (byte: number) => [0xb3, 0xb9, 0xbf, 0x9c, 0x9f].includes(byte);
  return bytes.some((byte, at) => isSign(byte) && isLetter(bytes[at - 1] ?? 0));
}

const OFTEN = 0.8;

type IsByte = (byte: number) => boolean;
const isHigh: IsByte = (byte) => byte >= 0xa1 && byte <= 0xfe;
/** Of GB 2312: marks, letters of full width and the signs of both levels. */
const isSimplified: IsByte = (byte) => byte >= 0xa1 && byte <= 0xf7;
const isTraditional: IsByte = (byte) => byte >= 0xa1 && byte <= 0xf9;
const isTrail: IsByte = (byte) => (byte >= 0x40 && byte <= 0x7e) || isHigh(byte);
const isKana: IsByte = (byte) => byte === 0x82 || byte === 0x83;
/** Marks, kana, and the common signs of JIS level 1. */
const isJapanese: IsByte = (byte) => byte >= 0x81 && byte <= 0x98;
const isAnyTrail: IsByte = (byte) => byte >= 0x40 && byte <= 0xfc && byte !== 0x7f;
const isLetter: IsByte = (byte) => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** Of the bytes above 127, but second ones of pairs, the share that begins a pair; "öß" between letters is none. */
function pairsIn(bytes: Uint8Array, isLead: IsByte, isSecond: IsByte): number {
  let pairs = 0;
  let all = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    all += 1;
    if (!isLead(byte) || !isSecond(bytes[at + 1] ?? 0)) continue;
    if (isLetter(bytes[at - 1] ?? 0) && isLetter(bytes[at + 2] ?? 0)) continue;
    pairs += 1;
    at += 1;
  }
  return all === 0 ? 0 : pairs / all;
}

/** Of what is no text at all, a good part are control characters. */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, HEAD_BYTES);
  const controls = head.filter((byte) => byte < 9 || (byte > 13 && byte < 27));
  return controls.length > head.length / 20;
}

function notUtf8(bytes: Uint8Array) {
  if (isBinary(bytes)) return otherKind("binary data", "二进制数据");
  const guess = guessedEncoding(bytes);
  return fault(
    {},
    {
      en: `the file is not UTF-8. Save it again as CSV in UTF-8, or say what it is written in: perhaps ${guess}.`,
      zh: `文件不是 UTF-8 编码。请另存为 UTF-8 编码的 CSV，或指定其编码，例如 ${guess}。`,
    },
    { option: "encoding", is: guess },
  );
}

function decodes(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    decoded(bytes, encoding);
    return true;
  } catch {
    return false;
  }
}

function notIn(encoding: string) {
  return fault(
    {},
    {
      en: `the file is not written in ${encoding}: some of its bytes mean nothing there. Save it again as CSV in UTF-8, or give another encoding.`,
      zh: `文件不是 ${encoding} 编码：其中有无法解读的字节。请另存为 UTF-8 编码的 CSV，或指定其他编码。`,
    },
    { option: "encoding" },
  );
}

/** Types do not keep wrong values out of JavaScript. */
function noSource() {
  return fault(
    {},
    {
      en: "a table is read from a text or a Uint8Array, and this is neither. Give the contents of the file.",
      zh: "表格由文本或 Uint8Array 读取，而给出的两者都不是。请给出文件内容。",
    },
  );
}

export function emptyFile() {
  return fault(
    {},
    {
      en: "the file is empty. Give one with a header and rows.",
      zh: "文件是空的。请使用有表头和数据行的文件。",
    },
  );
}
