// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { readTypedNumber } from "../../../web/src/locales/typed_number.ts";

it.each([
  ["0.25", 0.25],
  ["0,25", 0.25],
  [" −3 ", -3],
  ["- 1.5", -1.5],
  ["1e-3", 0.001],
  [".5", 0.5],
  ["5.", 5],
  ["+0.5", 0.5],
  ["２．５", 2.5],
  ["－０，５", -0.5],
  ["0。5", 0.5],
])("%s is a number", (text, number) => {
  expect(readTypedNumber(text)).toBe(number);
});

it.each(["", "x", "1,2,3", "0x10", "Infinity", "1e999", "--1", "1.2.3"])("%s is none", (text) => {
  expect(readTypedNumber(text)).toBeUndefined();
});
