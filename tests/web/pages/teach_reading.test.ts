// SPDX-License-Identifier: Apache-2.0
/** What teachers paste and drop: told by its content, and refused in words. */
import { generate } from "lean-qr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { encodeExerciseLink } from "../../../web/src/exercises/link.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { codesIn, isTooLarge, type Pixels, pixelsOf } from "../../../web/src/pages/teach/codes.ts";
import {
  foundIn,
  foundInFile,
  LARGEST_TEXT_FILE,
  type ReadCodes,
} from "../../../web/src/pages/teach/reading.ts";
import { receiptOf } from "../exercises/class_receipts.ts";
import { plain } from "../exercises/fixture.ts";

const line = readExercise(plain());
let written: string;
let engine: Awaited<ReturnType<typeof createEngine>>;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
  written = await receiptOf(line, { name: "Anna", saw: "It swings, 来回摆动。" }, engine);
});
afterAll(() => engine.close());

const noCodes: ReadCodes = async () => [];
const fileOf = (name: string, ...parts: BlobPart[]) => new File(parts, name);
const faultOf = async (file: File, codes: ReadCodes = noCodes) =>
  (await foundInFile(file, codes)).faults[0]?.en;

describe("a pasted text", () => {
  it("gives its receipts, exercises and links", () => {
    const held = encodeExerciseLink({ place: { kind: "held", exercise: line }, view: {} });
    const text = `Hello,\n> ${written.slice(0, 60)}\n> ${written.slice(60)}\nhttps://x.org/exercise.html#id=largest_rate and https://x.org/exercise.html#${held} and exercise.html#from=https%3A%2F%2Fy.org%2Fe.json`;
    const found = foundIn(text);
    expect(found.receipts).toEqual([written]);
    expect(found.exercises.map(({ id }) => id)).toEqual(["line"]);
    expect(found.places).toMatchObject([
      { kind: "own", id: "largest_rate" },
      { kind: "elsewhere", address: { host: "y.org" } },
    ]);
    expect(found.faults).toEqual([]);
    expect(foundIn(JSON.stringify(plain())).exercises).toHaveLength(1);
  });

  it("takes a link to another site's exercise for that one, whatever this site has by its name", () => {
    const text = "https://x.org/d/exercise.html#id=largest_rate";
    expect(foundIn(text, "https://x.org/d/").places).toEqual([{ kind: "own", id: "largest_rate" }]);
    expect(foundIn(text, "https://y.org/").places).toMatchObject([
      { kind: "elsewhere", address: { href: "https://x.org/d/exercises/largest_rate.json" } },
    ]);
    expect(foundIn("exercise.html#id=largest_rate", "https://y.org/").places).toMatchObject([
      { kind: "own" },
    ]);
    expect(foundIn("http://x.org/exercise.html#id=a", "https://y.org/").faults).toHaveLength(1);
  });

  it("takes the folder from right before the page, and from nothing else", () => {
    const hosts = (text: string) =>
      foundIn(text, "https://y.org/").places.map((place) =>
        place.kind === "elsewhere" ? place.address.href : place.id,
      );
    const file = "/exercises/a.json";
    expect(hosts('<a href="https://x.org/d/exercise.html#id=a">')).toEqual([
      `https://x.org/d${file}`,
    ]);
    expect(hosts("see https://x.org/d/ exercise.html#id=a")).toEqual(["a"]);
    expect(hosts("https://x.org/#exercise.html#id=a")).toEqual(["a"]);
    expect(hosts("https://exercise.html#id=a")).toEqual(["a"]);
    expect(hosts(`https://x.org/${"d".repeat(3_000)}/exercise.html#id=a`)).toEqual(["a"]);
    expect(hosts("https://x.org/exercise.html#id=a https://z.org/exercise.html#id=a")).toEqual([
      `https://x.org${file}`,
      `https://z.org${file}`,
    ]);
  });

  it("with a long list of addresses does not have each of them read to the end of the list", () => {
    const address = "https://example.org/some/page,";
    const list = address.repeat(2 ** 22 / address.length);
    const eachToTheEnd = /\bhttps?:\/\/[^\s"'<>#]{1,2000}\/exercise\.html#/g;
    // Processor time, the least of several: what else is at work on this machine is not in it.
    const costs = (work: () => unknown): number => {
      const before = process.cpuUsage();
      work();
      return process.cpuUsage(before).user;
    };
    let [found, read] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < 3; round += 1) {
      found = Math.min(
        found,
        costs(() => expect(foundIn(list).places).toEqual([])),
      );
      read = Math.min(
        read,
        costs(() => expect(list.match(eachToTheEnd)).toBeNull()),
      );
    }
    expect(found / read).toBeLessThan(0.2);
  });

  it("says what is wrong with an exercise or a link in it, with its place", () => {
    expect(foundIn(JSON.stringify({ ...plain(), chekcs: 1 })).faults[0]?.en).toContain("chekcs: ");
    expect(foundIn("exercise.html#exercise=~~~").faults[0]?.zh).toContain("已损坏");
    expect(foundIn("x".repeat(2 ** 22 + 1)).faults[0]?.en).toContain("first four million");
  });
});

