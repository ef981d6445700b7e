// SPDX-License-Identifier: Apache-2.0
// Pictures of one's own: decoded, flattened, brought to one size, and made one table.

import { crc32 } from "node:zlib";
import { type BitDepth, encode } from "fast-png";
import { gzipSync, zlibSync } from "fflate";
import jpeg from "jpeg-js";
import { describe, expect, it } from "vitest";
import { TableError } from "../../../web/src/data/fault.ts";
import { experimentOnPictures } from "../../../web/src/data/pictures/experiment.ts";
import { isIdx, readIdx } from "../../../web/src/data/pictures/idx.ts";
import type { PictureSize } from "../../../web/src/data/pictures/picture.ts";
import {
  contentOf,
  readPicture,
  tableOfIdx,
  tableOfPictures,
} from "../../../web/src/data/pictures/pictures.ts";
import { featuresOfPixels, tableOfPixels } from "../../../web/src/data/pictures/pixel_csv.ts";
import { fitted } from "../../../web/src/data/pictures/resize.ts";

const png = (
  width: number,
  height: number,
  channels: number,
  data: number[],
  depth: BitDepth = 8,
) =>
  encode({
    width,
    height,
    channels,
    depth,
    data: depth === 16 ? Uint16Array.from(data) : Uint8Array.from(data),
  });

const pixelsOf = (bytes: Uint8Array) => [...readPicture({ path: "a.png", bytes }).pixels];

/** A chunk of a PNG; the checksum is not looked at before the limits are. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  new DataView(bytes.buffer).setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  return bytes;
}

function rawPng(width: number, height: number, idat: Uint8Array): Uint8Array {
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, 0, 0, 0, 0], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const parts = [
    signature,
    chunk("IHDR", head),
    chunk("IDAT", idat),
    chunk("IEND", new Uint8Array()),
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The same with one more chunk behind its head, with its checksum. */
function withChunk(bytes: Uint8Array, type: string, data: Uint8Array): Uint8Array {
  const made = chunk(type, data);
  const sum = crc32(made.subarray(4, made.length - 4));
  new DataView(made.buffer).setUint32(made.length - 4, sum);
  return Uint8Array.of(...bytes.subarray(0, 33), ...made, ...bytes.subarray(33));
}

