// SPDX-License-Identifier: Apache-2.0
/** Reading the experiment and writing the results, with a sentence for everything that can go wrong. */
import { existsSync, realpathSync } from "node:fs";
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { isUtf16 } from "../src/data/utf16.ts";
import { nameOf } from "./file_name.ts";
import { InputError } from "./input_error.ts";

/** The bytes of the file, or of standard input for `-`. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return file === "-" ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    throw new InputError(`${nameOf(file)}: ${reason(error)}`);
  }
}

/** Without the byte order mark that editors of Windows put there, which is no JSON. @throws InputError where it is UTF-16. */
export function textOf(file: string, bytes: Uint8Array): string {
  if (isUtf16(bytes)) throw new InputError(`${nameOf(file)}: is UTF-16. Save it as UTF-8.`);
  return new TextDecoder().decode(bytes);
}

/** A file that will be written: tried before the training, so that an hour of it is not lost to a wrong path. */
export class Output {
  /** Made by us and with nothing in it yet. */
  #empty = false;

  constructor(
    readonly path: string,
    private readonly others: readonly string[],
  ) {}

  async open(): Promise<void> {
    const { path, others } = this;
    if (others.some((other) => trueName(other) === trueName(path))) {
      throw new InputError(`${path}: is used twice on this command line. Give another file name.`);
    }
    try {
      const isNew = !existsSync(path);
      // Appending nothing: what is there stays until there is something to put in its place.
      await appendFile(path, "");
      this.#empty = isNew;
    } catch (error) {
      throw new InputError(`${path}: ${reason(error)}`);
    }
  }

  async write(pieces: Iterable<string> | Uint8Array): Promise<void> {
    try {
      this.#empty = false;
      await writeFile(this.path, pieces);
    } catch (error) {
      throw new Error(`${this.path}: ${reason(error)}`);
    }
  }

  /** Leaves no empty file behind where nothing came to be written. */
  async close(): Promise<void> {
    if (this.#empty) await rm(this.path, { force: true });
  }
}

/** One name for one file, by whatever links it is reached. */
function trueName(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Not there yet: its folder may be.
    const full = resolve(path);
    const folder = dirname(full);
    return folder === full ? full : join(trueName(folder), basename(full));
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder. Check the path.",
  EACCES: "access is denied. Check the permissions.",
  EISDIR: "is a folder. Give a file.",
  ENOTDIR: "a part of the path is no folder. Check the path.",
  ENOSPC: "the disk is full. Make room and run again.",
  EROFS: "the disk is read-only. Give a path elsewhere.",
};

export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? message;
}
