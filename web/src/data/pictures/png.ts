// SPDX-License-Identifier: Apache-2.0
/** PNG to pixels: fast-png unpacks, here are the limits, and every kind of PNG becomes grey or colour of 8 bits. */
import { convertIndexedToRgb, type DecodedPng, decode } from "fast-png";
import { Unzlib } from "fflate";
import { orientationIn, upright } from "./orientation.ts";
import { type Picture, pictureFault, requireSize } from "./picture.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export const isPng = (bytes: Uint8Array): boolean =>
  SIGNATURE.every((byte, i) => bytes[i] === byte);

export function readPng(place: string, bytes: Uint8Array): Picture {
  const exif = requireHonest(place, bytes);
  let png: DecodedPng;
  try {
    png = decode(bytes);
  } catch {
    throw damaged(place);
  }
  return upright(flattened(png), exif === undefined ? 1 : orientationIn(exif));
}

const damaged = (place: string) =>
  pictureFault(place, {
    en: "is a damaged PNG. Save it again, or leave it out.",
    zh: "是损坏的 PNG。请重新保存，或去掉它。",
  });

/**
 * Unpacks piece by piece and counts: the decoder itself would unpack however much a small file claims to hold.
 * @returns what the camera says, where the file has it
 */
function requireHonest(place: string, bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || chunkType(bytes, 8) !== "IHDR") throw damaged(place);
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  requireSize(place, width, height);
  // Four channels of 16 bits, a filter byte a row; interlaced pictures have up to seven rows for one.
  const most = width * height * 8 + height * 8 + width * 8 + 64;
  let exif: Uint8Array | undefined;
  let unpacked = 0;
  const inflator = new Unzlib((piece) => {
    unpacked += piece.length;
    if (unpacked > most) throw damaged(place);
  });
  try {
    for (let at = 8; at + 12 <= bytes.length; ) {
      const length = view.getUint32(at);
      const type = chunkType(bytes, at);
      if (type === "eXIf") exif = bytes.subarray(at + 8, at + 8 + length);
      if (type === "IDAT") {
        const end = Math.min(at + 8 + length, bytes.length);
        for (let from = at + 8; from < end; from += PIECE) {
          inflator.push(bytes.slice(from, Math.min(from + PIECE, end)));
        }
      }
      at += 12 + length;
    }
  } catch {
    throw damaged(place);
  }
  return exif;
}

/** At the highest ratio that deflate reaches, a piece becomes 4 MB. */
const PIECE = 4096;

const chunkType = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at + 4, at + 8));

/** Transparent pixels show white paper. */
function flattened(png: DecodedPng): Picture {
  const { width, height } = png;
  const channels = png.palette === undefined ? png.channels : (png.palette[0]?.length ?? 3);
  const samples = png.palette === undefined ? bytesOf(png) : convertIndexedToRgb(png);
  const hasAlpha = channels === 2 || channels === 4;
  const kept = channels < 3 ? 1 : 3;
  const isClear = clearPixel(png);
  const pixels = new Uint8Array(width * height * kept);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const from = pixel * channels;
    const alpha = hasAlpha ? (samples[from + channels - 1] ?? 0) : isClear?.(pixel) ? 0 : 255;
    for (let channel = 0; channel < kept; channel += 1) {
      const value = samples[from + channel] ?? 0;
      pixels[pixel * kept + channel] = Math.round((value * alpha + 255 * (255 - alpha)) / 255);
    }
  }
  return { width, height, channels: kept, pixels };
}

/** Without an alpha channel one colour may stand for nothing at all. */
function clearPixel(png: DecodedPng): ((pixel: number) => boolean) | undefined {
  const { palette, transparency, channels, depth, data } = png;
  if (palette !== undefined || transparency === undefined || transparency.length < channels)
    return undefined;
  // Of less than 8 bits as they are packed: compared as they are stretched.
  const most = 2 ** depth - 1;
  const samples = depth < 8 ? bytesOf(png) : data;
  const clear = Array.from(transparency.subarray(0, channels), (value) =>
    depth < 8 ? Math.round((value * 255) / most) : value,
  );
  return (pixel) => clear.every((value, channel) => samples[pixel * channels + channel] === value);
}

/** One byte a sample: of 16 bits the upper ones; of 1, 2 and 4 bits, which lie packed row by row, stretched to 255. */
function bytesOf({ data, depth, width, height, channels }: DecodedPng): Uint8Array {
  if (depth === 8) return data as Uint8Array;
  const bytes = new Uint8Array(width * height * channels);
  if (depth === 16) {
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = (data[i] ?? 0) >> 8;
    return bytes;
  }
  const row = Math.ceil((width * channels * depth) / 8);
  const most = 2 ** depth - 1;
  for (let i = 0; i < bytes.length; i += 1) {
    const y = Math.floor(i / (width * channels));
    const bit = (i % (width * channels)) * depth;
    const byte = data[y * row + (bit >> 3)] ?? 0;
    bytes[i] = Math.round((((byte >> (8 - depth - (bit & 7))) & most) * 255) / most);
  }
  return bytes;
}