describe("a PNG", () => {
  it("gives its pixels, grey or in colour", () => {
    expect(pixelsOf(png(2, 1, 1, [7, 200]))).toEqual([7, 200]);
    expect(pixelsOf(png(1, 1, 3, [1, 2, 3]))).toEqual([1, 2, 3]);
  });

  it("shows white paper where it is transparent", () => {
    expect(pixelsOf(png(3, 1, 2, [0, 0, 0, 255, 100, 51]))).toEqual([255, 0, 224]);
    expect(pixelsOf(png(1, 1, 4, [10, 20, 30, 0]))).toEqual([255, 255, 255]);
  });

  it("may have one colour that stands for nothing", () => {
    const clear = (bytes: Uint8Array, ...samples: number[]) =>
      withChunk(
        bytes,
        "tRNS",
        Uint8Array.from(samples.flatMap((value) => [value >> 8, value & 255])),
      );
    expect(pixelsOf(clear(png(3, 1, 1, [7, 200, 8]), 7))).toEqual([255, 200, 8]);
    expect(pixelsOf(clear(png(3, 1, 3, [1, 2, 3, 1, 2, 4, 5, 5, 5]), 1, 2, 3))).toEqual([
      255, 255, 255, 1, 2, 4, 5, 5, 5,
    ]);
    expect(pixelsOf(clear(png(2, 1, 1, [0x1234, 0x1235], 16), 0x1234))).toEqual([255, 0x12]);
    const packed = encode({
      width: 2,
      height: 1,
      channels: 1,
      depth: 2,
      data: Uint8Array.of(0b01100000),
    });
    expect(pixelsOf(clear(packed, 1))).toEqual([255, 170]);
  });

  it("is turned as its Exif chunk says", () => {
    const tiff = [
      0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
    ];
    const turned = withChunk(png(2, 1, 1, [7, 200]), "eXIf", Uint8Array.from(tiff));
    const { width, height, pixels } = readPicture({ path: "a.png", bytes: turned });
    expect({ width, height, pixels: [...pixels] }).toEqual({
      width: 1,
      height: 2,
      pixels: [7, 200],
    });
    expect(pixelsOf(withChunk(png(2, 1, 1, [7, 200]), "eXIf", Uint8Array.of(0x4d)))).toEqual([
      7, 200,
    ]);
  });

  it("of 16 bits keeps the upper ones", () => {
    expect(pixelsOf(png(2, 1, 1, [0x1234, 0xffff], 16))).toEqual([0x12, 0xff]);
  });

  it("of one bit a pixel is stretched to black and white", () => {
    // Two rows of three pixels, each row in a byte of its own.
    const image = { width: 3, height: 2, channels: 1, depth: 1 as const };
    const bytes = encode({ ...image, data: Uint8Array.of(0b10100000, 0b01000000) });
    expect(pixelsOf(bytes)).toEqual([255, 0, 255, 0, 255, 0]);
  });

  it("that claims more pixels than anyone has is refused before it is unpacked", () => {
    const bytes = rawPng(100_000, 100_000, new Uint8Array(4));
    expect(() => pixelsOf(bytes)).toThrow("has 100000 x 100000 pixels");
  });

  it("that holds more than it claims is refused while it is unpacked", () => {
    const bomb = zlibSync(new Uint8Array(5_000_000));
    expect(bomb.length).toBeLessThan(10_000);
    expect(() => pixelsOf(rawPng(2, 2, bomb))).toThrow("damaged PNG");
  });

  it("that is cut short is refused with its name", () => {
    const whole = png(8, 8, 1, new Array(64).fill(9));
    for (let length = 8; length < whole.length - 12; length += 1) {
      expect(() => pixelsOf(whole.slice(0, length)), `${length} bytes`).toThrow("damaged PNG");
    }
  });
});

describe("a JPEG", () => {
  const data = new Uint8Array(16 * 16 * 4).fill(255);
  const bytes = jpeg.encode({ width: 16, height: 16, data: Buffer.from(data) }, 90).data;

  it("gives its pixels in colour", () => {
    const picture = readPicture({ path: "a.jpg", bytes });
    expect([picture.width, picture.height, picture.channels]).toEqual([16, 16, 3]);
    expect(Math.min(...picture.pixels)).toBeGreaterThan(250);
  });

  it("that is damaged or too large is refused with a sentence", () => {
    expect(() => readPicture({ path: "a.jpg", bytes: bytes.slice(0, 100) })).toThrow(
      "damaged JPEG",
    );
    const large = Uint8Array.from(bytes);
    const at = large.findIndex((byte, i) => byte === 0xff && large[i + 1] === 0xc0);
    large.set([0xff, 0xff, 0xff, 0xff], at + 5);
    expect(() => readPicture({ path: "a.jpg", bytes: large })).toThrow("25 million pixels");
  });
});

