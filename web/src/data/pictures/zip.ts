// SPDX-License-Identifier: Apache-2.0
/** A zip of pictures as files by their path. What it claims to hold is looked at before it is unpacked, and bounds what is. */
import { unzipSync } from "fflate";
import { pictureFault } from "./picture.ts";
import { isHidden, isPictureName } from "./pictures.ts";

/** Files by their path, parted by "/". */
export interface Shelf {
  readonly paths: readonly string[];
  read(path: string): Promise<Uint8Array>;
}

export const MOST_FILES = 200_000;
export const LARGEST_FILE = 64_000_000;
const LARGEST_CONTENT = 1_000_000_000;

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** What an archive claims to hold, without unpacking anything. Folders are no files. */
export function listed(archive: string, bytes: Uint8Array): Packed[] {
  const files: Packed[] = [];
  unzipped(archive, bytes, (file) => {
    if (!file.name.endsWith("/")) files.push(file);
    return false;
  });
  return files;
}

/** @throws ExperimentError with the name of the archive, or of the file in it */
export function zipShelf(archive: string, bytes: Uint8Array): Shelf {
  const all = listed(archive, bytes);
  const pictures = all.filter(({ name }) => !isHidden(name) && isPictureName(name));
  requireCount(archive, all.length);
  for (const { name, originalSize } of pictures) requireLength(name, originalSize);
  const content = pictures.reduce((sum, { originalSize }) => sum + originalSize, 0);
  if (content > LARGEST_CONTENT) {
    throw pictureFault(archive, {
      en: `holds more than ${LARGEST_CONTENT / 1e6} MB. Unpack it and give the folder.`,
      zh: `内容超过 ${LARGEST_CONTENT / 1e6} MB。请解压后给出文件夹。`,
    });
  }
  const wanted = new Set(pictures.map(({ name }) => name));
  const files = unzipped(archive, bytes, ({ name }) => wanted.has(name));
  return {
    paths: all.map(({ name }) => name),
    read: async (path) => files[path] ?? new Uint8Array(),
  };
}

/** One file of an archive. */
export function unpackedFile(archive: string, bytes: Uint8Array, path: string): Uint8Array {
  return unzipped(archive, bytes, ({ name }) => name === path)[path] ?? new Uint8Array();
}

interface Packed {
  readonly name: string;
  /** In bytes, as the archive says. No more is unpacked. */
  readonly originalSize: number;
}

function unzipped(
  archive: string,
  bytes: Uint8Array,
  filter: (file: Packed) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch {
    throw pictureFault(archive, {
      en: "is a damaged zip. Get it again, or pack it anew.",
      zh: "是损坏的 zip。请重新获取或重新打包。",
    });
  }
}

export function requireCount(place: string, count: number): void {
  if (count <= MOST_FILES) return;
  throw pictureFault(place, {
    en: `holds more than ${MOST_FILES} files. Give fewer.`,
    zh: `包含超过 ${MOST_FILES} 个文件。请减少文件。`,
  });
}

export function requireLength(path: string, bytes: number): void {
  if (bytes <= LARGEST_FILE) return;
  throw pictureFault(path, {
    en: `has ${bytes} bytes, more than ${LARGEST_FILE}. Give a smaller picture.`,
    zh: `有 ${bytes} 字节，超过 ${LARGEST_FILE}。请给出更小的图片。`,
  });
}
