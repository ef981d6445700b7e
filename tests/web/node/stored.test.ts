// SPDX-License-Identifier: Apache-2.0
// Data beside the document, as a user of the command line meets them: two commands from files to a trained model.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encode } from "fast-png";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { tablesBeside } from "../../../web/node/table_files.ts";
import { featuresOfPictures } from "../../../web/src/data/pictures/pictures.ts";
import { downhill, file, folder } from "./real_command_line.ts";

/** Two kinds of pictures that anybody tells apart: bars that stand, and bars that lie. */
function bar(lies: boolean, at: number): Uint8Array {
  const data = new Uint8Array(256).fill(20);
  for (let i = 0; i < 48; i += 1) {
    const [along, across] = [i % 16, (at % 12) + Math.floor(i / 16)];
    data[lies ? across * 16 + along : along * 16 + across] = 230 - (at % 7);
  }
  return encode({ width: 16, height: 16, channels: 1, depth: 8, data });
}

const BARS: Record<string, Uint8Array> = Object.fromEntries(
  Array.from({ length: 48 }, (_, i) => [
    `${i % 2 === 0 ? "lying" : "standing"}/${i}.png`,
    bar(i % 2 === 0, Math.floor(i / 2)),
  ]),
);

async function barsFolder(): Promise<string> {
  const place = join(folder, "bars");
  for (const kind of ["lying", "standing"]) await mkdir(join(place, kind), { recursive: true });
  for (const [path, bytes] of Object.entries(BARS)) await writeFile(join(place, path), bytes);
  return place;
}

const inFolder = (name: string) => join(folder, name);

describe("downhill predict", () => {
  it("shows a network pictures in the brightness that it was trained with", async () => {
    const experiment = { data: { type: "digits" }, model: { layers: ["flatten", "dense"] } };
    const model = inFolder("digits.model.json");
    const document = await file("digits.json", { ...experiment, stop: { epochs: 1 } });
    expect((await downhill("train", document, "--model", model)).code).toBe(0);
    const ink = Array.from({ length: 64 }, (_, i) => i % 17);
    const data = Uint8Array.from(ink, (value) => Math.round((value * 255) / 16));
    const picture = inFolder("ink.png");
    await writeFile(picture, encode({ width: 8, height: 8, channels: 1, depth: 8, data }));
    const names = ink.map((_, i) => `p${i >> 3}${i & 7}`);
    const rows = await file(
      "ink.csv",
      `${names.join()}\n${[...data].map((v) => (v * 16) / 255).join()}\n`,
    );
    const told = async (input: string) =>
      (await downhill("predict", model, input)).out.split("\n")[1]?.split(",").slice(1);
    expect(await told(picture)).toEqual(await told(rows));
  });

  it("names a picture once that it cannot read", async () => {
    const model = inFolder("bars.model.json");
    const document = inFolder("bars.json");
    await downhill("pictures", await barsFolder(), "--size", "8x8", "--output", document);
    const { stop: _, ...rest } = JSON.parse(await readFile(document, "utf8"));
    await downhill(
      "train",
      await file("short.json", { ...rest, stop: { steps: 1 } }),
      "--model",
      model,
    );
    for (const [name, text, sentence] of [
      ["cut.png", BARS["lying/0.png"]?.slice(0, 60), "is a damaged PNG"],
      ["photo.webp", "RIFF\0\0\0\0WEBPVP8 ", "is no CSV but a picture, as WebP"],
    ] as const) {
      const path = inFolder(name);
      await writeFile(path, text ?? "");
      const { code, err } = await downhill("predict", model, path);
      expect(code).toBe(2);
      expect(err).toContain(sentence);
      expect(err.split(name)).toHaveLength(2);
    }
  });
});

