// SPDX-License-Identifier: Apache-2.0
/** Files that are often given for a table and are none, called by their names. */
import { fault } from "../fault.ts";

/** How they begin; a zero stands for itself. */
const KINDS: readonly (readonly [beginning: string, kind: string])[] = [
  ["PK\u0003\u0004", "xlsx, zip"],
  ["\u00d0\u00cf\u0011\u00e0", "xls"],
  ["\u001f\u008b", "gzip"],
  ["BZh91AY", "bzip2"],
  ["\u00fd7zXZ", "xz"],
  ["7z\u00bc\u00af", "7z"],
  ["Rar!\u001a", "RAR"],
  ["\u0028\u00b5\u002f\u00fd", "zstd"],
  ["PAR1\u0015", "Parquet"],
  ["ARROW1", "Arrow"],
  ["Obj\u0001", "Avro"],
  ["\u0093NUMPY", "npy"],
  ["\u0089HDF", "HDF5"],
  ["\u0080\u0004\u0095", "pickle"],
  ["\u0080\u0005\u0095", "pickle"],
  ["$FL2@", "sav"],
  ["<stata_d", "dta"],
  ["%PDF", "PDF"],
  ["SQLite f", "SQLite"],
];

const PICTURES: readonly (readonly [beginning: string, kind: string])[] = [
  ["\u0089PNG", "PNG"],
  ["\u00ff\u00d8\u00ff", "JPEG"],
  ["GIF87a", "GIF"],
  ["GIF89a", "GIF"],
  ["II*\u0000", "TIFF"],
  ["MM\u0000*", "TIFF"],
];

/** @throws TableError where the bytes are those of another program. */
export function refuseBinary(bytes: Uint8Array): void {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  const begins = ([beginning]: readonly [string, string]) => head.startsWith(beginning);
  const [, kind] = KINDS.find(begins) ?? [];
  if (kind !== undefined) throw otherKind(kind);
  const picture = PICTURES.find(begins)?.[1] ?? namedInside(head);
  if (picture !== undefined) throw pictureGiven(picture);
}

/** Behind the length of what follows. */
function namedInside(head: string): string | undefined {
  if (head.startsWith("RIFF") && head.slice(8) === "WEBP") return "WebP";
  if (head.startsWith("BM") && head.slice(6, 10) === "\0\0\0\0") return "BMP";
  return /^....ftyp(?:hei|mif1|avif)/s.test(head) ? "HEIC, AVIF" : undefined;
}

/** @throws TableError where the text is one of another kind. */
export function refuseOtherKinds(text: string): void {
  const head = text.slice(0, 200).trimStart().toLowerCase();
  if (head.startsWith("<!doctype html") || head.startsWith("<html") || head.startsWith("<?xml")) {
    throw otherKind(head.startsWith("<?xml") ? "XML" : "HTML");
  }
  if (head.startsWith("{\\rtf")) throw otherKind("RTF");
  if (/(?:^|\n)@relation /.test(text.slice(0, 2 ** 14).toLowerCase())) throw otherKind("ARFF");
  if (text.split("\n", 2).every((line) => LIBSVM.test(line))) throw otherKind("LIBSVM");
  if (head.startsWith("{") || head.startsWith("[{") || head.startsWith("[["))
    throw otherKind("JSON");
}

/** A label, and pairs of a column and its value. */
const LIBSVM = /^[-+]?\d{1,9}(?:\.\d{1,20})? [01]:[-+\d.eE]{1,30} \d{1,9}:[-+\d.eE]{1,30}(?:\s|$)/;

export function otherKind(kind: string, zh = kind) {
  return fault(
    {},
    {
      en: `the file is no CSV but ${kind}. Open it in the program it comes from and save it as CSV.`,
      zh: `文件不是 CSV，而是 ${zh}。请用原程序打开后另存为 CSV。`,
    },
  );
}

function pictureGiven(kind: string) {
  return fault(
    {},
    {
      en: `the file is no CSV but a picture, as ${kind}. Give a CSV file; pictures are given as PNG or JPEG.`,
      zh: `文件不是 CSV，而是 ${kind} 图片。请给出 CSV 文件；图片请使用 PNG 或 JPEG。`,
    },
  );
}
