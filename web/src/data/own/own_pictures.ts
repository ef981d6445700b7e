// SPDX-License-Identifier: Apache-2.0
/** Pictures of one's own: of a folder, a zip, two IDX files or a table of pixels. */
import { experimentOnPictures } from "../pictures/experiment.ts";
import { readIdx, unpacked } from "../pictures/idx.ts";
import { isJpeg } from "../pictures/jpeg.ts";
import { type PictureSize, pictureFault } from "../pictures/picture.ts";
import {
  isHidden,
  isPictureName,
  type PictureFile,
  type PictureTable,
  tableOfIdx,
  tableOfPictures,
} from "../pictures/pictures.ts";
import { tableOfPixels } from "../pictures/pixel_csv.ts";
import { isPng } from "../pictures/png.ts";
import { requireCount, requireLength, type Shelf, zipShelf } from "../pictures/zip.ts";
import { storedTable, type TableContent } from "../table.ts";
import type { Opened, OwnFile, OwnPictures, TableWish } from "./plan.ts";
import { isTargetName } from "./target.ts";

/** What can be made into a table of pictures of any size. */
export interface PictureSource {
  readonly opened: Extract<Opened, { kind: "pictures" }>;
  table(size: PictureSize): Promise<PictureTable> | PictureTable;
}

export const isPicture = (head: Uint8Array): boolean => isPng(head) || isJpeg(head);

export const bytesOf = async (file: Blob): Promise<Uint8Array> =>
  new Uint8Array(await file.arrayBuffer());

/** @throws ExperimentError where there are none, or too many */
export function picturesOfFiles(name: string, files: readonly OwnFile[]): PictureSource {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  requireCount(name, byPath.size);
  return ofShelf(name, {
    paths: [...byPath.keys()],
    read: async (path) => {
      const file = byPath.get(path) ?? new Blob();
      requireLength(path, file.size);
      return bytesOf(file);
    },
  });
}

export const picturesOfZip = (archive: string, bytes: Uint8Array): PictureSource =>
  ofShelf(archive, zipShelf(archive, bytes));

function ofShelf(name: string, { paths, read }: Shelf): PictureSource {
  const pictures = paths.filter((path) => !isHidden(path) && isPictureName(path)).length;
  if (pictures === 0) {
    throw pictureFault(name, {
      en: "holds no PNG or JPEG pictures. Put the pictures of each class into a folder with its name, and give the folder above, or a zip of it.",
      zh: "不含 PNG 或 JPEG 图片。请把每个类别的图片放进以类别命名的文件夹，再给出其上层文件夹或它的 zip。",
    });
  }
  return {
    opened: { kind: "pictures", name, pictures },
    table: (size) => tableOfPictures(paths, read, size),
  };
}

/** Pictures and their labels, in any order. */
export async function picturesOfIdx(files: readonly OwnFile[]): Promise<PictureSource> {
  const read: (PictureFile & { readonly dimensions: readonly number[] })[] = [];
  for (const { path, file } of files) {
    const bytes = unpacked(path, await bytesOf(file));
    read.push({ path, bytes, dimensions: readIdx(path, bytes).dimensions });
  }
  const pictures = read.find(({ dimensions }) => dimensions.length === 3);
  const labels = read.find(({ dimensions }) => dimensions.length === 1);
  if (pictures === undefined || labels === undefined || read.length !== 2) {
    throw pictureFault(read[0]?.path ?? "", {
      en: "is one half: give the IDX file of the pictures and that of their labels together.",
      zh: "只是一半：请同时给出图片和标签两个 IDX 文件。",
    });
  }
  const [count = 0, height = 0, width = 0] = pictures.dimensions;
  return {
    opened: { kind: "pictures", name: pictures.path, pictures: count, size: { height, width } },
    table: (size) => tableOfIdx(pictures, labels, size),
  };
}

/** Every row a picture. */
export function tableOfRows(bytes: Uint8Array, wish: TableWish, size: PictureSize): PictureTable {
  const { target = labelIn(firstLine(bytes)), ...how } = wish;
  return tableOfPixels(bytes, { ...how, target }, size);
}

const FEWEST_PIXELS = 64;

/** Rows and columns of square pictures, where a table of so many columns may hold a class and their pixels. */
export function sideOf(bytes: Uint8Array): number | undefined {
  const pixels = cellsOf(firstLine(bytes)).length - 1;
  const side = Math.sqrt(pixels);
  return pixels >= FEWEST_PIXELS && Number.isInteger(side) ? side : undefined;
}

const HEAD_BYTES = 2 ** 17;

const firstLine = (bytes: Uint8Array): string =>
  new TextDecoder().decode(bytes.subarray(0, HEAD_BYTES)).split("\n", 1)[0] ?? "";

/** By the sign that parts most. */
function cellsOf(line: string): readonly string[] {
  const parted = [",", ";", "\t"].map((sign) => line.split(sign));
  return parted.reduce((most, cells) => (cells.length > most.length ? cells : most));
}

/** Files of pixels have the class in front, as a rule. */
const labelIn = (line: string): number =>
  1 +
  Math.max(
    0,
    cellsOf(line).findIndex((name) => isTargetName(name)),
  );

const SAMPLES = 6;

export async function experimentOf(
  name: string,
  { content, report }: PictureTable,
  size: PictureSize,
): Promise<OwnPictures> {
  const { data, file } = await storedTable(name, content);
  const document = experimentOnPictures(data, content);
  return { status: "made", document, data, file, report, size, samples: samplesOf(content, size) };
}

function samplesOf(
  { features, targets, classes = [] }: TableContent,
  { channels, height, width }: PictureSize,
): OwnPictures["samples"] {
  const numbers = channels * height * width;
  return classes.map((name, target) => {
    const pictures: Uint8Array[] = [];
    for (let i = 0; i < targets.length && pictures.length < SAMPLES; i += 1) {
      if (targets[i] !== target) continue;
      pictures.push(Uint8Array.from(features.subarray(i * numbers, (i + 1) * numbers)));
    }
    return { name, pictures };
  });
}
