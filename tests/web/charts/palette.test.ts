// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { rgb } from "../../../web/src/charts/palette.ts";

it("reads a colour in full, and as the build shortens it", () => {
  expect(rgb(" #0072b2")).toEqual([0, 0x72, 0xb2]);
  for (const [short, full] of [
    ["#fff", "#ffffff"],
    ["#0a8", "#00aa88"],
  ] as const) {
    expect(rgb(short)).toEqual(rgb(full));
  }
});
