// SPDX-License-Identifier: Apache-2.0
/** What the page makes of files that somebody brings, before and behind the worker. */
import { gzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { OwnData } from "../../../web/src/data/own/own_data.ts";
import { FIRST_WISH, type OwnFile, type TableWish } from "../../../web/src/data/own/plan.ts";
import { areCodes, likelyTargets } from "../../../web/src/data/own/target.ts";

const file = (path: string, content: string | Uint8Array): OwnFile => ({
  path,
  file: new Blob([content as BlobPart]),
});

async function opened(...files: OwnFile[]) {
  const own = new OwnData();
  return { own, found: await own.open(files) };
}

async function understood(text: string, wish: TableWish = FIRST_WISH) {
  const { own } = await opened(file("own.csv", text));
  const reading = await own.read(wish);
  if (reading.status !== "understood") throw new Error(reading.message.en);
  return { own, reading };
}

async function refusal(...files: OwnFile[]): Promise<string> {
  const { own, found } = await opened(...files);
  if (found.kind === "refused") return found.message.en;
  const reading = await own.read(FIRST_WISH);
  return reading.status === "refused" ? reading.message.en : `not refused: ${found.kind}`;
}

const rows = (make: (i: number) => string, count = 40) =>
  Array.from({ length: count }, (_, i) => make(i)).join("\n");
const roles = (columns: readonly { readonly name: string; readonly role: string }[]) =>
  Object.fromEntries(columns.map(({ name, role }) => [name, role]));

describe("a table of which nobody has said anything", () => {
  it("has its last column predicted, and another one where that is called so", async () => {
    const last = await understood(
      `a,b,c\n${rows((i) => `${i * 0.5},${i % 7},${(i * 13) % 11}.5`)}`,
    );
    expect(roles(last.reading.columns)).toEqual({ a: "feature", b: "feature", c: "target" });
    expect(likelyTargets(["a", "Species", "c"], [])).toEqual([2, 3, 1]);
    expect(likelyTargets(["a", "b", "c"], [3])).toEqual([2, 1]);
  });

  it("has a target of few whole numbers taken for a class, and taken for a number where somebody says so", async () => {
    const text = `a,b,yes\n${rows((i) => `${(i * 7) % 13}.5,${(i * 3) % 10}.25,${i % 2}`)}`;
    const { reading } = await understood(text);
    expect(reading.columns.at(-1)).toMatchObject({ role: "target", values: ["0", "1"] });
    const asked: TableWish = { ...FIRST_WISH, target: 3, as: [[3, "number"]] };
    const number = await understood(text, asked);
    expect(number.reading.columns.at(-1)).toMatchObject({ role: "target", type: "number" });
    expect(areCodes([0, 1, 1])).toBe(true);
    expect(areCodes([3, 4, 5])).toBe(false);
    expect(areCodes([0, 0.5, 1])).toBe(false);
    expect(areCodes(Array.from({ length: 11 }, (_, i) => i))).toBe(false);
  });

  it("has missing values filled with the mean, and says so", async () => {
    const { reading } = await understood(
      `a,b\n${rows((i) => `${i % 5 === 0 ? "" : i},${i * 1.5}`)}`,
    );
    expect(reading.remarks.map(({ en }) => en).join(" ")).toContain("filled with the mean");
  });
});

it("a small table is carried by the document, a larger one lies beside it, and a message between threads carries both", async () => {
  const text = (count: number) =>
    `a,b,c\n${rows((i) => `${(i * 31) % 997}.5,${(i * 17) % 89}.5,${i * 0.25}`, count)}`;
  const small = await understood(text(100));
  const made = await small.own.make(small.reading.wish, true);
  expect(made).toMatchObject({
    status: "made",
    data: { type: "table", columns: ["a", "b", "c"], standardize: true, standardize_target: true },
  });
  const large = await understood(text(6_000));
  const stored = await large.own.make(large.reading.wish, false);
  expect(stored).toMatchObject({
    status: "made",
    data: { type: "stored", name: "own", standardize: false },
  });
  for (const message of [small.reading, large.reading, made, stored]) {
    expect(() => structuredClone(message)).not.toThrow();
  }
});

const text = (content: string) => new TextEncoder().encode(content);

/** A gzip file whose last four bytes say that it holds so much. */
function claiming(bytes: Uint8Array, size: number): Uint8Array {
  new DataView(bytes.buffer).setUint32(bytes.length - 4, size, true);
  return bytes;
}

/** A zip whose list says of each file that it holds so much. */
function listing(bytes: Uint8Array, size: number): Uint8Array {
  const view = new DataView(bytes.buffer);
  // In the central directory, 24 bytes behind its signature.
  for (let at = 0; at + 28 < bytes.length; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, size, true);
  }
  return bytes;
}

