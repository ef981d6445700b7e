// SPDX-License-Identifier: Apache-2.0
/** A package for learning systems (SCORM 1.2): the player as it lies on this site, and the experiment, in one flat zip. */
import { zipSync } from "fflate";
import { encodeLink } from "../../documents/link.ts";
import type { Experiment } from "../../engine/api.ts";
import { checksumOf } from "../../engine/checksum.ts";
import { type FindTable, TABLE_ENDING } from "../../engine/contract/tables.ts";
import type { Shared } from "./forms.ts";
import { manifestOf } from "./manifest.ts";

/** What the build has written of itself (scripts/build/player_files.mjs). */
interface PlayerFiles {
  readonly files: readonly string[];
  /** Data that lie on the site, by the names of their files without the ending. */
  readonly tables: readonly string[];
}

/** The site has no such list, as when it is served from its sources; or a file is missing. */
export class PackageError extends Error {
  constructor(readonly file: string) {
    super(file);
    this.name = "PackageError";
  }
}

/** Of a package nothing but its pages lies beside it: there is no whole playground to go to. */
const NOT_THERE = "link";
const LIST = "player.files.json";

export interface Packed {
  readonly shared: Shared;
  readonly experiment: Experiment;
  /** Brings the data of this browser. */
  readonly table: FindTable;
}

/** @throws PackageError naming the file that could not be had */
export async function scormPackage({ shared, experiment, table }: Packed): Promise<Uint8Array> {
  const { site } = shared;
  const list: PlayerFiles = JSON.parse(new TextDecoder().decode(await fetched(site, LIST)));
  const content: Record<string, Uint8Array> = {};
  await Promise.all(
    list.files.map(async (file) => {
      content[file] = await fetched(site, file);
    }),
  );
  const { data } = experiment;
  if (data.type === "stored") {
    const file = `data/${encodeURIComponent(data.name)}${TABLE_ENDING}`;
    const bytes = await table(data.sha256, data.name);
    if (bytes === undefined) throw new PackageError(file);
    content[file] = bytes;
  } else if (list.tables.includes(data.type)) {
    const file = `data/${data.type}${TABLE_ENDING}`;
    content[file] = await fetched(site, file);
  }
  const hidden = new Set([...(shared.view.hide ?? "").split(","), NOT_THERE].filter(Boolean));
  // The learning system keeps what is done: by SPLICE, which the page around the player speaks.
  const view = { ...shared.view, hide: [...hidden].join(","), persist: "host" };
  const link = encodeLink({ document: shared.document, view });
  content["experiment.json"] = text(JSON.stringify({ title: shared.title, link, view }, null, 2));
  const files = Object.keys(content).sort();
  content["imsmanifest.xml"] = text(manifestOf(checksumOf([link]), shared.title, files));
  return zipSync(content);
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

async function fetched(site: string, file: string): Promise<Uint8Array> {
  const response = await fetch(new URL(file, site), { credentials: "same-origin" }).catch(() => {
    throw new PackageError(file);
  });
  if (!response.ok) throw new PackageError(file);
  return new Uint8Array(await response.arrayBuffer());
}
