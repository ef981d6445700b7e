// SPDX-License-Identifier: Apache-2.0
/** Stored tables: data that lie beside a document, named by the SHA-256 of their file. */

/** The bytes of the file with this hash, or undefined where this host does not have it. `name` is the file's, without `.safetensors`. */
export type FindTable = (
  sha256: string,
  name: string,
) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

/** A function, or the files themselves by their hash. */
export type TableSource =
  | FindTable
  | ReadonlyMap<string, Uint8Array>
  | Readonly<Record<string, Uint8Array>>;

export function findTableIn(source: TableSource): FindTable {
  if (typeof source === "function") return source;
  if (source instanceof Map) return (sha256) => source.get(sha256);
  const files = source as Readonly<Record<string, Uint8Array>>;
  return (sha256) => (Object.hasOwn(files, sha256) ? files[sha256] : undefined);
}

/** What the trainer misses. */
export interface TableName {
  readonly name: string;
  readonly sha256: string;
}

export const TABLE_ENDING = ".safetensors";