describe("a photograph", () => {
  /** Two columns and three rows of letters, each of 8 x 8 pixels: a JPEG keeps even blocks as they are. */
  const BRIGHTNESS = "ABCDEF";
  const width = 16;
  const height = 24;
  const data = Buffer.alloc(width * height * 4, 255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      data.fill(20 + 40 * (2 * (y >> 3) + (x >> 3)), 4 * (y * width + x), 4 * (y * width + x) + 3);
    }
  }
  const bare = Uint8Array.from(jpeg.encode({ width, height, data }, 100).data);

  /** With an Exif segment in front whose only tag says how the camera was held. */
  function held(orientation: number, isLittle: boolean, type = 3): Uint8Array {
    const tiff = new DataView(new ArrayBuffer(26));
    tiff.setUint16(0, isLittle ? 0x4949 : 0x4d4d);
    tiff.setUint16(2, 42, isLittle);
    tiff.setUint32(4, 8, isLittle);
    tiff.setUint16(8, 1, isLittle);
    tiff.setUint16(10, 0x0112, isLittle);
    tiff.setUint16(12, type, isLittle);
    tiff.setUint32(14, 1, isLittle);
    tiff.setUint16(18, orientation, isLittle);
    const segment = [0xff, 0xe1, 0, 34, ...new TextEncoder().encode("Exif\0\0")];
    return Uint8Array.of(0xff, 0xd8, ...segment, ...new Uint8Array(tiff.buffer), ...bare.slice(2));
  }

  /** Rows of letters, as they are seen. */
  function lettersOf(bytes: Uint8Array): string {
    const picture = readPicture({ path: "a.jpg", bytes });
    const rows = Array.from({ length: picture.height / 8 }, (_, row) =>
      Array.from({ length: picture.width / 8 }, (_, column) => {
        const at = 3 * ((8 * row + 4) * picture.width + 8 * column + 4);
        return BRIGHTNESS[Math.round(((picture.pixels[at] ?? 0) - 20) / 40)];
      }).join(""),
    );
    return rows.join("/");
  }

  it.each([
    [1, "AB/CD/EF"],
    [2, "BA/DC/FE"],
    [3, "FE/DC/BA"],
    [4, "EF/CD/AB"],
    [5, "ACE/BDF"],
    [6, "ECA/FDB"],
    [7, "FDB/ECA"],
    [8, "BDF/ACE"],
  ])("is turned as its orientation %i says", (orientation, letters) => {
    expect(lettersOf(held(orientation, true))).toBe(letters);
    expect(lettersOf(held(orientation, false))).toBe(letters);
  });

  it("stays as it is where it says nothing, or nothing that makes sense", () => {
    expect(lettersOf(bare)).toBe("AB/CD/EF");
    expect(lettersOf(held(0, true))).toBe("AB/CD/EF");
    expect(lettersOf(held(9, true))).toBe("AB/CD/EF");
    expect(lettersOf(held(6, true, 4))).toBe("AB/CD/EF");
  });

  it("with a damaged tag is still read", () => {
    const whole = held(6, true);
    for (let at = 6; at < 38; at += 1) {
      const bytes = Uint8Array.from(whole);
      bytes[at] = 0xff;
      expect(lettersOf(bytes)).toMatch(/^(ECA\/FDB|AB\/CD\/EF)$/);
    }
  });
});

it("a file that is no picture is refused, whatever its name says", () => {
  const bytes = new TextEncoder().encode("GIF89a");
  expect(() => readPicture({ path: "cats/1.png", bytes })).toThrow("neither PNG nor JPEG");
});

describe("resizing", () => {
  const grey = (width: number, height: number, pixels: number[]) =>
    ({ width, height, channels: 1, pixels: Uint8Array.from(pixels) }) as const;
  const size = (height: number, width: number, channels: 1 | 3 = 1): PictureSize => ({
    height,
    width,
    channels,
  });

  it("takes the mean over what each new pixel covers", () => {
    expect([...fitted(grey(4, 2, [0, 10, 20, 30, 40, 50, 60, 70]), size(1, 2))]).toEqual([25, 45]);
    // Three columns on two: each covers one and a half.
    expect([...fitted(grey(3, 1, [0, 90, 180]), size(1, 2))]).toEqual([30, 150]);
  });

  it("keeps a picture of that size as it is, and an even one even", () => {
    expect([...fitted(grey(2, 2, [1, 2, 3, 4]), size(2, 2))]).toEqual([1, 2, 3, 4]);
    expect(new Set(fitted(grey(7, 5, new Array(35).fill(137)), size(28, 28)))).toEqual(
      new Set([137]),
    );
  });

  it("puts the channels one behind the other, rows from the top", () => {
    const picture = {
      width: 2,
      height: 1,
      channels: 3,
      pixels: Uint8Array.of(1, 2, 3, 4, 5, 6),
    } as const;
    expect([...fitted(picture, size(1, 2, 3))]).toEqual([1, 4, 2, 5, 3, 6]);
    expect([...fitted(grey(2, 1, [8, 9]), size(1, 2, 3))]).toEqual([8, 9, 8, 9, 8, 9]);
  });

  it("weighs colours as the eye does", () => {
    const pure = {
      width: 3,
      height: 1,
      channels: 3,
      pixels: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255),
    } as const;
    expect([...fitted(pure, size(1, 3))]).toEqual([76, 150, 29]);
  });
});

