// SPDX-License-Identifier: Apache-2.0
/** JPEG to pixels: jpeg-js unpacks, in JavaScript alone, so that page and command line see the same. */
import { decode } from "jpeg-js";
import { orientationOf, upright } from "./orientation.ts";
import { MOST_PIXELS, type Picture, pictureFault } from "./picture.ts";

const MOST_MEGABYTES = 512;

export const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;

export function readJpeg(place: string, bytes: Uint8Array): Picture {
  try {
    const { width, height, data } = decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: MOST_PIXELS / 1e6,
      maxMemoryUsageInMB: MOST_MEGABYTES,
    });
    return upright({ width, height, channels: 3, pixels: data }, orientationOf(bytes));
  } catch (error) {
    if (/max(Resolution|Memory)/.test(String(error))) {
      throw pictureFault(place, {
        en: `is larger than ${MOST_PIXELS / 1e6} million pixels. Give a smaller picture.`,
        zh: `超过 ${MOST_PIXELS / 1e6} 百万像素。请给出更小的图片。`,
      });
    }
    throw pictureFault(place, {
      en: "is a damaged JPEG, or one of a kind that is not read. Save it again, or leave it out.",
      zh: "是损坏的 JPEG，或无法读取的 JPEG。请重新保存，或去掉它。",
    });
  }
}
