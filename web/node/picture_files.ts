// SPDX-License-Identifier: Apache-2.0
/** Where pictures come from: a folder of the disk, or a zip that is read as one. */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { byCode, isHidden, isPictureName } from "../src/data/pictures/pictures.ts";
import { requireCount, requireLength, type Shelf, zipShelf } from "../src/data/pictures/zip.ts";
import { nameOf } from "./file_name.ts";
import { readBytes, reason } from "./files.ts";
import { InputError } from "./input_error.ts";

export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new InputError(`${nameOf(path)}: ${reason(error)}`);
  }
}

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
  return isPacked ? zipShelf(nameOf(path), await readBytes(path)) : undefined;
}

export async function folderShelf(folder: string): Promise<Shelf> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  requireCount(nameOf(folder), files.length);
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
