// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { bitmapAddress } from "../../../web/src/charts/bitmap.ts";

it("an image has the pixels that it is made of, the lowest row first", () => {
  const data = Uint8ClampedArray.from([
    ...[1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255],
    ...[10, 20, 30, 255, 40, 50, 60, 255, 70, 80, 90, 255],
  ]);
  const address = bitmapAddress({ width: 3, height: 2, data });
  const [kind, text = ""] = address.split(",");
  expect(kind).toBe("data:image/bmp;base64");
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  expect(view.getUint32(2, true)).toBe(bytes.length);
  expect([view.getInt32(18, true), view.getInt32(22, true)]).toEqual([3, 2]);
  const pixels = bytes.slice(view.getUint32(10, true));
  expect([...pixels]).toEqual([
    ...[30, 20, 10, 60, 50, 40, 90, 80, 70, 0, 0, 0],
    ...[3, 2, 1, 6, 5, 4, 9, 8, 7, 0, 0, 0],
  ]);
});
