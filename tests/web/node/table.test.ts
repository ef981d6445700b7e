/** `downhill table`: words, files and sentences over a trainer without wasm; what it writes is trained by the real one. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commandLine } from "../../../web/node/command_line.ts";
import { createEngine } from "../../../web/node/engine.ts";
import type { StartEngine } from "../../../web/node/train.ts";
import { EngineClient } from "../../../web/src/engine/client/engine_client.ts";
import { FakeWorld } from "../engine/fake_world.ts";

const FLOWERS = join(import.meta.dirname, "../data/flowers.csv");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "downhill-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const fake: StartEngine = (options) => EngineClient.create(new FakeWorld({}), options);

async function downhill(words: string[], start: StartEngine = fake) {
  const written = { out: "", err: "" };
  const stdout = { write: (text: string) => (written.out += text) };
  const stderr = { write: (text: string) => (written.err += text) };
  const code = await commandLine(words, { stdout, stderr }, start);
  return { code, ...written };
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe("downhill table", () => {
  const FLOWER_WORDS = ["table", FLOWERS, "--target", "kind", "--missing", "mean"];

  it("stands in the help", async () => {
    const { out } = await downhill(["--help"]);
    expect(out).toContain("downhill table FILE.csv --target COLUMN");
    for (const line of out.split("\n")) expect(line.length).toBeLessThan(130);
    expect(out).toContain("empty or NA N/A n/a #N/A <NA> NaN nan null NULL None ?");
  });

  it("writes an experiment, and tells on standard error what it made of the file", async () => {
    const { code, out, err } = await downhill([...FLOWER_WORDS, "--ignore", "id"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      data: {
        type: "table",
        columns: ["length", "width", "colour=blue", "colour=red", "colour=white", "kind"],
        class_names: ["bell", "rose", "star"],
      },
    });
    expect(err).toContain("24 rows read, 1 dropped");
    expect(err).toContain("2  length  number  0        ");
    expect(err).toContain("class: 3 columns of 0 and 1  --ignore colour");
  });

  it("writes it to a file, and nothing to standard output", async () => {
    const path = join(folder, "flowers.json");
    const { code, out, err } = await downhill([...FLOWER_WORDS, "--output", path]);
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toContain(`written: ${path}\n`);
    expect(JSON.parse(await readFile(path, "utf8"))).toHaveProperty("data.type", "table");
  });

  it("writes it to standard output for -, too", async () => {
    const plain = await downhill(FLOWER_WORDS);
    expect(plain.code).toBe(0);
    expect(await downhill([...FLOWER_WORDS, "--output", "-"])).toEqual(plain);
  });

  it("takes every option", async () => {
    const path = await file("odd.csv", "1,5;7;a;9\n2,5;8;b;9\n");
    const words = ["table", path, "--target", "2", "--delimiter", ";", "--no-header", "--classes"];
    const { code, out, err } = await downhill([
      ...words,
      ...["--decimal-comma", "--missing", "drop", "--ignore", "3, column_4"],
    ]);
    expect(err).toContain("parted by semicolon; there is no header.");
    expect(code).toBe(0);
    expect(JSON.parse(out).data).toMatchObject({
      columns: ["column_1", "column_2"],
      class_names: ["7", "8"],
    });
    const tabs = await file("tabs.csv", "2019\t2020\n1\t2\n3\t4\n");
    const { out: other } = await downhill([
      ...["table", tabs, "--target", "2020", "--delimiter", "tab", "--header"],
    ]);
    expect(JSON.parse(other).data.columns).toEqual(["2019", "2020"]);
  });

  it("takes several --ignore", async () => {
    const words = [...FLOWER_WORDS, "--ignore", "id", "--ignore", "colour,width"];
    expect(JSON.parse((await downhill(words)).out).data.columns).toEqual(["length", "kind"]);
  });

  it.each([
    [[], "FILE is missing"],
    [[FLOWERS], "--target is missing. Give the column to predict, one of id, length"],
    [["a.csv"], "a.csv: there is no such file"],
    [["a.csv", "b.csv", "--target", "y"], "b.csv is one too many"],
    [
      ["a.csv", "--target", "y", "--delimiter", "/"],
      "--delimiter: / parts no cells. Give comma semicolon tab bar space, or one sign",
    ],
    [
      ["a.csv", "--target", "y", "--as", "date"],
      "--as: date is no COLUMN=READING. Give one of number",
    ],
    [["a.csv", "--target", "y", "--missing", "median"], "--missing: median is none of refuse drop"],
    [["a.csv", "--target", "y", "--header", "--no-header"], "exclude each other"],
    [["a.csv", "--target", "y", "--epochs", "3"], "Unknown option '--epochs'"],
    [["a.csv", "--target", "y"], "a.csv: there is no such file"],
    [
      [FLOWERS, "--target", "sort"],
      'column "sort": there is no such column. Give one of id, length',
    ],
    [[FLOWERS, "--target", "kind"], 'row 9, column "width": the value is missing'],
  ])("%j is refused in one line", async (words, sentence) => {
    const { code, out, err } = await downhill(["table", ...words]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(sentence);
    expect(err.match(/\n/g)).toHaveLength(1);
  });

  it.each([
    ["a,y\n1,2\n,4\n", "--missing drop or --missing mean."],
    ["a;y\n1,500;2\n2,500;3\n", "--as a=whole or --decimal-comma."],
    ["a;b;y\n1.500;1;2\n2.500;2;3\n", "--as a=whole or --as a=number."],
    ["a;y\n1,5;2\n2.5;3\n", "--ignore a."],
    ["when,y\n1/2/2024,2\n3/4/2024,3\n", "--as when=day-first or --as when=month-first."],
    ["a,y\n1,2,3\n", "--delimiter."],
    ["a,y\n", "--no-header."],
    ["5.5,y\n1,2\n3,4\n", "--header."],
    ["a,b c,y\n1,e,2\n2,,3\n", "--missing drop or --missing mean."],
  ])("of %j is refused with the option that cures it", async (text, option) => {
    const words = [
      "table",
      await file("odd.csv", text),
      "--target",
      text.startsWith("a|") ? "1" : "y",
    ];
    const { code, out, err } = await downhill(words);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err.endsWith(` The option is ${option}\n`)).toBe(true);
    expect(err.match(/\n/g)).toHaveLength(1);
  });

  it("says what was made of the file before the table is refused", async () => {
    const path = await file("flat.csv", "b,y\n7,1\n7,2\n");
    const { err } = await downhill(["table", path, "--target", "y"]);
    const lines = err.trimEnd().split("\n");
    expect(lines.slice(0, 3)).toEqual([
      "Cells are parted by comma (detected); the first row is the header (detected).",
      "2 rows read, 0 dropped for missing values; the table has 2 rows of 2 numbers.",
      expect.stringMatching(/^# {2}column {2}type/),
    ]);
    expect(lines.at(-1)).toMatch(/^b: the column has the same value in every row/);
  });

  it("leaves out what says nothing, in one sentence for however many columns", async () => {
    const names = Array.from({ length: 588 }, (_, index) => `c${index}`);
    const row = (a: number) => [...names.map(() => 7), a, 2 * a].join(",");
    const path = await file(
      "flat.csv",
      `${[...names, "a", "y"].join(",")}\n${row(1)}\n${row(2)}\n`,
    );
    const { code, out, err } = await downhill(["table", path, "--target", "y"]);
    expect(code).toBe(0);
    expect(JSON.parse(out).data.columns).toEqual(["a", "y"]);
    expect(err).toContain(
      "Left out 588 columns because they have the same value in every row: c0, c1,",
    );
    expect(err.match(/same value/g)).toHaveLength(1);
    expect(err.length).toBeLessThan(8_000);
  });

  it("says of columns that 32 bits make constant what may be done for them", async () => {
    const path = await file("times.csv", "t,a,y\n1600000000,1,1\n1600000001,2,2\n1600000002,4,2\n");
    const { code, out, err } = await downhill(["table", path, "--target", "y"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain('"t" has 3 different values, which become 1 in 32-bit arithmetic');
    expect(err.trimEnd().split("\n").at(-1)).toBe(
      "t: the column has the same value, as 32-bit numbers, in every row, which nothing can be learnt from. Subtract the smallest value from all, or leave it out with --ignore t.",
    );
  });

  it("has more numbers than a document carries lie beside it", async () => {
    const row = (begin: number) =>
      Array.from({ length: 100 }, (_, at) => (begin + at) % 2).join(",");
    const path = await file("wide.csv", `${row(0)}\n${row(1)}\n`.repeat(10_001));
    const words = ["table", path, "--target", "#1"];
    const carried = await downhill(words);
    expect({ code: carried.code, out: carried.out }).toEqual({ code: 2, out: "" });
    expect(carried.err.trimEnd().split("\n").at(-1)).toBe(
      "20002 rows of 100 numbers are 2000200, more than the 2000000 that a document carries. Have the table stored in a file beside it, ignore columns, or keep 20000 rows. The option is --output DOC.json.",
    );
    const output = join(folder, "wide.json");
    expect(await downhill([...words, "--output", output])).toMatchObject({ code: 0 });
    expect(JSON.parse(await readFile(output, "utf8")).data).toMatchObject({ type: "stored" });
    expect((await readFile(join(folder, "wide.safetensors"))).length).toBeGreaterThan(8_000_000);
  });

  it("refuses bytes that are no UTF-8", async () => {
    const path = await file("latin.csv", Uint8Array.of(0xe4, 0x2c, 0x79, 0x0a));
    const { code, err } = await downhill(["table", path, "--target", "y"]);
    expect(code).toBe(2);
    expect(err).toBe(
      "the file is not UTF-8. Save it again as CSV in UTF-8, or say what it is written in: perhaps windows-1252. The option is --encoding windows-1252.\n",
    );
  });

  it("writes neither over the table nor where it cannot, and leaves nothing behind", async () => {
    const path = await file("good.csv", "a,y\n1,2\n3,4\n");
    for (const output of [path, folder, join(folder, "no", "x.json")]) {
      const words = ["table", path, "--target", "y", "--output", output];
      const { code, err } = await downhill(words);
      expect(code).toBe(2);
      expect(err.match(/\n/g)).toHaveLength(1);
    }
    expect(await readFile(path, "utf8")).toBe("a,y\n1,2\n3,4\n");
    expect(await readdir(folder)).toEqual(["good.csv"]);
  });
});

describe("with the real trainer", () => {
  const real: StartEngine = (options) => createEngine(options);

  it("what it writes is a whole experiment, which trains", async () => {
    const path = join(folder, "flowers.json");
    const words = ["table", FLOWERS, "--target", "kind", "--missing", "mean", "--ignore", "id"];
    expect((await downhill([...words, "--output", path], real)).code).toBe(0);
    expect(JSON.parse(await readFile(path, "utf8"))).toHaveProperty("optimizer.type");
    const { code, out } = await downhill(["train", path, "--threads", "1", "--json"], real);
    expect(code).toBe(0);
    expect(JSON.parse(out).train_accuracy).toBe(1);
  });

  it("a target of numbers is trained as such", async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${row % 7},${3 * row - 2}`);
    const path = await file("line.csv", `a,b,y\n${rows.join("\n")}\n`);
    const output = join(folder, "line.json");
    await downhill(["table", path, "--target", "y", "--output", output], real);
    const { code, out } = await downhill(["train", output, "--threads", "1", "--json"], real);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty("train_r2");
  });

  it("a class so rare that the training part has none of it is no fault", async () => {
    const rows = Array.from({ length: 40 }, (_, row) => `${row},${row < 39 ? "b" : "c"},${row}`);
    // In some order of the rows the only one of its kind is in another part.
    for (let at = 0; at < 12; at += 1) {
      const turned = [...rows.slice(at), ...rows.slice(0, at)];
      const path = await file("rare.csv", `a,kind,y\n${turned.join("\n")}\n`);
      expect((await downhill(["table", path, "--target", "y"], real)).code).toBe(0);
    }
  });
});
