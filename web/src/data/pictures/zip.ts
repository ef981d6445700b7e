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

/** @throws ExperimentError with the name of the archive, or of the file in it */
export function zipShelf(archive: string, bytes: Uint8Array): Shelf {
  const paths: string[] = [];
  let content = 0;
  const files = unzipped(archive, bytes, ({ name, originalSize }) => {
    if (name.endsWith("/")) return false;
    paths.push(name);
    if (isHidden(name) || !isPictureName(name)) return false;
    requireCount(archive, paths.length);
    requireLength(name, originalSize);
    content += originalSize;
    if (content > LARGEST_CONTENT) {
      throw pictureFault(archive, {
        en: `holds more than ${LARGEST_CONTENT / 1e6} MB. Unpack it and give the folder.`,
        zh: `内容超过 ${LARGEST_CONTENT / 1e6} MB。请解压后给出文件夹。`,
      });
    }
    return true;
  });
  return { paths, read: async (path) => files[path] ?? new Uint8Array() };
}

type Filter = (file: { readonly name: string; readonly originalSize: number }) => boolean;

function unzipped(archive: string, bytes: Uint8Array, filter: Filter): Record<string, Uint8Array> {
  let refusal: unknown;
  try {
    return unzipSync(bytes, {
      filter: (file) => {
        try {
          return filter(file);
        } catch (error) {
          refusal = error;
          throw error;
        }
      },
    });
  } catch {
    if (refusal !== undefined) throw refusal;
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
