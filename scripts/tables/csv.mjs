// SPDX-License-Identifier: Apache-2.0
/** The real tables of data/sources/ as stored tables: plain CSV with a header, the target in the last column. */
import { tableFile } from "./table_file.mjs";

const UCI = "UCI Machine Learning Repository";
const CC_BY = "CC BY 4.0";

/**
 * What the CSV files do not say themselves. Pictures are bytes. All other numbers are 64-bit floats: the double build of the trainer,
 * which is held against PyTorch, then sees the very decimals that stand in the CSV, and the float build the nearest floats to them.
 */
export const REAL_TABLES = {
  iris: { source: `R. A. Fisher 1936, ${UCI}, doi:10.24432/C56C76`, licence: CC_BY, units: "cm" },
  wine: { source: `S. Aeberhard & M. Forina 1991, ${UCI}, doi:10.24432/C5PC7J`, licence: CC_BY },
  breast_cancer: {
    source: `W. Wolberg, O. Mangasarian, N. Street & W. Street 1995, ${UCI}, doi:10.24432/C5DW2B`,
    licence: CC_BY,
  },
  diabetes: {
    source: "B. Efron, T. Hastie, I. Johnstone & R. Tibshirani 2004, Least Angle Regression",
    licence: "published with the paper, free to use",
    regression: true,
  },
  digits: {
    source: `E. Alpaydin & C. Kaynak 1998, ${UCI}, doi:10.24432/C50P49`,
    licence: CC_BY,
    units: "ink from 0 to 16",
    shape: [1, 8, 8],
  },
};

export function realTable(name, text) {
  const { source, licence, units, shape, regression } = REAL_TABLES[name];
  const [header, ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const target = header.at(-1);
  const numbers = rows.flatMap((row) => row.slice(0, -1).map(Number));
  if (numbers.some(Number.isNaN)) throw new Error(`${name}.csv holds something that is no number.`);
  const labels = rows.map((row) => row.at(-1));
  // As numbered from the first: sorted, so that malignant is class 1 of breast_cancer, the one to be found.
  const classes = [...new Set(labels)].sort();
  const features = {
    dtype: shape === undefined ? "F64" : "U8",
    shape: [rows.length, ...(shape ?? [header.length - 1])],
    bytes: shape === undefined ? doubles(numbers) : Uint8Array.from(numbers),
  };
  const targets = {
    dtype: regression ? "F64" : "U8",
    shape: [rows.length],
    bytes: regression
      ? doubles(labels.map(Number))
      : Uint8Array.from(labels, (label) => classes.indexOf(label)),
  };
  return tableFile(features, targets, {
    columns: JSON.stringify(header.slice(0, -1)),
    ...(regression ? {} : { classes: JSON.stringify(classes) }),
    target,
    ...(units === undefined ? {} : { units }),
    source,
    licence,
  });
}

function doubles(numbers) {
  const bytes = Buffer.alloc(8 * numbers.length);
  for (const [i, number] of numbers.entries()) bytes.writeDoubleLE(number, 8 * i);
  return bytes;
}
