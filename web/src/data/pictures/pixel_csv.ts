// SPDX-License-Identifier: Apache-2.0
/** A CSV file with a picture in every row: one column of classes, the others bytes from 0 to 255. */

import { classesOf } from "../csv/classes.ts";
import { plainText } from "../csv/encoding.ts";
import { nameOf } from "../csv/header.ts";
import type { NewRows, RowOptions } from "../csv/new_rows.ts";
import { type CsvOptions, columnOf } from "../csv/options.ts";
import { guess, wrongQuotes } from "../csv/records.ts";
import { type Row, scanRows } from "../csv/scan.ts";
import { PlainNumber } from "../csv/written_number.ts";
import { fault } from "../fault.ts";
import { quoted } from "../shown.ts";
import { LONGEST_NAME, MAXIMUM_CLASSES } from "../table.ts";
import type { PictureSize } from "./picture.ts";
import { contentOf, countedClasses, type PictureTable, requireRoom, SCALE } from "./pictures.ts";

/** Such files have a hundred times as many numbers as any table that people look at. */
const MOST_BYTES = 512 * 2 ** 20 - 2 ** 16;

/**
 * Row after row, so that the pixels are all that is held.
 * @throws TableError with row and column
 */
export function tableOfPixels(
  bytes: Uint8Array,
  options: Pick<CsvOptions, "target" | "delimiter" | "encoding" | "header">,
  size: PictureSize,
): PictureTable {
  const numbers = size.channels * size.height * size.width;
  const { text } = plainText(bytes, options.encoding, MOST_BYTES);
  const lines = linesOf(text);
  requireRoom(lines - 1, numbers);
  const features = new Uint8Array(lines * numbers);
  const labels: string[] = [];
  let names: readonly string[] = [];
  let target: number | undefined;
  scanRows(text, options.delimiter ?? guess(text, false), (row, isBroken) => {
    if (isBroken) throw wrongQuotes(row.number);
    if (target === undefined) {
      const { cells } = row;
      const isHeader = options.header ?? isHeaderOf(cells, String(options.target));
      names = cells.map((cell, index) => (isHeader && nameOf(cell)) || `${index + 1}`);
      target = columnOf(names, options.target, []);
      requireWidth(row, numbers, size);
      if (isHeader) return true;
    }
    readPixels(row, names, target, features.subarray(labels.length * numbers));
    labels.push(labelOf(row, names, target));
    return true;
  });
  const { names: classes, numbers: targets } = classesOf(labels.length, (row) => labels[row] ?? "");
  requireClasses(classes.length);
  const content = contentOf(
    features.slice(0, labels.length * numbers),
    Uint8Array.from(targets),
    classes,
    size,
  );
  return {
    content: { ...content, target: names[target ?? 0] ?? content.target },
    report: { classes: countedClasses(classes, Uint8Array.from(targets)), skipped: [] },
  };
}

/**
 * New rows for a network that has learnt from such a table; its column of classes may be there still, where a header names it.
 * @param scale makes of a byte what the network was trained with
 * @throws TableError with row and column
 */
export function featuresOfPixels(
  bytes: Uint8Array,
  options: Pick<RowOptions, "delimiter" | "encoding">,
  size: PictureSize,
  className: string,
  scale = SCALE,
): NewRows {
  const width = size.channels * size.height * size.width;
  const { text } = plainText(bytes, options.encoding, MOST_BYTES);
  const lines = linesOf(text);
  requireRoom(lines, width * Float32Array.BYTES_PER_ELEMENT);
  const features = new Float32Array(lines * width);
  const numbers: number[] = [];
  const pixels = new Uint8Array(width);
  let names: readonly string[] | undefined;
  let labels: number | undefined;
  scanRows(text, options.delimiter ?? guess(text, false), (row, isBroken) => {
    if (isBroken) throw wrongQuotes(row.number);
    if (names === undefined) {
      const { cells } = row;
      const isHeader = isHeaderOf(cells, className);
      names = cells.map((cell, index) => (isHeader && nameOf(cell)) || `${index + 1}`);
      const place = isHeader ? names.indexOf(nameOf(className)) : -1;
      labels = place < 0 ? undefined : place;
      if (row.width !== width + (labels === undefined ? 0 : 1))
        throw otherWidth(row, size, className);
      if (isHeader) return true;
    }
    readPixels(row, names, labels, pixels);
    for (let at = 0; at < width; at += 1) {
      features[numbers.length * width + at] = (pixels[at] ?? 0) * scale;
    }
    numbers.push(row.number);
    return true;
  });
  return { features: features.slice(0, numbers.length * width), numbers, remarks: [] };
}

