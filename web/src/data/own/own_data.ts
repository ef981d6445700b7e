// SPDX-License-Identifier: Apache-2.0
/** Reads whatever somebody brings: told by its content, whatever its name says. */
import { requireBytes } from "../csv/encoding.ts";
import { isGzip, isIdx, unpacked } from "../pictures/idx.ts";
import { type PictureSize, pictureFault } from "../pictures/picture.ts";
import { isPictureName } from "../pictures/pictures.ts";
import { isZip, unpackedFile } from "../pictures/zip.ts";
import { sha256Of } from "../sha256.ts";
import { MOST_TABLE_BYTES, tableName } from "../table.ts";
import {
  bytesOf,
  experimentOf,
  isPicture,
  type PictureSource,
  picturesOfFiles,
  picturesOfIdx,
  picturesOfZip,
  sideOf,
  tableOfRows,
} from "./own_pictures.ts";
import { makeTable, readTable, refusedBy } from "./own_table.ts";
import { requireFewFiles, tableInZip } from "./packed.ts";
import {
  FIRST_WISH,
  type Opened,
  type OwnDataReader,
  type OwnFile,
  type OwnPictures,
  type OwnTable,
  type Refused,
  type TableReading,
  type TableWish,
} from "./plan.ts";

const HEAD = 64;
/** What a stored table has besides its numbers. */
const MOST_HEADER = 4_000_000;

interface Table {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export class OwnData implements OwnDataReader {
  #table: Table = { name: "table", bytes: new Uint8Array() };
  #pictures: PictureSource | undefined;
  /** As the table was read last: its rows may be pictures. */
  #wish: TableWish = FIRST_WISH;

  async open(files: readonly OwnFile[]): Promise<Opened> {
    this.#pictures = undefined;
    try {
      const source = await this.#sourceOf(files);
      if (!("opened" in source)) return source;
      this.#pictures = source;
      return source.opened;
    } catch (error) {
      return { kind: "refused", ...refusedBy(error) };
    }
  }

  async read(wish: TableWish): Promise<TableReading> {
    this.#wish = wish;
    return readTable(this.#table.bytes, wish);
  }

  make(wish: TableWish, standardize: boolean): Promise<OwnTable | Refused> {
    const { bytes, name } = this.#table;
    return makeTable(bytes, name, wish, standardize);
  }

  async pictures(size: PictureSize): Promise<OwnPictures | Refused> {
    try {
      const source = this.#pictures;
      const { bytes, name } = this.#table;
      return source === undefined
        ? await experimentOf(name, tableOfRows(bytes, this.#wish, size), size)
        : await experimentOf(tableName(source.opened.name), await source.table(size), size);
    } catch (error) {
      return refusedBy(error);
    }
  }

  async #sourceOf(files: readonly OwnFile[]): Promise<PictureSource | Opened> {
    const [first] = files;
    if (first === undefined) return nothing();
    const head = new Uint8Array(await first.file.slice(0, HEAD).arrayBuffer());
    const folder = first.path.includes("/") ? (first.path.split("/")[0] ?? "") : first.path;
    requireFewFiles(folder, files.length);
    if (files.length === 1) {
      if (isZip(head)) return this.#inZip(first.path, await bytesOf(first.file));
      if (isPicture(head)) throw alone(first.path);
      if (isStored(head)) return stored(first);
    }
    if (files.length === 1 && isGzip(head)) return this.#inGzip(first);
    if (isIdx(head) || isGzip(head)) return picturesOfIdx(files);
    if (files.length > 1 && files.some(({ path }) => isPictureName(path))) {
      return picturesOfFiles(folder, files);
    }
    requireBytes(first.file.size);
    return this.#openTable(first.path, await bytesOf(first.file));
  }

  /** Tables are packed as pictures are, by the sites that give them away. */
  #inZip(archive: string, bytes: Uint8Array): PictureSource | Opened {
    const table = tableInZip(archive, bytes);
    if (table === undefined) return picturesOfZip(archive, bytes);
    return this.#openTable(table, unpackedFile(archive, bytes, table));
  }

  async #inGzip(packed: OwnFile): Promise<PictureSource | Opened> {
    const { path, file } = packed;
    const bytes = unpacked(path, await bytesOf(file));
    return isIdx(bytes)
      ? picturesOfIdx([packed])
      : this.#openTable(path.replace(/\.gz$/i, ""), bytes);
  }

  #openTable(path: string, bytes: Uint8Array): Opened {
    requireBytes(bytes.length);
    const name = tableName(path.replace(/\.(csv|tsv|txt|data)$/i, ""));
    this.#table = { name, bytes };
    const side = sideOf(bytes);
    return { kind: "table", name, ...(side === undefined ? {} : { side }) };
  }
}

/** A length of a header that may be, and then an object. */
const isStored = (head: Uint8Array): boolean =>
  head.length > 8 && head[8] === 0x7b && head[5] === 0 && head[6] === 0 && head[7] === 0;

async function stored({ path, file }: OwnFile): Promise<Opened> {
  if (file.size > MOST_TABLE_BYTES + MOST_HEADER) {
    const most = MOST_TABLE_BYTES / 1e6;
    throw pictureFault(path, {
      en: `is larger than the ${most} MB that fit into memory. Give a table with fewer rows.`,
      zh: `超过内存可容纳的 ${most} MB。请给出行数更少的表格。`,
    });
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const data = { type: "stored", name: tableName(path), sha256: await sha256Of(bytes) } as const;
  return { kind: "stored", file: bytes, data };
}

function alone(path: string) {
  return pictureFault(path, {
    en: "is one picture. Give a folder or a zip with the pictures of each class in a folder of its own.",
    zh: "只是一张图片。请给出文件夹或 zip，其中每个类别的图片各在一个文件夹里。",
  });
}

function nothing(): Opened {
  const message = { en: "There is no file. Choose one.", zh: "没有文件。请选择一个。" };
  return { kind: "refused", status: "refused", message, cures: [] };
}
