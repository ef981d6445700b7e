// SPDX-License-Identifier: Apache-2.0
/** Stored tables as files of the disk: beside a document, and those that come with the package. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { EngineOptions } from "../src/engine/api.ts";
import { type FindTable, TABLE_ENDING } from "../src/engine/contract/tables.ts";
import { reason } from "./files.ts";
import { packageFolder } from "./module_files.ts";

/** The files of one folder. The trainer compares their hashes. */
export function tablesIn(folder: string): FindTable {
  return async (_sha256, name) => {
    const file = join(folder, `${name}${TABLE_ENDING}`);
    if (!existsSync(file)) return undefined;
    try {
      return await readFile(file);
    } catch (error) {
      throw new Error(`${file}: ${reason(error)}`);
    }
  };
}

/** Those beside a document; of one that came through standard input, those of the working folder. */
export function tablesBeside(file: string): FindTable {
  return tablesIn(file === "-" ? "." : dirname(file));
}

/** What was built into the site; in a checkout without it what lies there in the sources. */
export function packageTables({ data }: EngineOptions): FindTable {
  const root = packageFolder();
  const folders =
    data === undefined
      ? [join(root, "dist", "data"), join(root, "build", "data"), join(root, "data")]
      : [data];
  return async (sha256, name) => {
    for (const folder of folders) {
      const bytes = await tablesIn(folder)(sha256, name);
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  };
}
