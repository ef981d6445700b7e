// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MISSING_WORDS } from "../../../web/src/data/csv/cells.ts";
import { tableFromCsv } from "../../../web/src/data/csv/csv.ts";
import type { CsvOptions } from "../../../web/src/data/csv/options.ts";
import { MAXIMUM_ROWS } from "../../../web/src/data/csv/records.ts";
import { reportSentences } from "../../../web/src/data/csv/sentences.ts";
import { MAXIMUM_NUMBERS } from "../../../web/src/data/table.ts";
import { decodeBase64 } from "../../../web/src/engine/base64.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { randomNumbers } from "../fixtures/random.ts";

const FLOWERS = readFileSync(join(import.meta.dirname, "flowers.csv"));

function read(text: string | Uint8Array, options: Partial<CsvOptions> = {}) {
  const { data, report } = tableFromCsv(text, { target: "y", ...options });
  const bytes = decodeBase64(data.values);
  const numbers = [...new Float32Array(bytes.buffer)];
  const width = data.columns.length;
  const rows = Array.from({ length: numbers.length / width }, (_, row) =>
    numbers.slice(row * width, (row + 1) * width),
  );
  return { data, report, rows, said: [...reportSentences(report)].map(({ en }) => en).join(" ") };
}

function refused(text: string | Uint8Array, options: Partial<CsvOptions> = {}): ExperimentError {
  try {
    tableFromCsv(text, { target: "y", ...options });
  } catch (error) {
    if (error instanceof ExperimentError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

describe("a CSV file", () => {
  it("becomes the data of an experiment", () => {
    const { data, rows } = read("a,b,y\n1,2,3\n-0.5,1e3,.25\n");
    expect(data).toMatchObject({ type: "table", columns: ["a", "b", "y"], class_names: [] });
    expect(rows).toEqual([
      [1, 2, 3],
      [-0.5, 1000, 0.25],
    ]);
  });

  it("has its target last, wherever it stands in the file", () => {
    const { data, rows } = read("y,a,b\n1,2,3\n4,5,6\n");
    expect(data.columns).toEqual(["a", "b", "y"]);
    expect(rows[0]).toEqual([2, 3, 1]);
    expect(read("1,2\n3,4\n", { target: 1 }).rows).toEqual([
      [2, 1],
      [4, 3],
    ]);
    expect(read("a,b\n1,2\n3,4\n", { target: "1" }).data.columns).toEqual(["b", "a"]);
    // A name goes before a number.
    expect(read("2,b\n1,2\n3,4\n", { target: "2", header: true }).data.columns).toEqual(["b", "2"]);
  });

  it.each([
    ["a,b,y\n1,2,3\n", ","],
    ["a;b;y\n1;2;3\n", ";"],
    ["a\tb\ty\n1\t2\t3\n", "\t"],
    ["a;b;y\n1,5;2,5;3,5", ";", { decimalComma: true }],
    ['a,b,y\n"1","2;3;4;5",3\n', ","],
  ] as [string, string, Partial<CsvOptions>?][])(
    "%j is parted where %j stands",
    (text, delimiter, options = {}) => {
      const { report, data } = read(text, options);
      expect(report).toMatchObject({ delimiter, delimiterDetected: true });
      expect(data.columns.at(-1)).toBe("y");
    },
  );

  it("is parted as it is told", () => {
    const { report, data } = read("a,b;y\n1,x;3\n4,x;6\n", { delimiter: ";" });
    expect(report).toMatchObject({ delimiter: ";", delimiterDetected: false });
    expect(data.columns).toEqual(["a,b=1,x", "a,b=4,x", "y"]);
  });

  it.each([
    ["sep=;\n", ";"],
    ["\uFEFFsep=;\r\n", ";"],
    ['"sep=;"\n', ";"],
    ["SEP=\t\n", "\t"],
    ["sep=|\n", "|"],
    ["sep=:\n", ":"],
  ])("may announce what parts its cells, as Excel does: %j", (line, sign) => {
    const { data, rows, report } = read(
      `${line}${["a,b", "y"].join(sign)}\n${["1", "2"].join(sign)}`,
    );
    expect(data.columns).toEqual(["a,b", "y"]);
    expect(rows).toEqual([[1, 2]]);
    expect(report).toMatchObject({ delimiter: sign, rowsRead: 1 });
  });

  it("counts the line that announces it", () => {
    expect(refused("sep=;\na;y\n1;2\n3\n").path).toBe("row 4");
    expect(refused("sep=;\n").message).toContain("the file is empty");
    expect(refused("sep=,\na,y\n1,2\n", { decimalComma: true }).message).toContain("at once");
    // Somebody knows better.
    expect(read("sep=;\na,y\n1,2\n", { delimiter: "," }).data.columns).toEqual(["a", "y"]);
  });

  it.each(["\n", "\r\n", "\r"])("may end its lines with %j, and may have empty lines", (end) => {
    const text = ["", "a,y", "1,2", "", "3,4", "  ", ""].join(end);
    expect(read(text).rows).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it("may mix line endings", () => {
    expect(read('a,y\r\n"1",2\n3,"4"\r\n').rows).toHaveLength(2);
  });

  it.each([true, false])("may begin with a byte order mark, as bytes: %s", (asBytes) => {
    const text = "\uFEFFy,a\n1,2\n";
    const { data } = read(asBytes ? new TextEncoder().encode(text) : text);
    expect(data.columns).toEqual(["a", "y"]);
  });

  it("may have quoted line ends, delimiters and quotation marks", () => {
    const text = 'a,"the ""big"" one",y\n1,"x,\ny",3\n2,"he said ""no""",4\n';
    const { data } = read(text);
    expect(data.columns).toEqual(["a", 'the "big" one=he said "no"', 'the "big" one=x,\ny', "y"]);
  });

  it("may have decimal commas, if it is said", () => {
    const options = { decimalComma: true };
    // Without a header there are three cells a row by commas, and two by semicolons.
    expect(read("1,5;2,5\n3,5;4,5\n", { ...options, target: 2 }).rows).toEqual([
      [1.5, 2.5],
      [3.5, 4.5],
    ]);
    expect(read("a;y\n1,5;-2,25e1\n,5;3\n", options).rows).toEqual([
      [1.5, -22.5],
      [0.5, 3],
    ]);
  });

  it("survives the way there and back, bit by bit", () => {
    const random = randomNumbers(11);
    for (let round = 0; round < 30; round += 1) {
      const width = 2 + Math.floor(random() * 6);
      const rows = Array.from({ length: 1 + Math.floor(random() * 50) }, () =>
        Array.from({ length: width }, () =>
          Math.fround((random() - 0.5) * 10 ** Math.floor(random() * 30 - 15)),
        ),
      );
      const header = Array.from({ length: width }, (_, index) => `c${index}`).join(",");
      const text = `${header}\n${rows.map((row) => row.join(",")).join("\n")}`;
      expect(read(text, { target: width }).rows).toEqual(rows);
    }
  });
});

describe("a header", () => {
  it("is seen where no cell of the first row is a number, and this is said", () => {
    expect(read("a,y\n1,2\n").report).toMatchObject({ header: true, headerDetected: true });
    const { report, data, said } = read("5,6\n1,2\n", { target: 2 });
    expect(report).toMatchObject({ header: false, headerDetected: true, rowsRead: 2 });
    expect(data.columns).toEqual(["column_1", "column_2"]);
    expect(said).toContain("there is no header (detected)");
  });

  it("is what the author says", () => {
    expect(read("2019,2020\n1,2\n3,4\n", { target: "2020", header: true }).rows).toHaveLength(2);
    const { rows, data } = read("a,b\nc,d\n", { target: 2, header: false });
    expect(rows).toHaveLength(2);
    expect(data.class_names).toEqual(["b", "d"]);
  });

  it("may have years or a count among its names, where words stand above numbers or nothing else goes on so", () => {
    expect(read("country,2019,2020,y\nFI,1,2,3\nSE,4,5,6\nSE,4,6,6\n").data.columns).toEqual([
      "country=FI",
      "country=SE",
      "2019",
      "2020",
      "y",
    ]);
    expect(read("0,1,2\n5.1,3.5,1.4\n4.9,3.0,9.3\n", { target: "2" }).data.columns).toEqual([
      "0",
      "1",
      "2",
    ]);
    // The next row of data is no header.
    expect(read("0,1,2\n1,2,3\n2,3,4\n", { target: 3 }).report.header).toBe(false);
    expect(read("5,6,x\n1,2,3\n2,3,4\n", { target: 1 }).report.header).toBe(false);
  });

  it("with other numbers among its names must be announced, where a column is called by its name", () => {
    const text = "5.5,7.5,y\n1,2,3\n4,5,6\n";
    for (const options of [{}, { target: 1, ignore: ["7.50", "y"] }]) {
      const error = refused(text.replace("7.5,", "7.50,"), options);
      expect(error.toString()).toMatch(
        /^column "(y|7\.50)": stands in the first row, which was taken for data .* Say that there is a header\.$/,
      );
    }
    expect(read(text, { header: true }).rows).toHaveLength(2);
    // As it was told, or as it cannot be cured.
    expect(refused(text, { header: false }).message).toContain("there is no such column");
    expect(refused(text, { target: "z" }).message).toContain("there is no such column");
  });

  it("with names that are empty or given twice gets others, and this is said", () => {
    const { data, report, said } = read("a,a,,a_2, a ,y\n1,2,3,4,5,6\n");
    expect(data.columns).toEqual(["a", "a_3", "column_3", "a_2", "a_4", "y"]);
    expect(report.renamed).toEqual([
      { column: 2, from: "a", to: "a_3" },
      { column: 3, from: "", to: "column_3" },
      { column: 5, from: "a", to: "a_4" },
    ]);
    expect(said).toContain('Column 3 has no name and is called "column_3".');
  });
});

describe("columns", () => {
  it("ten thousand of one name get as many names", () => {
    const row = (cell: string) => Array.from({ length: 10_000 }, () => cell).join(",");
    const { data } = read(`${row("a")}\n${row("1")}\n`, { target: 1 });
    expect(new Set(data.columns).size).toBe(10_000);
  });

  it("without names are called by their numbers", () => {
    const { data } = read(",column_1,,y\n1,2,3,4\n");
    expect(data.columns).toEqual(["column_1_2", "column_1", "column_3", "y"]);
  });
});

describe("classes", () => {
  it("are told by texts, and numbered in their order", () => {
    const { data, rows } = read("a,y\n1,no\n2,yes\n3,maybe\n4, no \n");
    expect(data.class_names).toEqual(["maybe", "no", "yes"]);
    expect(rows.map((row) => row[1])).toEqual([1, 2, 0, 1]);
  });

  it("may be numbers, if it is said: then 2 stands before 10, and 1.0 is 1", () => {
    const { data, rows } = read("a,y\n1,10\n2,2\n3,1.0\n4,1\n", { classes: true });
    expect(data.class_names).toEqual(["1", "2", "10"]);
    expect(rows.map((row) => row[1])).toEqual([2, 1, 0, 0]);
  });

  it("among the features become columns of 0 and 1", () => {
    const { data, rows, said } = read("colour,a,y\nred,5,1\nblue,6,2\nred,7,3\n");
    expect(data.columns).toEqual(["colour=blue", "colour=red", "a", "y"]);
    expect(rows).toEqual([
      [0, 1, 5, 1],
      [1, 0, 6, 2],
      [0, 1, 7, 3],
    ]);
    expect(said).toContain('"colour" is a class and becomes 2 columns of 0 and 1: blue, red.');
  });

  it("beside a column of the same name get another one", () => {
    const { data } = read("c,c=1b,y\n1b,3,4\n2b,5,6\n");
    expect(new Set(data.columns).size).toBe(4);
  });

  it("with a number among them are pointed out", () => {
    const { report, said } = read("a,y\n1,2\ntwo,3\n3,4\n");
    expect(report.columns[0]).toMatchObject({ type: "class", stray: { row: 3, text: "two" } });
    expect(said).toContain('"two" in row 3 is none');
  });

  it("may be 100 in the target and 50 in a feature, and no more", () => {
    const rows = (count: number) =>
      Array.from({ length: count }, (_, row) => `t${row},1`).join("\n");
    expect(read(`y,a\n${rows(100)}`).data.class_names).toHaveLength(100);
    const target = refused(`y,a\n${rows(101)}`);
    expect(target.toString()).toMatch(/^column "y": has 101 different values, more than the 100/);
    expect(read(`a,y\n${rows(50)}\n${rows(50)}`).data.columns).toHaveLength(51);
    const feature = refused(`a,y\n${rows(51)}\n7,1`);
    expect(feature.toString()).toMatch(/^column "a": has 52 different .* Ignore it.*"t0" in row 2/);
  });
});

describe("missing values", () => {
  const text = "a,c,y\n1,r,1\n,r,2\n3,NA,3\n5,g,?\nNaN,g,5\n3,r,6\n";

  it.each(["", "  ", " NA ", ...MISSING_WORDS])("are cells such as %j", (cell) => {
    expect(refused(`a,y\n1,2\n${cell},3\n`).toString()).toMatch(/^row 3, column "a": the value/);
  });

  it.each(["-", "none", "Na", "missing"])(
    "are no cells such as %j, which may be classes",
    (cell) => {
      expect(read(`a,y\n1,x\n2,${cell}\n`).data.class_names).toContain(cell);
    },
  );

  it("are refused by default, with row and column", () => {
    expect(refused(text)).toMatchObject({ path: 'row 3, column "a"' });
    expect(refused(text).zh).toMatch(/^第 3 行“a”列：/);
  });

  it("have their rows dropped", () => {
    const { rows, report, said } = read(text, { missing: "drop" });
    // The only class that stays says nothing.
    expect(rows).toEqual([
      [1, 1],
      [3, 6],
    ]);
    expect(report).toMatchObject({ rowsRead: 6, rowsDropped: 4 });
    expect(said).toContain("6 rows read, 4 dropped for missing values; the table has 2 rows");
  });

  it("of numbers are filled with the mean of the rows that stay; rows without class or target go", () => {
    const { rows, report, said } = read(text, { missing: "mean" });
    expect(rows.map((row) => row[0])).toEqual([1, 2, 2, 3]);
    expect(rows.map((row) => row.at(-1))).toEqual([1, 2, 5, 6]);
    expect(report.rowsDropped).toBe(2);
    expect(report.columns[0]).toMatchObject({ name: "a", missing: 2, filled: 2, mean: 2 });
    expect(said).toContain('"a": 2 missing values filled with the mean 2.');
  });

  it("of an ignored column do not matter", () => {
    expect(read("a,b,y\n1,,2\n2,,3\n", { ignore: ["b"] }).rows).toHaveLength(2);
  });

  it("everywhere leave the column out; in the target, or in the rows that stay, they are a fault", () => {
    const { data, said } = read("a,b,c,y\n1,,,2\n2,,,3\n", { missing: "mean" });
    expect(data.columns).toEqual(["a", "y"]);
    expect(said).toContain("Left out 2 columns because they have no value in any row: b, c.");
    expect(refused("a,y\n1,\n2,\n").toString()).toMatch(
      /^column "y": has no value in any of the rows/,
    );
    expect(refused("a,b,y\n1,,2\n,2,3\n", { missing: "drop" }).message).toContain("none is left");
    // Every row with a value of "a" lacks its target.
    expect(refused("a,y\n1,\n,2\n", { missing: "mean" }).path).toBe('column "a"');
  });
});

describe("a bad file", () => {
  it.each([
    ["", {}, "the file is empty"],
    ["\uFEFF \n \n", {}, "the file is empty"],
    ["a,y\n", {}, "a header and no rows"],
    ["y\n1\n2\n", {}, "has one column"],
    ["a,y\n1,2,3\n", {}, "row 2: has 3 cells (1 | 2 | 3), but row 1 has 2"],
    ["a,y\n\n1,2\n3\n", {}, "row 4: has 1 cell (3), but row 1 has 2"],
    ['a,y\n1,2\n"x" z,3\n', {}, "row 3: a quotation mark"],
    ['a,y\n1,2\n3,"4\n5,6\n', {}, "row 3: a quotation mark"],
    ["a,y\n1,2\ninf,3\n", {}, 'row 3, column "a": inf is too large'],
    ["a,y\n1,-Infinity\n3,3\n", {}, 'row 2, column "y": -Infinity is too large'],
    ["a,y\n1e999,1\n3,3\n", {}, 'row 2, column "a": 1e999 is too large'],
    ["a,y\n1,1.1e18\n3,3\n", {}, 'row 2, column "y": 1.1e18 is too large'],
    ["a,y\n1,b\n2,b\n", {}, 'column "y": the target has one class only, "b"'],
    ["a,y\n1,7\n2,7\n", { classes: true }, 'one class only, "7"'],
    [
      "a,b\n1,2\n",
      {},
      'column "y": there is no such column. Give one of a, b, or its number from 1',
    ],
    ["a,b\n1,2\n", { target: 3 }, 'column "3": there is no such column'],
    ["a,b\n1,2\n", { target: 0 }, 'column "0": there is no such column'],
    ["a,b\n1,2\n", { target: 1.5 }, 'column "1.5": there is no such column'],
    ["a,y\n1,2\n", { ignore: ["z"] }, 'column "z": there is no such column'],
    ["a,y\n1,2\n", { ignore: ["y"] }, 'column "y": is the target and ignored'],
    ["a,y\n1,2\n", { ignore: ["a", 1] }, "every column but the target is ignored"],
    ["a;y\n1.5;2\n", { decimalComma: true }, "1.5 has a point, and decimal commas were announced"],
    ["a;y\n1,5;2\n", { decimalComma: false }, "1,5 has a comma, and decimal points were announced"],
    ["a;y\n1,500;2\n2,500;3\n", {}, 'row 2, column "a": the comma in 1,500 may part thousands'],
    ["a;y\n1.500;2\n2.500;3\n", {}, 'row 2, column "a": the point in 1.500 may part thousands'],
    [
      "a;y\n1,5;2\n2.5;3\n",
      {},
      'row 3, column "a": 2.5 is written in another way than 1,5 in row 2',
    ],
    ["a,y\n5 kg,2\n3 lb,3\n", {}, 'row 3, column "a": 3 lb has not the unit of 5 kg in row 2'],
    ["a,y\nb\0,2\nb,3\n", {}, "row 2: cell 1 has a NUL character"],
    [",,\n,,\n", {}, "the file is empty"],
    ["a,y\n2024-01-05,2\n2024-01-06,3\n", {}, "no column is left to learn from"],
    [
      "a,y\n1,2024-01-05\n2,2024-01-06\n",
      {},
      'column "y": has dates, as 2024-01-05, and is the target',
    ],
    ["y\n1,5\n2,5\n", { decimalComma: true }, "has one column"],
    ["a,y\n1,2\n", { decimalComma: true, delimiter: "," }, "cannot be delimiter and decimal mark"],
    [`a,y\n${"v".repeat(199)},2\nw,3\n`, {}, "more than 200. Shorten it"],
  ] as [string, Partial<CsvOptions>, string][])("%j %j is refused", (text, options, sentence) => {
    const error = refused(text, options);
    expect(error.toString()).toContain(sentence);
    // Both say how to mend it.
    expect(error.message).toMatch(/\. [A-Z].*\.$/);
    expect(error.zh).toMatch(/[\u4e00-\u9fff].*。$/);
  });

  it.each([undefined, {}])("without a target is refused: %o", (options) => {
    const read = () => tableFromCsv("a,y\n1,2\n", options as unknown as CsvOptions);
    expect(read).toThrow(ExperimentError);
    expect(read).toThrow("the target is missing. Name the column to predict");
  });

  it.each([
    [{ missing: "zzz" }, 'the option "missing" cannot be "zzz". Give one as refuse, drop, mean.'],
    [{ delimiter: "/" }, 'the option "delimiter" cannot be "/".'],
    [{ encoding: "ebcdic" }, 'the option "encoding" cannot be "ebcdic".'],
    [{ header: "yes" }, 'the option "header" cannot be "yes". Give one as true, false.'],
    [{ ignore: "a" }, 'the option "ignore" cannot be "a".'],
    [{ as: [["a", "date"]] }, 'the option "as" cannot be a,date.'],
    [{ targets: "y" }, 'the option "targets" is not known. Give target, delimiter,'],
  ])("with the options %j is refused", (options, sentence) => {
    expect(refused("a,y\n1,2\n2,3\n", options as never).message).toContain(sentence);
  });

  it.each(["utf-16le", "utf-16be"])(
    "in %s is read, with a byte order mark and without",
    (encoding) => {
      const isLittle = encoding === "utf-16le";
      for (const text of ["\uFEFFa,y\n1,2\n2,3\n", "a,y\n1,2\n2,3\n"]) {
        const bytes = new Uint8Array(2 * text.length);
        const view = new DataView(bytes.buffer);
        [...text].forEach((sign, at) => {
          view.setUint16(2 * at, sign.charCodeAt(0), isLittle);
        });
        expect(read(bytes).rows).toEqual([
          [1, 2],
          [2, 3],
        ]);
        expect(read(bytes).said).toContain(`The file is read as ${encoding}.`);
      }
    },
  );

  it("in an old encoding is read where somebody says which", () => {
    const chinese = Uint8Array.of(
      0xd6,
      0xd0,
      0x2c,
      0x79,
      0x0a,
      0x31,
      0x2c,
      0x32,
      0x0a,
      0x32,
      0x2c,
      0x33,
    );
    expect(read(chinese, { encoding: "gb18030" }).data.columns).toEqual(["中", "y"]);
  });

  it("shows nothing of itself raw in a sentence", () => {
    const name = "\u001b[2J\u202eevil".padEnd(400, "x");
    const { message, path } = refused(`${name},y\n1,2\n\u001b[2J,3\n`, { as: [[1, "number"]] });
    for (const sign of ["\u001b", "\u202e"]) expect(message + path).not.toContain(sign);
    expect((message + path).length).toBeLessThan(300);
  });

  it("that is no UTF-8 is refused", () => {
    expect(refused(Uint8Array.of(0x61, 0x2c, 0xe4, 0x0a)).message).toContain("not UTF-8");
    expect(refused(Uint8Array.of(0x61, 0x2c, 0xe4, 0x0a)).message).toContain(
      "perhaps windows-1252",
    );
    const chinese = Uint8Array.of(0x61, 0x2c, 0xd6, 0xd0, 0xce, 0xc4, 0x0a);
    expect(refused(chinese).message).toContain("perhaps gb18030");
    expect(refused(chinese, { encoding: "shift_jis" }).message).not.toContain("UTF-8 enc");
  });

  it("that is too large is refused", () => {
    expect(refused(new Uint8Array(65 * 2 ** 20)).message).toContain("65 MB, more than 64 MB");
    const rows = "1,2\n".repeat(MAXIMUM_ROWS + 1);
    expect(refused(`a,y\n${rows}`).message).toContain("more than 1000000 rows");
  });

  it("of too many columns, cells or numbers is refused", () => {
    const row = (width: number) => Array.from({ length: width }, () => "1").join(",");
    expect(refused(row(10_001), { target: 1 }).message).toContain("10001 cells, more than 10000");
    const many = `${row(1_000)}\n`.repeat(MAXIMUM_NUMBERS / 1_000 + 1);
    expect(refused(many, { target: 1 }).message).toMatch(
      /stored in a file beside it, ignore columns, or keep 2000 rows/,
    );
    const more = `${row(5_000)}\n`.repeat(2_001);
    expect(refused(more, { target: 1 }).message).toContain("more than 10000000 cells");
  });
});

describe("a report", () => {
  it("says everything in both languages", () => {
    const { report, said } = read(FLOWERS, { target: "kind", missing: "mean", ignore: ["id"] });
    expect(said).toBe(
      [
        "Cells are parted by comma (detected); the first row is the header (detected).",
        "24 rows read, 1 dropped for missing values; the table has 23 rows of 6 numbers.",
        "Ignored: id.",
        "Numbers: length, width.",
        '"colour" is a class and becomes 3 columns of 0 and 1: blue, red, white.',
        'The target "kind" is one of 3 classes: bell, rose, star.',
        '"width": 1 missing value filled with the mean 1.83636.',
      ].join(" "),
    );
    for (const { zh } of reportSentences(report)) expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
  });

  it("points at columns whose values 32 bits do not tell apart", () => {
    const times = [0, 1, 2, 200, 201].map((second, row) => `${1.6e9 + second},${row},${row % 2}`);
    const { report, said, rows } = read(`t,a,y\n${times.join("\n")}\n`);
    expect(new Set(rows.map(([t]) => t)).size).toBe(2);
    expect(report.columns[0]).toMatchObject({ constant: false, merged: { from: 5, to: 2 } });
    expect(said).toContain('"t" has 5 different values, which become 2 in 32-bit arithmetic');
    const near = read(`t,a,y\n${times.slice(0, 3).join("\n")}\n`);
    expect(near.report.columns[0]).toMatchObject({ constant: true, merged: { from: 3, to: 1 } });
    expect(near.said).not.toContain("same value");
  });

  it("does not speak of few values of many that fall together, nor of equal ones", () => {
    const random = randomNumbers(5);
    const rows = Array.from({ length: 20_000 }, () => `${random()},0.1,${random()}`);
    const { report } = read(`a,b,y\n${rows.join("\n")}\n`);
    for (const column of report.columns) expect(column).not.toHaveProperty("merged");
  });

  it("points at columns that say nothing", () => {
    const { report, said } = read("a,b,c,y\n1,7,k,1\n2,7,k,2\n");
    expect(report.columns.map(({ name }) => name)).toEqual(["a", "y"]);
    expect(said).toContain(
      "Left out 2 columns because they have the same value in every row: b, c.",
    );
    // Where nothing else is left they stay, for whoever knows what to do with them.
    expect(read("b,y\n7,1\n7,2\n").report.columns[0]).toMatchObject({ constant: true });
  });
});
