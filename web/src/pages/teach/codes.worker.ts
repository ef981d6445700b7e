// SPDX-License-Identifier: Apache-2.0
/** Reads QR codes beside the page, which goes on meanwhile. */
import { expose } from "comlink";
import { codesIn, isTooLarge } from "./codes.ts";

/** What is looked at, at most so wide and high: first as large as codes of many letters need, then smaller, where noise is less. */
const SIDES = [2_400, 1_200, 600];

/** The part of it that is used; TypeScript does not know it yet.   Source: wicg.github.io/shape-detection-api */
interface Detector {
  detect(source: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

export interface CodesPort {
  /** @returns undefined where it has too many pixels. @throws where it cannot be unpacked */
  read(picture: Blob): Promise<readonly string[] | undefined>;
}

const port: CodesPort = {
  async read(picture) {
    if (await isTooLarge(picture)) return undefined;
    const image = await createImageBitmap(picture);
    try {
      const seen = await byBrowser(image);
      if (seen.length > 0) return seen;
      for (const side of SIDES) {
        const found = await codesIn(drawn(image, side));
        if (found.length > 0) return found;
      }
      return [];
    } finally {
      image.close();
    }
  },
};
expose(port);

async function byBrowser(image: ImageBitmap): Promise<readonly string[]> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  try {
    const formats = (await BarcodeDetector?.getSupportedFormats()) ?? [];
    if (BarcodeDetector === undefined || !formats.includes("qr_code")) return [];
    const codes = await new BarcodeDetector({ formats: ["qr_code"] }).detect(image);
    return codes.map(({ rawValue }) => rawValue);
  } catch {
    // It is named and not there, as on some Linux systems.
    return [];
  }
}

function drawn(image: ImageBitmap, most: number) {
  const scale = Math.min(1, most / Math.max(image.width, image.height));
  const [width, height] = [image.width, image.height].map((side) =>
    Math.max(1, Math.round(side * scale)),
  ) as [number, number];
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("There is no canvas here.");
  // Transparent paper is white.
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
