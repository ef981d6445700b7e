// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { nineDigits } from "../../../web/src/engine/nine_digits.ts";
import { randomNumbers } from "../fixtures/random.ts";

it("nine digits bring every 32-bit number back, and no more are written", () => {
  const next = randomNumbers(5);
  const bits = Uint32Array.from({ length: 2000 }, () => next() * 2 ** 32);
  const whole = [0, -0, 1, -16, 999_999_999, 16_777_217, 1_000_000_064, 2 ** 31, 1e10, -(2 ** 60)];
  for (const value of [...new Float32Array(bits.buffer), ...whole.map(Math.fround)]) {
    const short = nineDigits(value);
    expect(Math.fround(short)).toBe(value === 0 ? 0 : value);
    expect(short).toBe(Number(value.toPrecision(9)));
  }
});