describe("downhill pictures", () => {
  it("makes a folder of pictures a trained model, in two commands", async () => {
    const document = inFolder("bars.json");
    const size = ["--size", "16x16"];
    const made = await downhill("pictures", await barsFolder(), ...size, "--output", document);
    expect(made.err).toContain("lying: 24 pictures\nstanding: 24 pictures\n");
    expect(made.code).toBe(0);
    const { data } = JSON.parse(await readFile(document, "utf8"));
    expect(data).toMatchObject({ type: "stored", name: "bars" });
    const model = inFolder("bars.model.json");
    const { code, out, err } = await downhill("train", document, "--json", "--model", model);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(JSON.parse(out).train_accuracy).toBeGreaterThan(0.9);
    expect(JSON.parse(await readFile(model, "utf8")).summary.class_names).toEqual([
      "lying",
      "standing",
    ]);
    // A new picture of another size, and a folder.
    const picture = inFolder("new.png");
    await writeFile(picture, bar(true, 5));
    const one = await downhill("predict", model, picture);
    expect(one.err).toBe("");
    expect(one.out.split("\n").map((line) => line.split(",").slice(0, 2))).toEqual([
      ["file", "class"],
      [picture, "lying"],
      [""],
    ]);
    const all = await downhill("predict", model, inFolder("bars"), "--json");
    const answers = JSON.parse(all.out) as { file: string; class: string }[];
    expect(answers).toHaveLength(48);
    expect(answers[0]?.file).toBe("lying/0.png");
    const right = answers.filter(({ file, class: name }) => file.startsWith(`${name}/`));
    expect(right.length).toBeGreaterThan(43);
    await mkdir(inFolder("none"));
    expect((await downhill("predict", model, inFolder("none"))).err).toContain(
      "none: holds no PNG or JPEG pictures. Give some.",
    );
  });

  it("shows the network a picture as it has learnt it, to the last bit", async () => {
    const document = inFolder("bars.json");
    const size = ["--size", "16x16"];
    await downhill("pictures", await barsFolder(), ...size, "--output", document);
    const engine = await createEngine({ threads: 1, tables: tablesBeside(document) });
    const run = await engine.open(await readFile(document, "utf8"));
    const { features } = await run.samples("train");
    const shown = await featuresOfPictures(Object.keys(BARS), (path) => BARS[path] as Uint8Array, {
      height: 16,
      width: 16,
      channels: 1,
    });
    await engine.close();
    const known = new Set(
      Array.from({ length: 48 }, (_, i) => shown.slice(256 * i, 256 * (i + 1)).join()),
    );
    expect(known).toContain(features.slice(0, 256).join());
  });

  it("reads a zip as the folder that it packs, to the same bytes", async () => {
    const packed = inFolder("bars.zip");
    await writeFile(packed, zipSync(BARS));
    const size = ["--size", "12x10", "--colour"];
    await downhill("pictures", await barsFolder(), ...size, "--output", inFolder("a.json"));
    await downhill("pictures", packed, ...size, "--output", inFolder("b.json"));
    const read = (name: string) => readFile(inFolder(`${name}.safetensors`));
    expect((await read("a")).equals(await read("b"))).toBe(true);
  });

  it("reads IDX files, as MNIST has them", async () => {
    const pictures = new Uint8Array(16 + 40 * 16);
    pictures.set([0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 4, 0, 0, 0, 4]);
    const labels = new Uint8Array(8 + 40);
    labels.set([0, 0, 8, 1, 0, 0, 0, 40]);
    for (let i = 0; i < 40; i += 1) {
      labels[8 + i] = i % 2;
      pictures.fill(i % 2 === 0 ? 10 : 200, 16 + 16 * i, 16 + 16 * i + 8 + (i % 5));
    }
    await writeFile(inFolder("images.idx"), pictures);
    await writeFile(inFolder("labels.idx"), labels);
    const words = ["--labels", inFolder("labels.idx"), "--output", inFolder("idx.json")];
    expect((await downhill("pictures", inFolder("images.idx"), ...words)).code).toBe(0);
    const { out } = await downhill("validate", inFolder("idx.json"));
    expect(out).toContain("16 features");
  });

  it("says what is wrong with what it is given", async () => {
    const output = ["--output", inFolder("x.json")];
    const refused = async (...words: string[]) => {
      const { code, err } = await downhill("pictures", ...words);
      expect(code).toBe(2);
      expect(err.match(/\n/g)).toHaveLength(1);
      return err;
    };
    const text = await file("a.txt", "no picture");
    expect(await refused(inFolder("nowhere"), ...output)).toContain("no such file or folder");
    expect(await refused(text, ...output)).toContain("neither a folder nor a zip");
    expect(await refused(text, "--size", "28", ...output)).toContain("like 28x28");
    expect(await refused(text)).toContain("--output is missing");
    expect(await refused(await barsFolder(), "--labels", text, ...output)).toContain(
      "--labels: is for an IDX file",
    );
    const large = await downhill("pictures", await barsFolder(), "--size", "512x512", ...output);
    expect(large.code).toBe(2);
    expect(large.err).toContain("Give a smaller --size.");
    await mkdir(inFolder("empty"));
    expect(await refused(inFolder("empty"), ...output)).toContain("2 to 100 classes");
  });
});

