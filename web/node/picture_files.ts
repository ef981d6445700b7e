// SPDX-License-Identifier: Apache-2.0
/** Where pictures come from: a folder of the disk, or a zip that is read as one. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { unzipSync } from "fflate";
import { byCode, isHidden, isPictureName } from "../src/data/pictures/pictures.ts";
import { nameOf } from "./file_name.ts";
import { readBytes, reason } from "./files.ts";
import { InputError } from "./input_error.ts";

/** Files by their path, parted by "/". */
export interface Shelf {
  readonly paths: readonly string[];
  read(path: string): Promise<Uint8Array>;
}

const MOST_FILES = 200_000;
const LARGEST_FILE = 64_000_000;
const LARGEST_ZIP_CONTENT = 1_000_000_000;

export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new InputError(`${nameOf(path)}: ${reason(error)}`);
  }
}

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** The pictures of a folder, a zip, or one file; undefined where it is no picture. */
export async function picturesAt(path: string): Promise<Shelf | undefined> {
  const shelf = await shelfAt(path);
  if (shelf === undefined) return undefined;
  const paths = shelf.paths.filter((name) => !isHidden(name) && isPictureName(name)).sort(byCode);
  if (paths.length > 0) return { ...shelf, paths };
  throw new InputError(`${nameOf(path)}: holds no PNG or JPEG pictures. Give some.`);
}

async function shelfAt(path: string): Promise<Shelf | undefined> {
  if (path !== "-" && (await isFolder(path))) return folderShelf(path);
  if (isPictureName(path)) return { paths: [path], read: readBytes };
  const isPacked = /\.zip$/i.test(path);
  return isPacked ? zipShelf(path, await readBytes(path)) : undefined;
}

export async function folderShelf(folder: string): Promise<Shelf> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  requireCount(folder, files.length);
  const paths = files.map((entry) =>
    relative(folder, join(entry.parentPath ?? entry.path, entry.name))
      .split(sep)
      .join("/"),
  );
  return {
    paths,
    read: async (path) => {
      const file = join(folder, path);
      requireLength(path, (await stat(file)).size);
      return readFile(file);
    },
  };
}

export function zipShelf(file: string, bytes: Uint8Array): Shelf {
  const paths: string[] = [];
  let content = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name.endsWith("/")) return false;
        paths.push(name);
        if (isHidden(name) || !isPictureName(name)) return false;
        requireCount(file, paths.length);
        requireLength(name, originalSize);
        content += originalSize;
        if (content > LARGEST_ZIP_CONTENT) {
          throw new InputError(
            `${nameOf(file)}: holds more than ${LARGEST_ZIP_CONTENT / 1e6} MB. Unpack it and give the folder.`,
          );
        }
        return true;
      },
    });
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${nameOf(file)}: is a damaged zip. Get it again, or pack it anew.`);
  }
  return { paths, read: async (path) => files[path] ?? new Uint8Array() };
}

function requireCount(place: string, count: number): void {
  if (count <= MOST_FILES) return;
  throw new InputError(`${nameOf(place)}: holds more than ${MOST_FILES} files. Give fewer.`);
}

function requireLength(path: string, bytes: number): void {
  if (bytes <= LARGEST_FILE) return;
  throw new InputError(
    `${path}: has ${bytes} bytes, more than ${LARGEST_FILE}. Give a smaller picture.`,
  );
}