function otherWidth(
  { width }: Row,
  { channels, height, width: columns }: PictureSize,
  name: string,
) {
  const shape = `${channels} x ${height} x ${columns}`;
  const pixels = channels * height * columns;
  return fault(
    {},
    {
      en: `the file has ${width} columns, and a picture of ${shape} has ${pixels} pixels. Give the pixels alone; or a header, in which "${quoted(name)}" is the column of classes.`,
      zh: `文件有 ${width} 列，而 ${shape} 的图片有 ${pixels} 个像素。请只给出像素；或给出表头，并以“${quoted(name)}”为类别列。`,
    },
  );
}

/** Names of pixels are no numbers, as a rule; a class may be none either. */
function isHeaderOf(cells: readonly string[], className: string): boolean {
  const texts = cells.filter((cell) => !/^\d{1,3}(?:\.0{1,6})?$/.test(cell));
  return texts.length > 1 || texts.some((cell) => nameOf(cell) === nameOf(className));
}

/** At most so many rows. */
function linesOf(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

function requireWidth({ width }: Row, numbers: number, size: PictureSize): void {
  if (width === numbers + 1) return;
  const shape = `${size.channels} x ${size.height} x ${size.width}`;
  throw fault(
    {},
    {
      en: `the file has ${width} columns, and a class with ${shape} pixels are ${numbers + 1}. Give the shape that the pictures have.`,
      zh: `文件有 ${width} 列，而一个类别加上 ${shape} 像素是 ${numbers + 1} 列。请给出图片的实际形状。`,
    },
  );
}

const pixel = new PlainNumber();

/** Those of all columns but that of the classes. */
function readPixels(
  row: Row,
  names: readonly string[],
  target: number | undefined,
  into: Uint8Array,
): void {
  const { width } = row;
  if (width !== names.length) {
    throw fault(
      { row: row.number },
      {
        en: `has ${width} columns and not ${names.length}. Give every row all its pixels, as the first one has them.`,
        zh: `有 ${width} 列，而不是 ${names.length} 列。请使每行像素齐全，与第一行一致。`,
      },
    );
  }
  const { text } = row;
  for (let column = 0, at = 0; column < width; column += 1) {
    if (column === target) continue;
    const isNumber = pixel.read(text, row.begin(column), row.end(column));
    const { value } = pixel;
    if (!isNumber || !Number.isInteger(value) || value < 0 || value > 255)
      throw noPixel(row, column, names[column]);
    into[at] = value;
    at += 1;
  }
}

function labelOf(row: Row, names: readonly string[], target: number): string {
  const label = row.cell(target);
  if (label !== "" && label.length <= LONGEST_NAME / 4) return label;
  throw fault(
    { row: row.number, column: names[target] ?? "" },
    {
      en: "has no class, or one with a name that is too long. Give each row one.",
      zh: "没有类别，或类别名过长。请为每行给出一个类别。",
    },
  );
}

function noPixel(row: Row, index: number, column = "") {
  const cell = quoted(row.cell(index));
  return fault(
    { row: row.number, column },
    {
      en: `"${cell}" is no pixel. Give whole numbers from 0 to 255, or read the file as a table of other numbers, without a shape.`,
      zh: `“${cell}”不是像素值。请给出 0 到 255 的整数；若是其他数值的表格，请不要指定形状。`,
    },
  );
}

function requireClasses(count: number): void {
  if (count >= 2 && count <= MAXIMUM_CLASSES) return;
  throw fault(
    {},
    {
      en: `the file has ${count} ${count === 1 ? "class" : "classes"}. Give 2 to ${MAXIMUM_CLASSES}.`,
      zh: `文件有 ${count} 个类别。请给出 2 到 ${MAXIMUM_CLASSES} 个。`,
    },
  );
}