/** A table that no document carries: 17 columns of 1,200 rows. */
function csv(): string {
  const names = Array.from({ length: 16 }, (_, i) => `x${i}`);
  let state = 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const rows = Array.from({ length: 1200 }, () => {
    const row = names.map(() => next().toFixed(3));
    return [...row, Number(row[0]) > 0.5 ? "high" : "low"].join(",");
  });
  return [[...names, "kind"].join(","), ...rows].join("\n");
}

describe("downhill table", () => {
  it("puts a large table beside the document, and train finds it there", async () => {
    const source = await file("large.csv", csv());
    const document = inFolder("large.json");
    const made = await downhill("table", source, "--target", "kind", "--output", document);
    expect(made.code).toBe(0);
    expect(made.err).toContain(`written: ${document} and ${inFolder("large.safetensors")}`);
    const text = await readFile(document, "utf8");
    expect(text.length).toBeLessThan(5000);
    const { code, out } = await downhill("train", document, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out).train_accuracy).toBeGreaterThan(0.9);
    // Standard output carries it, as before: the same numbers to the last digit.
    const carried = await downhill("table", source, "--target", "kind");
    const both = await downhill("train", await file("carried.json", carried.out), "--json");
    expect(JSON.parse(both.out).train_loss).toBe(JSON.parse(out).train_loss);
  });

  it("makes pictures of rows of pixels", async () => {
    const rows = Array.from({ length: 60 }, (_, i) =>
      [i % 3, ...Array.from({ length: 12 }, (_, p) => (p % 3 === i % 3 ? 255 - i : p))].join(","),
    );
    const source = await file(
      "pixels.csv",
      `${["label", ...rows.keys()].slice(0, 13).join(",")}\n${rows.join("\n")}\n`,
    );
    const document = inFolder("pixels.json");
    const words = ["--target", "label", "--shape", "1x3x4", "--output", document];
    expect(await downhill("table", source, ...words)).toMatchObject({ code: 0 });
    const { out } = await downhill("validate", document, "--json");
    const { summary } = JSON.parse(out);
    expect(summary.class_names).toEqual(["0", "1", "2"]);
    expect(summary.layers[0].input).toEqual([1, 3, 4]);
    const model = inFolder("pixels.model.json");
    expect((await downhill("train", document, "--model", model)).code).toBe(0);
    // New rows in the same order, with their classes or without, and with a header or without.
    const bare = rows.slice(0, 6).map((row) => row.replace(/^\d,/, ""));
    for (const [path, first] of [
      [source, 2],
      [await file("new.csv", bare.join("\n")), 1],
    ] as const) {
      const told = await downhill("predict", model, path);
      expect(told.err).toBe("");
      const lines = told.out.split("\n").slice(1, 7);
      expect(lines.map((line) => line.split(",").slice(0, 2).map(Number))).toEqual(
        [0, 1, 2, 3, 4, 5].map((i) => [first + i, i % 3]),
      );
    }
    const wrong = await downhill("table", source, ...words.with(3, "1x4x4"));
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.err).toContain("13 columns");
    const broken = await file("broken.csv", `${rows[0]}\n${rows[1]?.replace(/,\d+$/, ",256")}`);
    const refused = await downhill("table", broken, ...words.with(1, "1"));
    expect(refused.err).toContain('row 2, column "13": "256" is no pixel');
  });
});

describe("a stored table", () => {
  async function made(): Promise<string> {
    const document = inFolder("bars.json");
    const words = ["--size", "8x8", "--output", document];
    await downhill("pictures", await barsFolder(), ...words);
    return document;
  }

  it("that is not there is named, with where it belongs", async () => {
    const document = JSON.parse(await readFile(await made(), "utf8"));
    await mkdir(inFolder("elsewhere"));
    const moved = await file("elsewhere/bars.json", document);
    const { code, err } = await downhill("train", moved);
    expect(code).toBe(2);
    expect(err).toContain("data.sha256: needs the file bars.safetensors");
    expect(err).toContain("beside the document");
  });

  it("that is another one is refused by its hash", async () => {
    const document = await made();
    const path = inFolder("bars.safetensors");
    const bytes = await readFile(path);
    bytes[bytes.length - 1] = 1 - (bytes.at(-1) ?? 0);
    await writeFile(path, bytes);
    const { code, err } = await downhill("train", document);
    expect(code).toBe(2);
    expect(err).toContain("bars.safetensors is another table than the document asks for");
  });
});
