// SPDX-License-Identifier: Apache-2.0
/** A package for learning systems (SCORM 1.2): pages as they lie on this site, and what they begin with, in one flat zip. */
import { zipSync } from "fflate";
import type { View } from "../documents/view_keys.ts";
import type { Experiment } from "../engine/api.ts";
import { checksumOf } from "../engine/checksum.ts";
import { type FindTable, TABLE_ENDING } from "../engine/contract/tables.ts";
import { manifestOf } from "./scorm_manifest.ts";

/** What the build has written of itself (scripts/build/player_files.mjs): for each page what a copy of it needs. */
interface PageFiles {
  readonly files: readonly string[];
  readonly exercise: readonly string[];
  /** Data that lie on the site, by the names of their files without the ending. */
  readonly tables: readonly string[];
}

/** The site has no such list, as when it is served from its sources; or a file is missing, or breaks off. */
export class PackageError extends Error {
  constructor(readonly file: string) {
    super(file);
    this.name = "PackageError";
  }
}

const LIST = "player.files.json";

export interface Packed {
  /** Where the pages of Downhill lie, with a slash at the end. */
  readonly site: string;
  /** Of the player, or of exercises. */
  readonly page: "embed.html" | "exercise.html";
  /** Behind the `#` of the page. */
  readonly link: string;
  readonly title: string;
  readonly view: View;
  readonly data: Experiment["data"];
  /** Brings the data of this browser. */
  readonly table: FindTable;
}

/** @throws PackageError naming the file that could not be had */
export async function packagedPage(packed: Packed): Promise<Uint8Array> {
  const { site, page, link, title, view, data, table } = packed;
  const list = listIn(await fetched(site, LIST));
  const content: Record<string, Uint8Array> = {};
  const needed = page === "exercise.html" ? list.exercise : list.files;
  await Promise.all(
    needed.map(async (file) => {
      content[file] = await fetched(site, file);
    }),
  );
  if (data.type === "stored") {
    const file = `data/${encodeURIComponent(data.name)}${TABLE_ENDING}`;
    const bytes = await table(data.sha256, data.name);
    if (bytes === undefined) throw new PackageError(file);
    content[file] = bytes;
  } else if (list.tables.includes(data.type)) {
    const file = `data/${data.type}${TABLE_ENDING}`;
    content[file] = await fetched(site, file);
  }
  content["experiment.json"] = text(JSON.stringify({ title, page, link, view }, null, 2));
  const files = Object.keys(content).sort();
  content["imsmanifest.xml"] = text(manifestOf(checksumOf([link]), title, files));
  return zipSync(content);
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** Servers that answer everything with a page of theirs have none either. */
function listIn(bytes: Uint8Array): PageFiles {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new PackageError(LIST);
  }
}

async function fetched(site: string, file: string): Promise<Uint8Array> {
  try {
    const response = await fetch(new URL(file, site), { credentials: "same-origin" });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch {
    // It is not to be had.
  }
  throw new PackageError(file);
}
