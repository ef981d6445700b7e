// SPDX-License-Identifier: Apache-2.0
/** How several curves are told apart: each by a colour and by its dashes, so that no one needs the colour. */
import { CLASS_COLOURS } from "./palette.ts";

const DASHES: readonly (readonly number[])[] = [
  [],
  [7, 3],
  [2, 2],
  [9, 3, 2, 3],
  [14, 4],
  [4, 2, 1, 2, 1, 2],
  [1, 4],
  [8, 2, 2, 2],
  [14, 3, 2, 3],
  [5, 5],
];

export const dashOf = (index: number): readonly number[] => DASHES[index % DASHES.length] ?? [];

/** Its token in page.css. */
export const colourToken = (index: number): string => `--class-${index % CLASS_COLOURS}`;