describe("a folder of pictures", () => {
  const files: Record<string, Uint8Array> = {
    "dogs/b.png": png(2, 2, 1, [9, 9, 9, 9]),
    "cats/a.png": png(2, 2, 1, [1, 2, 3, 4]),
    "cats/note.txt": new Uint8Array(1),
    ".DS_Store": new Uint8Array(1),
    "__MACOSX/cats/._a.png": new Uint8Array(1),
  };
  const read = (path: string) => files[path] as Uint8Array;
  const size: PictureSize = { height: 2, width: 2, channels: 1 };

  it("becomes bytes and class numbers, in the order of the names", async () => {
    const { content, report } = await tableOfPictures(Object.keys(files), read, size);
    expect(content.classes).toEqual(["cats", "dogs"]);
    expect([...content.features]).toEqual([1, 2, 3, 4, 9, 9, 9, 9]);
    expect([...content.targets]).toEqual([0, 1]);
    expect(content.shape).toEqual([1, 2, 2]);
    expect(report.classes).toEqual([
      { name: "cats", pictures: 1 },
      { name: "dogs", pictures: 1 },
    ]);
    expect(report.skipped).toEqual(["cats/note.txt"]);
  });

  it("without folders of classes is refused with the cure", async () => {
    await expect(tableOfPictures(["a.png"], read, size)).rejects.toThrow("no folder of a class");
    await expect(tableOfPictures(["cats/a.png"], read, size)).rejects.toThrow("2 to 100 classes");
  });
});

describe("IDX files", () => {
  const pictures = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 40);
  const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 1, 0);

  it("become the table that they are", () => {
    const { content } = tableOfIdx(
      { path: "images.idx", bytes: gzipSync(pictures) },
      { path: "labels.idx", bytes: labels },
      {},
    );
    expect(content.shape).toEqual([1, 1, 2]);
    expect([...content.features]).toEqual([10, 20, 30, 40]);
    expect([...content.targets]).toEqual([1, 0]);
    expect(content.classes).toEqual(["0", "1"]);
  });

  it("are refused when they are cut, mixed up or no IDX", () => {
    expect(isIdx(pictures)).toBe(true);
    for (let length = 4; length < pictures.length; length += 1) {
      expect(() => readIdx("images.idx", pictures.slice(0, length))).toThrow("cut short");
    }
    expect(() => readIdx("a", new Uint8Array(40))).toThrow("no IDX file");
    const swapped = () =>
      tableOfIdx({ path: "a", bytes: labels }, { path: "b", bytes: pictures }, {});
    expect(swapped).toThrow("wrong dimensions");
  });
});

describe("labels of pictures", () => {
  const idx = (dimensions: number[], bytes: number[]) => {
    const sizes = dimensions.flatMap((size) => [0, 0, size >> 8, size & 255]);
    return Uint8Array.of(0, 0, 8, dimensions.length, ...sizes, ...bytes);
  };
  const read = (labels: number[]) =>
    tableOfIdx(
      { path: "a.idx", bytes: idx([labels.length, 1, 1], labels) },
      { path: "b.idx", bytes: idx([labels.length], labels) },
      {},
    );

  it("must be two at least, and of few classes", () => {
    expect(() => read([1, 1])).toThrow("has one label only");
    expect(() => read([1, 200])).toThrow("has labels up to 200. Give labels from 0 to 99.");
    expect(read([1, 2]).content.classes).toEqual(["0", "1", "2"]);
  });
});

describe("an experiment on pictures", () => {
  const layersOf = (height: number, width: number) => {
    const size = { height, width, channels: 1 } as const;
    const content = contentOf(new Uint8Array(height * width), Uint8Array.of(0), ["a", "b"], size);
    const data = { type: "stored", name: "a", sha256: "" } as const;
    const { model } = experimentOnPictures(data, content) as {
      model: { layers: { type: string }[] };
    };
    return model.layers.map(({ type }) => type);
  };

  it("looks at no square smaller than a pixel, and at large pictures from afar", () => {
    expect(layersOf(1, 9)).toEqual(["dense", "dense"]);
    expect(layersOf(4, 4)).toEqual(["conv2d", "max_pool2d", "flatten", "dense", "dense"]);
    expect(layersOf(28, 28)[2]).toBe("conv2d");
    expect(layersOf(64, 64)[0]).toBe("avg_pool2d");
  });
});

