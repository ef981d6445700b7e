// SPDX-License-Identifier: Apache-2.0
/** What a teacher pastes, drops or chooses: texts with receipts in them, exercises, links to those, pictures of QR codes. */

import { markedEncoding } from "../../data/csv/encoding.ts";
import { quoted } from "../../data/shown.ts";
import { sentences } from "../../documents/refusal.ts";
import type { Text } from "../../engine/api.ts";
import { textOf } from "../../engine/contract/engine_error.ts";
import { ExperimentError } from "../../engine/contract/experiment_error.ts";
import type { Exercise } from "../../exercises/document.ts";
import { addressOf, decodeExerciseLink, type ExercisePlace } from "../../exercises/link.ts";
import { readExercise } from "../../exercises/read_exercise.ts";
import { findReceipts, LONGEST_TEXT } from "../../exercises/receipt.ts";

/** What was found in one text or file. */
export interface Found {
  readonly receipts: readonly string[];
  readonly exercises: readonly Exercise[];
  /** Exercises that lie elsewhere: of this site, or at an address that is asked only when the teacher agrees. */
  readonly places: readonly Exclude<ExercisePlace, { kind: "held" }>[];
  readonly faults: readonly Text[];
}

const NOTHING: Found = { receipts: [], exercises: [], places: [], faults: [] };

/** Whether there is something in it for the desk. */
export const isFruitful = ({ receipts, exercises, places }: Found): boolean =>
  receipts.length + exercises.length + places.length > 0;

/** Of a text file, in bytes: forty thousand receipts. */
export const LARGEST_TEXT_FILE = 16 * 2 ** 20;
export const LARGEST_PICTURE = 32 * 2 ** 20;

const PAGE = /\bexercise\.html#[^\s"'<>]{1,65536}/g;
const BESIDE_ADDRESS = /[\s"'<>#]/;
const LONGEST_FOLDER = 2_000;

/**
 * Links as a teacher copies them from the address bar, or from a mail, with their folder where it stands before them. The page is looked
 * for first: in a long list of other addresses each of them would be read to its end.
 */
function linksIn(text: string): string[] {
  let end = 0;
  return [...text.matchAll(PAGE)].map(({ index, 0: page }) => {
    const before = text.slice(Math.max(end, index - LONGEST_FOLDER), index);
    end = index + page.length;
    const word = before.split(BESIDE_ADDRESS).at(-1) ?? "";
    const begin = word.search(/\bhttps?:\/\/./);
    return begin >= 0 && word.endsWith("/") ? word.slice(begin) + page : page;
  });
}

/** @param home the folder of this site; undefined where nobody knows */
export function foundIn(text: string, home = folderOf(globalThis.document?.baseURI)): Found {
  const receipts = findReceipts(text);
  const faults: Text[] = [];
  if (text.length > LONGEST_TEXT) faults.push(TOO_LONG);
  if (receipts.length === 0 && /^\s*\{/.test(text)) return exerciseIn(text);
  const exercises: Exercise[] = [];
  const places: Found["places"][number][] = [];
  for (const link of linksIn(text.slice(0, LONGEST_TEXT))) {
    try {
      const { place } = decodeExerciseLink(link.slice(link.indexOf("#")));
      if (place?.kind === "held") exercises.push(place.exercise);
      else if (place !== undefined) places.push(placeFrom(link, place, home));
    } catch (error) {
      if (!(error instanceof ExperimentError)) throw error;
      faults.push(sentences(error));
    }
  }
  return { receipts, exercises, places, faults };
}

type Place = Found["places"][number];

/** What another Downhill calls by this name is its own exercise, and none of this site's. */
function placeFrom(link: string, place: Place, home: string | undefined): Place {
  const folder = folderOf(link);
  if (place.kind !== "own" || folder === undefined || home === undefined) return place;
  if (folder === home) return place;
  return { kind: "elsewhere", address: addressOf(`${folder}exercises/${place.id}.json`, link) };
}

const folderOf = (address: string | undefined): string | undefined =>
  address !== undefined && URL.canParse(address) ? new URL(".", address).href : undefined;

function exerciseIn(text: string): Found {
  try {
    return { ...NOTHING, exercises: [readExercise(text)] };
  } catch (error) {
    if (!(error instanceof ExperimentError)) throw error;
    return { ...NOTHING, faults: [sentences(error)] };
  }
}

const PICTURES: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
];
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];
/** Bytes that tell what a file is. */
const HEAD = 4_096;

/** The texts of the QR codes in a picture. @throws Error with a sentence of both languages */
export type ReadCodes = (picture: Blob) => Promise<readonly string[]>;

