// SPDX-License-Identifier: Apache-2.0
/** Pictures of one's own as a stored table: files in folders by class, or two IDX files. */
import { ExperimentError } from "../../engine/contract/experiment_error.ts";
import { MOST_TABLE_BYTES, type TableContent } from "../table.ts";
import { readIdx } from "./idx.ts";
import { isJpeg, readJpeg } from "./jpeg.ts";
import { type Picture, type PictureSize, pictureFault } from "./picture.ts";
import { isPng, readPng } from "./png.ts";
import { fitted } from "./resize.ts";

/** One file: its path below the folder or in the archive, parted by "/". */
export interface PictureFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface PictureReport {
  /** Per class, how many. */
  readonly classes: readonly { readonly name: string; readonly pictures: number }[];
  /** Files that are no pictures, and were left out. */
  readonly skipped: readonly string[];
}

export interface PictureTable {
  readonly content: TableContent;
  readonly report: PictureReport;
}

const MOST_CLASSES = 100;
/** Makes brightness from 0 to 1 of a byte. */
export const SCALE = 1 / 255;

export const isPictureName = (path: string): boolean => /\.(png|jpe?g)$/i.test(path);

/** What systems put beside the pictures: never a class, and not worth a word. */
export const isHidden = (path: string): boolean =>
  path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");

/** Colour where one of them has it. */
export function readPicture({ path, bytes }: PictureFile): Picture {
  if (isPng(bytes)) return readPng(path, bytes);
  if (isJpeg(bytes)) return readJpeg(path, bytes);
  throw pictureFault(path, {
    en: "is neither PNG nor JPEG, whatever its name says. Save it as one of them, or leave it out.",
    zh: "既不是 PNG 也不是 JPEG。请另存为其中之一，或去掉它。",
  });
}

/** The folder that a picture lies in is its class. */
export function classOf(path: string): string | undefined {
  return path.split("/").at(-2);
}

/**
 * One table of all pictures, sorted by path, so that it does not depend on the order in which a system lists them.
 * @throws ExperimentError with the file's name.
 */
export async function tableOfPictures(
  paths: readonly string[],
  read: (path: string) => Uint8Array | Promise<Uint8Array>,
  size: PictureSize,
): Promise<PictureTable> {
  const seen = paths.filter((path) => !isHidden(path));
  const pictures = seen.filter(isPictureName).sort(byCode);
  const skipped = seen.filter((path) => !isPictureName(path));
  const labels = pictures.map((path) => classOf(path));
  const bare = pictures[labels.indexOf(undefined)];
  if (bare !== undefined) {
    throw pictureFault(bare, {
      en: "lies in no folder of a class. Put the pictures of each class into a folder with its name.",
      zh: "不在任何类别文件夹中。请把每个类别的图片放进以类别命名的文件夹。",
    });
  }
  const classes = [...new Set(labels as string[])].sort(byCode);
  requireClasses(classes);
  const numbers = size.channels * size.height * size.width;
  requireRoom(pictures.length, numbers);
  const features = new Uint8Array(pictures.length * numbers);
  for (const [i, path] of pictures.entries()) {
    features.set(fitted(readPicture({ path, bytes: await read(path) }), size), i * numbers);
  }
  const targets = Uint8Array.from(labels, (label) => classes.indexOf(label ?? ""));
  return {
    content: contentOf(features, targets, classes, size),
    report: { classes: countedClasses(classes, targets), skipped },
  };
}

/**
 * Pictures one after the other as a network takes them that has learnt from such a table.
 * @param scale makes of a byte what the network was trained with
 * @throws ExperimentError with the file's name.
 */
export async function featuresOfPictures(
  paths: readonly string[],
  read: (path: string) => Uint8Array | Promise<Uint8Array>,
  size: PictureSize,
  scale = SCALE,
): Promise<Float32Array> {
  const numbers = size.channels * size.height * size.width;
  requireRoom(paths.length, numbers * Float32Array.BYTES_PER_ELEMENT);
  const features = new Float32Array(paths.length * numbers);
  for (const [i, path] of paths.entries()) {
    const bytes = fitted(readPicture({ path, bytes: await read(path) }), size);
    features.set(
      Float32Array.from(bytes, (byte) => byte * scale),
      i * numbers,
    );
  }
  return features;
}