describe("rows of pixels", () => {
  const size: PictureSize = { height: 1, width: 2, channels: 1 };
  const read = (text: string, target = "label") =>
    tableOfPixels(new TextEncoder().encode(text), { target }, size);

  it("are read as any CSV file is: byte order mark, semicolons, quotation marks, empty lines, 7.0 for 7", () => {
    const { content, report } = read(
      '\uFEFFa;label;"b"\r\n1.0;"ten";255\r\n\r\n0;two;"7"\r\n3;ten;4\r\n',
    );
    expect([...content.features]).toEqual([1, 255, 0, 7, 3, 4]);
    expect(content).toMatchObject({ classes: ["ten", "two"], target: "label", shape: [1, 1, 2] });
    expect([...content.targets]).toEqual([0, 1, 0]);
    expect(report.classes.map(({ pictures }) => pictures)).toEqual([2, 1]);
  });

  it("may have a header of numbers, which the name of the class tells", () => {
    expect([...read("label,1,2\nx,5,6\ny,7,8\n").content.features]).toEqual([5, 6, 7, 8]);
    expect([...read("x,5,6\ny,7,8\n", "#1").content.features]).toEqual([5, 6, 7, 8]);
  });

  const told = (text: string, scale?: number) => {
    const bytes = new TextEncoder().encode(text);
    const { features, numbers } = featuresOfPixels(bytes, {}, size, "label", scale);
    return { features: [...features], numbers };
  };

  it("are shown to a network as it has learnt them, with a header, without one, or with their classes", () => {
    const features = [0, 1, 0.2].map(Math.fround).concat(0);
    for (const [text, first] of [
      ["0,255\n51,0\n", 1],
      ["p1;p2\n0;255\n51;0\n", 2],
      ["p1,label,p2\n0,cat,255\n51,dog,0\n", 2],
    ] as const) {
      expect(told(text)).toEqual({ features, numbers: [first, first + 1] });
    }
    expect(told("0,255\n", 16 / 255).features).toEqual([0, 16]);
  });

  it("that are no pixels of that network are refused", () => {
    expect(() => told("1,2,3\n")).toThrow("has 3 columns, and a picture of 1 x 1 x 2 has 2 pixels");
    expect(() => told("x,1,2\n")).toThrow("has 3 columns");
    expect(() => told("1,2\n1,999\n")).toThrow('"999" is no pixel');
  });

  it("have classes in the order of their numbers", () => {
    const { content } = read("10,0,0\n9,1,1\n10,2,2\n", "1");
    expect(content.classes).toEqual(["9", "10"]);
    expect([...content.targets]).toEqual([1, 0, 1]);
  });

  it.each([
    ["label,a,b\nx,0,256\ny,1,1\n", 'row 2, column "b": "256" is no pixel'],
    ["label,a,b\nx,0,0.5\ny,1,1\n", 'row 2, column "b": "0.5" is no pixel'],
    ["label,a,b\nx,0,\ny,1,1\n", 'row 2, column "b": "" is no pixel'],
    ["label,a,b\nx,0,1\ny,1\n", "row 3: has 2 columns and not 3"],
    ["label,a,b\nx,0,1\n,1,1\n", 'row 3, column "label": has no class'],
    ['label,a,b\nx,0,1\n"y,1,1\n', "row 3: a quotation mark is not closed"],
    ["label,a,b,c\nx,0,1,2\n", "has 4 columns, and a class with 1 x 1 x 2 pixels are 3"],
    ["label,a,b\nx,0,1\n", "has 1 class."],
    ["kind,a,b\nx,0,1\n", 'column "label": there is no such column'],
  ])("%j are refused with place and cure", (text, sentence) => {
    expect(() => read(text)).toThrow(TableError);
    try {
      read(text);
    } catch (error) {
      expect(String(error)).toContain(sentence);
    }
  });
});