/** Never throws: what cannot be read is told, with the name of the file. */
export async function foundInFile(file: File, readCodes: ReadCodes): Promise<Found> {
  const told = (text: Text): Found => ({ ...NOTHING, faults: [named(file.name, text)] });
  try {
    const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
    const begins = (bytes: readonly number[]) => bytes.every((byte, at) => head[at] === byte);
    if (head.length === 0) return told(EMPTY);
    if (PICTURES.some(begins)) {
      if (file.size > LARGEST_PICTURE) return told(PICTURE_TOO_LARGE);
      return inPicture(file.name, await readCodes(file));
    }
    if (begins(ARCHIVE)) return told(AN_ARCHIVE);
    if (new TextDecoder().decode(head).startsWith("%PDF")) return told(A_PDF);
    const marked = markedEncoding(head);
    if (marked === undefined && head.includes(0)) return told(NO_TEXT);
    if (file.size > LARGEST_TEXT_FILE) return told(FILE_TOO_LARGE);
    // Receipts are of plain letters: any encoding that has these will do.
    const text = new TextDecoder(marked).decode(await file.arrayBuffer());
    const found = foundIn(text);
    if (!isFruitful(found) && found.faults.length === 0) return told(NO_RECEIPT);
    return { ...found, faults: found.faults.map((text) => named(file.name, text)) };
  } catch (error) {
    return told(textOf(error));
  }
}

function inPicture(name: string, codes: readonly string[]): Found {
  if (codes.length === 0) return { ...NOTHING, faults: [named(name, NO_CODE)] };
  const all = codes.map((code) => {
    const found = foundIn(code);
    return isFruitful(found) || found.faults.length > 0
      ? found
      : { ...NOTHING, faults: [otherCode(code)] };
  });
  return {
    receipts: all.flatMap(({ receipts }) => receipts),
    exercises: all.flatMap(({ exercises }) => exercises),
    places: all.flatMap(({ places }) => places),
    faults: all.flatMap(({ faults }) => faults).map((text) => named(name, text)),
  };
}

const named = (name: string, { en, zh }: Text): Text => ({
  en: `${quoted(name)}: ${en}`,
  zh: `${quoted(name)}：${zh}`,
});

const otherCode = (code: string): Text => ({
  en: `its QR code says “${quoted(code)}”, which is no receipt. Ask for a picture of the receipt's code.`,
  zh: `其中的二维码是“${quoted(code)}”，不是凭据。请索取凭据的二维码图片。`,
});
const TOO_LONG: Text = {
  en: "Only the first four million letters were read. Give the rest apart.",
  zh: "只读了前 400 万个字符。其余部分请另外给出。",
};
export const NO_RECEIPT: Text = {
  en: "There is no receipt in it. One begins with DHR1. and is some hundred letters long: copy all of it.",
  zh: "其中没有凭据。凭据以 DHR1. 开头，有几百个字符：请完整复制。",
};
const EMPTY: Text = { en: "is empty. Choose another file.", zh: "是空文件。请选择其他文件。" };
const NO_CODE: Text = {
  en: "no QR code was found in it. Take the picture nearer, upright and sharp, or ask for the receipt as text.",
  zh: "没有找到二维码。请靠近些、端正清晰地重拍，或索取文字形式的凭据。",
};
const AN_ARCHIVE: Text = {
  en: "is an archive or an office file. Unpack it, or save it as CSV or text.",
  zh: "是压缩包或 Office 文件。请解压，或另存为 CSV 或文本。",
};
const A_PDF: Text = {
  en: "is a PDF. Copy its text and paste it here.",
  zh: "是 PDF。请复制其中的文字粘贴到这里。",
};
const NO_TEXT: Text = {
  en: "is neither text nor a picture that is read (PNG, JPEG). Give one of those.",
  zh: "既不是文本，也不是可读取的图片（PNG、JPEG）。请换成这些格式。",
};
const FILE_TOO_LARGE: Text = {
  en: `is larger than ${LARGEST_TEXT_FILE / 2 ** 20} MB, and was not read. Give the part with the receipts.`,
  zh: `超过 ${LARGEST_TEXT_FILE / 2 ** 20} MB，没有读取。请只给出含有凭据的部分。`,
};
const PICTURE_TOO_LARGE: Text = {
  en: `is larger than ${LARGEST_PICTURE / 2 ** 20} MB, and was not read. Save the picture smaller.`,
  zh: `超过 ${LARGEST_PICTURE / 2 ** 20} MB，没有读取。请把图片存得小一些。`,
};