describe("what is no data", () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 0);
  it.each<[string, RegExp, OwnFile[]]>([
    ["nothing", /no file\. Choose one/, []],
    ["an empty file", /empty/, [file("a.csv", "")]],
    ["one column", /one column.*delimiter/, [file("a.csv", "a\n1\n2\n3\n")]],
    ["a letter", /one column/, [file("a.txt", "Dear reader\nthis is no table\nyours\n")]],
    ["texts alone", /./, [file("a.csv", `name,note\n${rows((i) => `n${i},about ${i * i}`)}`)]],
    ["one picture", /one picture.*folder or a zip/, [file("cat.png", png)]],
    ["a damaged zip", /damaged zip/, [file("a.zip", Uint8Array.of(0x50, 0x4b, 3, 4, 1))]],
    [
      "a zip without pictures",
      /no PNG or JPEG pictures/,
      [file("a.zip", zipSync({ "notes.txt": new Uint8Array(3) }))],
    ],
    [
      "pictures without their labels",
      /one half/,
      [file("a.idx3", Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7))],
    ],
    [
      "a file of an archive that is no IDX",
      /no IDX file/,
      ["a.gz", "b.gz"].map((name) => file(name, gzipSync(text("a,b\n1,2\n")))),
    ],
    [
      "a workbook",
      /^sales\.xlsx is a workbook .*save the sheet as CSV/,
      [file("sales.xlsx", zipSync({ "xl/workbook.xml": text("<workbook/>") }))],
    ],
    [
      "a workbook with a picture in it",
      /^sales\.xlsx is a workbook/,
      [
        file(
          "sales.xlsx",
          zipSync({ "xl/media/logo.png": text("png"), "xl/workbook.xml": text("<workbook/>") }),
        ),
      ],
    ],
    [
      "a zip of several tables",
      /holds 2 tables, like red\.csv and white\.csv.*give one/,
      [file("wine.zip", zipSync({ "red.csv": text("a,b\n"), "white.csv": text("a,b\n") }))],
    ],
    [
      "a gzip file that claims more than memory has",
      /holds 2147483648 bytes.*a part of it/,
      [file("bomb.csv.gz", claiming(gzipSync(text("a,b\n")), 2 ** 31))],
    ],
    [
      "a folder of a whole disk",
      /^disk holds more than 20000 files\. Give a zip/,
      Array.from({ length: 20_001 }, (_, i) => file(`disk/${i}.png`, "")),
    ],
  ])("%s is refused with a cure", async (_, said, files) => {
    expect(await refusal(...files)).toMatch(said);
  });

  it("a file of 3 GB is refused before it is read", async () => {
    const huge = new Blob(["a,b\n1,2\n"]);
    Object.defineProperty(huge, "size", { value: 3 * 2 ** 30 });
    Object.defineProperty(huge, "arrayBuffer", { value: () => Promise.reject(new Error("read")) });
    expect(await refusal({ path: "huge.csv", file: huge })).toMatch(/3072 MB, more than 64 MB/);
  });

  it("an archive that claims to hold more than memory has is refused before it is unpacked", async () => {
    const two = () => zipSync({ "a/1.png": new Uint8Array(10), "b/2.png": new Uint8Array(10) });
    const bytes = listing(two(), 2 ** 31);
    expect(await refusal(file("bomb.zip", bytes))).toMatch(/more than 64000000.*smaller picture/);
    // Damaged as well: whoever unpacked the first would be told so.
    const many = zipSync(
      Object.fromEntries(
        Array.from({ length: 20 }, (_, i) => [`a/${i}.png`, new Uint8Array(9).fill(i)]),
      ),
      { level: 0 },
    ).fill(255, 35, 44);
    expect(await refusal(file("many.zip", listing(many, 6e7)))).toMatch(/more than 1000 MB/);
  });
});

it.each([
  ["zip", zipSync({ "trees/trees.csv": text(`a,b\n${rows((i) => `${i},${i * 2}.5`)}`) })],
  ["csv.gz", gzipSync(text(`a,b\n${rows((i) => `${i},${i * 2}.5`)}`))],
])("a table that is packed as %s is read as it is", async (ending, bytes) => {
  const { own, found } = await opened(file(`trees.${ending}`, bytes));
  expect(found).toEqual({ kind: "table", name: "trees" });
  expect(await own.read(FIRST_WISH)).toMatchObject({ status: "understood", rows: 40 });
});

it("a table of pixels becomes pictures", async () => {
  const line = (i: number) =>
    [i % 2 === 0 ? "a" : "b", ...Array.from({ length: 64 }, (_, p) => (p * i) % 256)].join(",");
  const { own, found } = await opened(file("pixels.csv", rows(line)));
  expect(found).toMatchObject({ kind: "table", side: 8 });
  await own.read(FIRST_WISH);
  const made = await own.pictures({ height: 8, width: 8, channels: 1 });
  expect(made).toMatchObject({
    status: "made",
    report: {
      classes: [
        { name: "a", pictures: 20 },
        { name: "b", pictures: 20 },
      ],
    },
  });
});
