// SPDX-License-Identifier: Apache-2.0
/** Reading what the user names, with a sentence for everything that can go wrong. */
import { createReadStream } from "node:fs";
import { buffer } from "node:stream/consumers";
import { markedEncoding } from "../src/data/csv/encoding.ts";
import { nameOf } from "./file_name.ts";
import { InputError } from "./input_error.ts";

/** Of any file: a JavaScript text cannot be much longer, and nothing that is read is anywhere near it. */
const MOST_BYTES = 2 ** 29 - 2 ** 16;

/** The bytes of the file, or of standard input for `-`. @throws InputError where it cannot be read, or is too large. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await buffer(bounded(file === "-" ? process.stdin : createReadStream(file)));
  } catch (error) {
    throw new InputError(`${nameOf(file)}: ${reason(error)}`);
  }
}

/** A file may be a pipe, so nobody knows its size before. */
async function* bounded(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw Object.assign(new Error(), { code: "EFBIG" });
    yield piece;
  }
}

/** Without the byte order mark that editors of Windows put there, which is no JSON. @throws InputError where it is UTF-16. */
export function textOf(file: string, bytes: Uint8Array): string {
  if (markedEncoding(bytes) !== undefined)
    throw new InputError(`${nameOf(file)}: is UTF-16. Save it as UTF-8.`);
  return new TextDecoder().decode(bytes);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder. Check the path.",
  EACCES: "access is denied. Check the permissions.",
  EISDIR: "is a folder. Give a file.",
  ENOTDIR: "a part of the path is no folder. Check the path.",
  ENOSPC: "the disk is full. Make room and run again.",
  EFBIG: "is larger than 512 MB, the most that is read. Give a smaller file.",
  ENAMETOOLONG: "the name is too long. Give a shorter one.",
  ELOOP: "its links lead in a circle. Give the file itself.",
  EMFILE: "too many files are open. Close some programs and run again.",
  EDQUOT: "your share of the disk is full. Make room and run again.",
  EIO: "the disk cannot be read or written. Give a path elsewhere.",
  EROFS: "the disk is read-only. Give a path elsewhere.",
};

export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ""] ?? message;
}
