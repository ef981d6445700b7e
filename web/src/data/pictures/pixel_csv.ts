// SPDX-License-Identifier: Apache-2.0
/** A CSV file with a picture in every row: one column of classes, the others bytes from 0 to 255. */
import { type PictureSize, pictureFault } from "./picture.ts";
import { contentOf, countedClasses, type PictureTable, requireRoom } from "./pictures.ts";

const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const ZERO = 0x30;

const MOST_CLASSES = 100;
const LONGEST_NAME = 200;

/**
 * Reads the bytes themselves: such files have a hundred times as many numbers as any table that people look at.
 * @param target name of the column in the header, or its number from 1
 * @throws ExperimentError with row and column
 */
export function tableOfPixels(
  place: string,
  bytes: Uint8Array,
  target: string,
  size: PictureSize,
): PictureTable {
  const numbers = size.channels * size.height * size.width;
  const lines = linesOf(bytes);
  const first = cellsOf(bytes, lines[0] ?? [0, 0]);
  // A header has a cell that is no number.
  const hasHeader = first.some((cell) => !/^\d+$/.test(cell));
  const at = columnOf(place, target, hasHeader ? first : [], first.length);
  if (first.length !== numbers + 1) {
    throw pictureFault(place, {
      en: `has ${first.length} columns, and ${target} with ${size.channels} x ${size.height} x ${size.width} pixels are ${numbers + 1}. Give the shape that the pictures have.`,
      zh: `有 ${first.length} 列，而 ${target} 加上 ${size.channels} x ${size.height} x ${size.width} 像素是 ${numbers + 1} 列。请给出图片的实际形状。`,
    });
  }
  const rows = hasHeader ? lines.slice(1) : lines;
  requireRoom(rows.length, numbers);
  const features = new Uint8Array(rows.length * numbers);
  const labels: string[] = [];
  for (const [row, line] of rows.entries()) {
    const where = `${place}, row ${row + (hasHeader ? 2 : 1)}`;
    labels.push(readRow(where, bytes, line, at, features, row * numbers, numbers));
  }
  const classes = classesOf(place, labels);
  const numberOf = new Map(classes.map((name, number) => [name, number]));
  const targets = Uint8Array.from(labels, (label) => numberOf.get(label) ?? 0);
  return {
    content: { ...contentOf(features, targets, classes, size), target },
    report: { classes: countedClasses(classes, targets), skipped: [] },
  };
}

type Line = readonly [begin: number, end: number];

/** Without empty ones. */
function linesOf(bytes: Uint8Array): Line[] {
  const lines: Line[] = [];
  for (let begin = 0; begin < bytes.length; ) {
    const found = bytes.indexOf(LINE_FEED, begin);
    const next = found < 0 ? bytes.length : found;
    const end = next > begin && bytes[next - 1] === RETURN ? next - 1 : next;
    if (end > begin) lines.push([begin, end]);
    begin = next + 1;
  }
  return lines;
}

const isDelimiter = (byte: number | undefined): boolean =>
  byte === COMMA || byte === SEMICOLON || byte === TAB;

function cellsOf(bytes: Uint8Array, [begin, end]: Line): string[] {
  const text = new TextDecoder().decode(bytes.subarray(begin, end)).replace(/^\uFEFF/, "");
  return text.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

function columnOf(place: string, target: string, header: string[], columns: number): number {
  const named = header.indexOf(target);
  if (named >= 0) return named;
  const number = Number(target.replace(/^#/, ""));
  if (Number.isInteger(number) && number >= 1 && number <= columns) return number - 1;
  throw pictureFault(place, {
    en: `has no column "${target.slice(0, 60)}". Give the name of the column of classes, or its number from 1.`,
    zh: `没有列“${target.slice(0, 60)}”。请给出类别列的名称，或从 1 开始的编号。`,
  });
}

/** Writes the pixels, and gives the class. */
function readRow(
  where: string,
  bytes: Uint8Array,
  [begin, end]: Line,
  target: number,
  features: Uint8Array,
  to: number,
  numbers: number,
): string {
  let label = "";
  let column = 0;
  let pixel = 0;
  for (let from = begin; from <= end; column += 1) {
    let next = from;
    while (next < end && !isDelimiter(bytes[next])) next += 1;
    if (column > numbers) break;
    if (column === target) {
      label = cellsOf(bytes, [from, next])[0] ?? "";
    } else {
      features[to + pixel] = byteOf(where, column, bytes, from, next);
      pixel += 1;
    }
    from = next + 1;
  }
  if (column !== numbers + 1) {
    throw pictureFault(where, {
      en: `has ${column > numbers ? "more" : "fewer"} than ${numbers + 1} columns. Give every row one class and all its pixels.`,
      zh: `列数不是 ${numbers + 1}。请使每行有一个类别和全部像素。`,
    });
  }
  if (label === "" || label.length > LONGEST_NAME) {
    throw pictureFault(where, {
      en: "has no class, or one with a name that is too long. Give each row one.",
      zh: "没有类别，或类别名过长。请为每行给出一个类别。",
    });
  }
  return label;
}

function byteOf(
  where: string,
  column: number,
  bytes: Uint8Array,
  begin: number,
  end: number,
): number {
  let value = 0;
  let digits = 0;
  for (let at = begin; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === SPACE || byte === QUOTE) continue;
    value = byte >= ZERO && byte < ZERO + 10 ? 10 * value + byte - ZERO : 256;
    digits += 1;
    if (value > 255) break;
  }
  if (digits > 0 && value <= 255) return value;
  const cell = new TextDecoder().decode(bytes.subarray(begin, Math.min(end, begin + 40)));
  throw pictureFault(`${where}, column ${column + 1}`, {
    en: `"${cell}" is no pixel. Give whole numbers from 0 to 255, or leave --shape out for a table of other numbers.`,
    zh: `“${cell}”不是像素值。请给出 0 到 255 的整数；若是其他数值的表格，请去掉 --shape。`,
  });
}

/** Numbered as their numbers where all are numbers, else by name. */
function classesOf(place: string, labels: readonly string[]): string[] {
  const classes = [...new Set(labels)];
  const areNumbers = classes.every((name) => /^-?\d+$/.test(name));
  classes.sort((a, b) => (areNumbers ? Number(a) - Number(b) : a < b ? -1 : 1));
  if (classes.length >= 2 && classes.length <= MOST_CLASSES) return classes;
  throw pictureFault(place, {
    en: `has ${classes.length} classes. Give 2 to ${MOST_CLASSES}.`,
    zh: `有 ${classes.length} 个类别。请给出 2 到 ${MOST_CLASSES} 个。`,
  });
}
