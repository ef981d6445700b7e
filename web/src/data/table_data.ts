// SPDX-License-Identifier: Apache-2.0
/**
 * The `data` part of an experiment that carries its own table, and how large it may be. What the trainer itself limits is refused here
 * too, because here row and column are known.
 */

/** As src/datasets/table.cpp reads it. */
export interface TableData {
  readonly type: "table";
  /** Features, and the target at the end. */
  readonly columns: readonly string[];
  /** Row by row, the target last: 32-bit floats as base64. */
  readonly values: string;
  /** Of the target, numbered from 0; none for a target that is a number. */
  readonly class_names: readonly string[];
}

/** Of a file. Far above what fits: a file may have many columns that are left out. */
export const MAXIMUM_BYTES = 64 * 2 ** 20;
export const MAXIMUM_ROWS = 100_000;
/** As many names as the trainer takes (src/datasets/table.cpp, `columns`). */
export const MAXIMUM_COLUMNS = 10_000;
/** Cells of the file, those of ignored columns too: each costs some 50 bytes while the table is made. */
export const MAXIMUM_CELLS = 10_000_000;
/**
 * Rows times columns in the end, as in src/datasets/table.cpp (`values`): the page opens the next run before it closes the last one, and
 * two of this size fit into the 256 MB of a module with threads; two of 2,500,000 do not.
 */
export const MAXIMUM_NUMBERS = 2_000_000;
/** Of a target (src/datasets/table.cpp, `class_names`). */
export const MAXIMUM_CLASSES = 100;
/** Of a feature that is a class: it becomes as many columns. */
export const MAXIMUM_DISTINCT = 50;
/** Of one number, positive or negative (src/datasets/dataset.h, kLargestValue). */
export const LARGEST_VALUE = 1e18;
/** Of a column's or a class's name, in bytes of UTF-8 (src/experiment/reader.cpp, Texts). */
export const LONGEST_NAME = 200;
/** Of the data as JSON: the trainer takes 16 MiB (src/experiment/reader.h), and the rest of the experiment needs its share. */
export const MAXIMUM_TEXT = 16 * 2 ** 20 - 256 * 2 ** 10;