describe("a file", () => {
  it("is read in any encoding that has the letters of receipts", async () => {
    const text = `姓名,凭据\r\n李明,${written}\r\n`;
    const wide = Uint8Array.from([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from(text, (sign) => sign.charCodeAt(0)).buffer),
    ]);
    const chinese = Uint8Array.from([0xd0, 0xd5, ...new TextEncoder().encode(`,${written}`)]);
    for (const file of [fileOf("a.csv", text), fileOf("b.csv", wide), fileOf("c.csv", chinese)]) {
      expect((await foundInFile(file, noCodes)).receipts, file.name).toEqual([written]);
    }
  });

  it.each([
    ["none.txt", "hello", "There is no receipt in it"],
    ["empty.txt", "", "is empty"],
    ["a.pdf", "%PDF-1.7", "Copy its text"],
    ["a.xlsx", "PK\u0003\u0004", "save it as CSV"],
    ["a.bin", "\u0000\u0001", "neither text nor a picture"],
  ])("%s is refused in words that help", async (name, content, said) => {
    const fault = await faultOf(fileOf(name, content));
    expect(fault).toContain(`${name}: `);
    expect(fault).toContain(said);
  });

  it("that is very large is not read at all", async () => {
    const large = fileOf("large.txt", "x");
    Object.defineProperty(large, "size", { value: 100 * 2 ** 20 });
    Object.defineProperty(large, "arrayBuffer", { value: () => expect.unreachable() });
    expect(await faultOf(large)).toContain(`larger than ${LARGEST_TEXT_FILE / 2 ** 20} MB`);
    const picture = fileOf("large.png", Uint8Array.from([0x89, 0x50, 0x4e, 0x47]));
    Object.defineProperty(picture, "size", { value: 100 * 2 ** 20 });
    expect(await faultOf(picture, () => expect.unreachable())).toContain(
      "Save the picture smaller",
    );
  });

  it("that is a picture gives the receipts of its codes, and tells of other codes", async () => {
    const picture = fileOf("wall.png", Uint8Array.from([0x89, 0x50, 0x4e, 0x47]));
    const found = await foundInFile(picture, async () => [written, "https://example.org/menu"]);
    expect(found.receipts).toEqual([written]);
    expect(found.faults[0]?.en).toContain("“https://example.org/menu”, which is no receipt");
    expect(await faultOf(picture)).toContain("no QR code was found");
  });
});

/** White paper with codes on it, three pixels a module. */
function paperWith(texts: readonly string[]): Pixels {
  const codes = texts.map((text) => generate(text));
  const size = 3 * (Math.max(...codes.map((code) => code.size)) + 8);
  const [width, height] = [size * codes.length, size];
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  codes.forEach((code, index) => {
    for (let y = 0; y < 3 * code.size; y += 1) {
      for (let x = 0; x < 3 * code.size; x += 1) {
        if (!code.get(Math.floor(x / 3), Math.floor(y / 3))) continue;
        const at = 4 * ((y + 12) * width + index * size + x + 12);
        data.fill(0, at, at + 3);
      }
    }
  });
  return { width, height, data };
}

describe("a picture of codes", () => {
  it("gives a receipt back, letter by letter, and all codes that are on it", async () => {
    expect(await codesIn(paperWith([written]))).toEqual([written]);
    const all = ["DHR1.first", "something else"];
    expect((await codesIn(paperWith(all))).sort()).toEqual(all);
    const white = new Uint8ClampedArray(4 * 100 * 100).fill(255);
    expect(await codesIn({ width: 100, height: 100, data: white })).toEqual([]);
  });

  it("says how large it is before anything is unpacked", async () => {
    const png = new Uint8Array(32);
    png.set([0x89, 0x50, 0x4e, 0x47]);
    new DataView(png.buffer).setUint32(16, 100_000);
    new DataView(png.buffer).setUint32(20, 100_000);
    expect(pixelsOf(png)).toBe(1e10);
    expect(await isTooLarge(new Blob([png]))).toBe(true);
    // What the camera says first, then a frame of 640 x 480.
    const jpeg = Uint8Array.from([
      0xff, 0xd8, 0xff, 0xe1, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 1, 224, 2, 128, 3, 1, 2,
    ]);
    expect(pixelsOf(jpeg)).toBe(640 * 480);
    expect(pixelsOf(Uint8Array.from([0xff, 0xd8, 0xff]))).toBeUndefined();
    await expect(isTooLarge(new Blob([Uint8Array.from([0xff, 0xd8, 0xff])]))).rejects.toThrow(
      "does not say how large",
    );
  });

  it("is asked how large it is also behind much that its camera says", async () => {
    const said = new Uint8Array(4 + 0xfffd);
    said.set([0xff, 0xe1, 0xff, 0xff]);
    const frame = Uint8Array.from([0xff, 0xff, 0xc0, 0, 17, 8, 255, 255, 255, 255, 3, 1, 2]);
    const head = Uint8Array.from([0xff, 0xd8]);
    expect(await isTooLarge(new Blob([head, ...Array(5).fill(said), frame]))).toBe(true);
  });
});