/** Two IDX files, of pictures and of their labels, as MNIST and its kin have them. */
export function tableOfIdx(
  pictures: PictureFile,
  labels: PictureFile,
  wanted: Partial<PictureSize>,
): PictureTable {
  const { dimensions, bytes } = readIdx(pictures.path, pictures.bytes);
  const numbers = readIdx(labels.path, labels.bytes);
  const [count = 0, height = 0, width = 0] = dimensions;
  if (dimensions.length !== 3 || numbers.dimensions.length !== 1) {
    throw pictureFault(dimensions.length === 3 ? labels.path : pictures.path, {
      en: "has the wrong dimensions. Give the file of pictures first, and that of the labels to --labels.",
      zh: "维数不对。请先给出图片文件，再用 --labels 给出标签文件。",
    });
  }
  if (numbers.bytes.length !== count) {
    throw pictureFault(labels.path, {
      en: `has ${numbers.bytes.length} labels for ${count} pictures. Give files that belong together.`,
      zh: `有 ${numbers.bytes.length} 个标签，而图片有 ${count} 张。请给出配套的文件。`,
    });
  }
  const highest = numbers.bytes.reduce((most, label) => Math.max(most, label), 0);
  const classes = Array.from({ length: highest + 1 }, (_, label) => String(label));
  requireLabels(labels.path, new Set(numbers.bytes).size, highest);
  const size = {
    height: wanted.height ?? height,
    width: wanted.width ?? width,
    channels: 1,
  } as const;
  const stays = size.height === height && size.width === width;
  const a_picture = size.height * size.width;
  requireRoom(count, a_picture);
  const features = stays ? bytes.slice() : new Uint8Array(count * a_picture);
  for (let i = 0; !stays && i < count; i += 1) {
    const pixels = bytes.subarray(i * height * width, (i + 1) * height * width);
    features.set(fitted({ width, height, channels: 1, pixels }, size), i * a_picture);
  }
  return {
    content: contentOf(features, numbers.bytes.slice(), classes, size),
    report: { classes: countedClasses(classes, numbers.bytes), skipped: [] },
  };
}

export function contentOf(
  features: Uint8Array,
  targets: Uint8Array,
  classes: readonly string[],
  { channels, height, width }: PictureSize,
): TableContent {
  return {
    shape: [channels, height, width],
    features,
    scale: SCALE,
    targets,
    classes,
    target: "class",
    units: "brightness from 0 to 1",
  };
}

export function countedClasses(
  classes: readonly string[],
  targets: Uint8Array,
): PictureReport["classes"] {
  const counts = new Array<number>(classes.length).fill(0);
  for (const target of targets) counts[target] = (counts[target] ?? 0) + 1;
  return classes.map((name, i) => ({ name, pictures: counts[i] ?? 0 }));
}

/** Not by the language of the system. */
export const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function requireClasses(classes: readonly string[]): void {
  if (classes.length >= 2 && classes.length <= MOST_CLASSES) return;
  throw new ExperimentError({
    path: "",
    message: `${classes.length} folders hold PNG or JPEG pictures. Give 2 to ${MOST_CLASSES} classes, each in a folder with its name.`,
    zh: `有 ${classes.length} 个文件夹含有 PNG 或 JPEG 图片。请给出 2 到 ${MOST_CLASSES} 个类别，每个类别一个文件夹。`,
  });
}

function requireLabels(place: string, different: number, highest: number): void {
  if (different >= 2 && highest < MOST_CLASSES) return;
  throw pictureFault(
    place,
    different < 2
      ? {
          en: "has one label only, so there is nothing to tell apart. Give two or more.",
          zh: "只有一种标签，没有可区分的内容。请给出两种以上。",
        }
      : {
          en: `has labels up to ${highest}. Give labels from 0 to ${MOST_CLASSES - 1}.`,
          zh: `标签最大为 ${highest}。请给出 0 到 ${MOST_CLASSES - 1} 的标签。`,
        },
  );
}

export function requireRoom(pictures: number, numbers: number): void {
  if (pictures * numbers <= MOST_TABLE_BYTES) return;
  throw new ExperimentError({
    path: "",
    message: `${pictures} pictures of ${numbers} bytes are more than the ${MOST_TABLE_BYTES / 1e6} MB that fit into memory. Give fewer pictures, or a smaller size.`,
    zh: `${pictures} 张图片、每张 ${numbers} 字节，超过内存可容纳的 ${MOST_TABLE_BYTES / 1e6} MB。请减少图片或减小尺寸。`,
  });
}
