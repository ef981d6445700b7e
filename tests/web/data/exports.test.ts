// SPDX-License-Identifier: Apache-2.0
/** Tables as programs write them: banks, spreadsheets, databases, loggers; in the languages of their users. */
import { describe, expect, it } from "vitest";
import { cureWords } from "../../../web/node/table_arguments.ts";
import { writtenDate } from "../../../web/src/data/csv/dates.ts";
import { featuresOfCsv } from "../../../web/src/data/csv/new_rows.ts";
import { readTable, refusal } from "./table_reading.ts";

/** The column `a`, with `y` beside it that counts the rows. */
function columnOf(cells: readonly string[], options = {}) {
  const lines = cells.map((cell, row) => `${cell};${row}`);
  return readTable(`a;y\n${lines.join("\n")}\n`, options);
}

const changesOf = (read: ReturnType<typeof readTable>, column = 0) =>
  read.report.overview[column]?.changes.flatMap(cureWords);

describe("the delimiter", () => {
  it("parts the header too, where decimal commas part the rows as evenly", () => {
    const rows = Array.from({ length: 70 }, (_, i) => `${i},5 m²;gut;1950;${i}.010,00 €`);
    const { data, report } = readTable(`Fläche;Lage;Jahr;Preis\n${rows.join("\n")}\n`, {
      target: "Preis",
    });
    expect(report.delimiter).toBe(";");
    expect(data.columns).toContain("Fläche");
  });
});

describe("a date", () => {
  const day = 19_783;
  it.each([
    "2024-03-01",
    "20240301",
    "01.03.24",
    "01.03.2024",
    "1. März 2024",
    "1. Mär. 2024",
    "1er mars 2024",
    "1 de marzo de 2024",
    "1 marzo 2024",
    "1 de março de 2024",
    "1st March 2024",
    "March 1st, 2024",
    "01MAR2024",
    "Mar 2024",
    "März 2024",
    "2024-03",
    "2024年3月",
    "Fri 2024-03-01",
    "Friday, March 1, 2024",
    "Fr., 01.03.2024",
    "2024-03-01 星期五",
    "2024年3月1日（周五）",
    "1709251200",
    "1709251200000",
  ])("is understood as %s", (text) => {
    expect(writtenDate(text)).toEqual({ dayFirst: day, monthFirst: day });
  });

  it.each([
    "1.2.34",
    "31.04.24",
    "Marble 2024",
    "Montage 1 2024",
    "2024-13",
    "20241301",
    "12:60",
    "99",
  ])("is not %s", (text) => {
    expect(writtenDate(text)).toBeUndefined();
  });

  it("in eight digits is no number to learn from, unless somebody says so", () => {
    const text = "day,x,y\n20240131,1,5\n20240201,2,6\n20240229,4,7\n";
    const read = readTable(text);
    expect(read.data.columns).toEqual(["x", "y"]);
    expect(changesOf(read)).toEqual(["--as day=days", "--as day=number"]);
    expect(readTable(text, { as: [["day", "days"]] }).column("day")).toEqual([19753, 19754, 19782]);
    expect(readTable(text, { as: [["day", "number"]] }).column("day")[0]).toBe(20_240_132);
    // One that is none, and they are numbers.
    expect(readTable(text.replace("20240229", "20240230")).data.columns).toContain("day");
  });

  it("in seconds since 1970 is one where the name tells of time", () => {
    const rows = "1700006400,1,5\n1700092800,2,6\n1700179200,4,7\n";
    expect(changesOf(readTable(`timestamp,x,y\n${rows}`))?.[0]).toBe("--as timestamp=days");
    const { column } = readTable(`timestamp,x,y\n${rows}`, { as: [["timestamp", "days"]] });
    expect(column("timestamp")).toEqual([19676, 19677, 19678]);
    expect(readTable(`inhabitants,x,y\n${rows}`).data.columns).toContain("inhabitants");
  });

  it("may be a time of the day, or how long something took", () => {
    const cells = ["06:00", "12:00:00", "6:00 PM", "48:30"];
    expect(refusal(`a;y\n${cells.join(";1\n")};2\n`).cures.flatMap(cureWords)).toEqual([
      "--as a=days",
    ]);
    const { column } = columnOf(cells, { as: [["a", "days"]] });
    expect(column("a")).toEqual([0.25, 0.5, 0.75, 97 / 48].map(Math.fround));
  });

  it("in a header is a name where numbers stand below it", () => {
    const text = "place,1/22/20,1/23/20,y\nA,1,2,3\nB,2,3,4\nC,4,5,6\n";
    expect(readTable(text).report).toMatchObject({ header: true, rowsRead: 3 });
  });

  it("beside what is none is told, for then all are classes", () => {
    const { said } = columnOf(["2024-01-02", "0000-00-00", "2024-01-05"]);
    expect(said).toContain('"a" has dates too, but "0000-00-00" in row 3 is none');
  });

  it("that names the rows is offered as days", () => {
    const read = readTable(",open,y\n2024-01-02,1,2\n2024-01-03,2,3\n2024-01-04,4,5\n");
    expect(changesOf(read)).toEqual(["--as column_1=days"]);
  });

  it("that may have been a number is asked for when new rows are read", () => {
    const text = new TextEncoder().encode("day,x\n20240131,1\n20240201,2\n");
    expect(() => featuresOfCsv(text, ["day", "x"])).toThrow("may be a date or a number");
    const days = featuresOfCsv(text, ["day", "x"], { as: [["day", "days"]] });
    expect([...days.features]).toEqual([19753, 1, 19754, 2]);
    const numbers = featuresOfCsv(text, ["day", "x"], { as: [["day", "number"]] });
    expect(numbers.features[1]).toBe(1);
  });
});

describe("a number", () => {
  it("may have its minus behind it, as SAP has it", () => {
    expect(columnOf(["12,50-", "3,20", "1.234,10-"]).column("a")).toEqual(
      [-12.5, 3.2, -1234.1].map(Math.fround),
    );
    // Marks of a school are none.
    expect(columnOf(["2-", "1", "3-"]).report.overview[0]?.type).toBe("class");
  });

  it("may be in the columns of an account", () => {
    const cells = ["$(1,234.50)", "$ 2,345.00", "$-", "$ -", "($3.25)"];
    expect(columnOf(cells).column("a")).toEqual([-1234.5, 2345, 0, 0, -3.25]);
  });

  it("may have the exponent of Fortran", () => {
    expect(columnOf(["1.5D-02", "-2.0D+03", "1.0d+00"]).column("a")).toEqual(
      [0.015, -2000, 1].map(Math.fround),
    );
    expect(columnOf(["1D-3", "2D-4", "3D-5"]).report.overview[0]?.type).toBe("class");
  });

  it("may have signs beside it that nobody sees", () => {
    expect(columnOf(["\u200e1.5", "\u200b2", "3\u202c"]).column("a")).toEqual([1.5, 2, 3]);
    const named = readTable("\u200ba\u200b,y\n1,2\n2,3\n", { target: "y" });
    expect(named.data.columns).toEqual(["a", "y"]);
  });

  it("is missing where a database or C says so", () => {
    const { report } = columnOf(["\\N", "1", "(null)", "-nan", "1.#QNAN", "3"], {
      missing: "mean",
    });
    expect(report.columns[0]).toMatchObject({ type: "number", missing: 4, mean: 2 });
  });

  it("is missing where a spreadsheet of any language could not calculate or show it", () => {
    const { data, report } = columnOf(["#WERT!", "1", "#NV", "#VALEUR!", "#####", "3"], {
      missing: "mean",
    });
    expect(data.columns).toEqual(["a", "y"]);
    expect(report.columns[0]).toMatchObject({ missing: 4, mean: 2 });
  });
});

describe("an old encoding is guessed, and reads the file:", () => {
  const high = (text: string, first: string, at: number) =>
    Uint8Array.from(text, (sign) => {
      const code = sign.charCodeAt(0);
      return code < 128 ? code : code - first.charCodeAt(0) + at;
    });
  const rows = "Москва;100\nКазань;80\nМосква;120\nКазань;70\n";
  it.each([
    ["windows-1251", high(`Город;Цена\n${rows}`, "А", 0xc0), "Цена"],
    [
      "windows-1250",
      Uint8Array.from("cena;miasto\n1;\u00a3\u00f3d\u009f\n2;Pozna\u00f1\n3;Be\u00b3z\n", (sign) =>
        sign.charCodeAt(0),
      ),
      "cena",
    ],
    [
      "euc-kr",
      Uint8Array.from(
        "\u00b5\u00b5\u00bd\u00c3,\u00b0\u00a1\u00b0\u00dd\n\u00bc\u00ad\u00bf\u00ef,1\n\u00ba\u00ce\u00bb\u00ea,2\n\u00bc\u00ad\u00bf\u00ef,3\n",
        (sign) => sign.charCodeAt(0),
      ),
      "가격",
    ],
  ] as const)("%s", (encoding, bytes, target) => {
    expect(refusal(bytes, { target: "#1" }).cures.flatMap(cureWords)).toEqual([
      `--encoding ${encoding}`,
    ]);
    expect(readTable(bytes, { target, encoding }).data.columns).toContain(target);
  });
});

describe("the table begins", () => {
  it("below what a bank says of the account", () => {
    const above = "Konto:;DE12 3456;;\nStand vom 31.01.2024:;1.234,56 EUR;;\n";
    const table = "Datum;Wer;Art;Betrag\n02.01.2024;A;x;-23,45\n03.01.2024;A;y;-1.023,45\n";
    for (const gap of ["\n", ";;;\n"]) {
      const { data, said } = readTable(above + gap + table, { target: "Betrag" });
      expect(data.columns).toEqual(["Art=x", "Art=y", "Betrag"]);
      expect(said).toContain('2 lines above the table left out: "Konto: DE12 3456" in row 1');
    }
  });

  it.each([
    ["Markdown", "| a | y |\n|:--|---|\n| 1 | 2 |\n| 2 | 4 |\n"],
    ["MySQL", "+---+---+\n| a | y |\n+---+---+\n| 1 | 2 |\n| 2 | 4 |\n+---+---+\n"],
    ["PostgreSQL", " a | y\n---+---\n 1 | 2\n 2 | 4\n(2 rows)\n"],
  ])("and its drawn lines are none of it, as %s draws them", (_, text) => {
    const { rows, data, report } = readTable(text);
    expect(data.columns).toEqual(["a", "y"]);
    expect(rows).toEqual([
      [1, 2],
      [2, 4],
    ]);
    expect(report.overview.every(({ unit }) => unit === "")).toBe(true);
  });

  it("anew where files were joined: the header that comes again is no data", () => {
    const { rows, said } = readTable("a,y\n1,2\n2,3\na,y\n3,4\n4,5\n");
    expect(rows.map(([a]) => a)).toEqual([1, 2, 3, 4]);
    expect(said).toContain("The header comes again in row 4 and is left out there.");
  });

  it("and ends where DOS says so", () => {
    expect(readTable("a,y\r\n1,2\r\n2,3\r\n\u001a").rows).toHaveLength(2);
  });

  it("with names in two rows and the name of the rows in a third, as pandas groups", () => {
    const text = ",price,price,y\n,mean,std,sum\ncity,,,\nBonn,1.5,0.2,100\nRome,1.6,0.1,120\n";
    const { data } = readTable(text, { target: "#4" });
    expect(data.columns).toEqual(["city=Bonn", "city=Rome", "price mean", "price std", "y sum"]);
  });

  it("and ends above the total, in the words of its country", () => {
    for (const total of ["Gesamtsumme", "Total général", "合計", "Suma:"]) {
      expect(readTable(`what;a;y\nA;1;2\nB;2;3\n${total};3;5\n`).report.rowsRead).toBe(2);
    }
  });
});

describe("what is no CSV is called by its name:", () => {
  it.each([
    ["ARFF", "% a comment\n@RELATION iris\n@ATTRIBUTE a NUMERIC\n@DATA\n1,2\n"],
    ["LIBSVM", "+1 1:0.5 2:0.3\n-1 1:0.2 3:0.9\n"],
    ["RTF", "{\\rtf1\\ansi a,y\\par 1,2\\par}"],
    ["npy", Uint8Array.from("\u0093NUMPY\u0001", (sign) => sign.charCodeAt(0))],
    ["binary data", Uint8Array.from({ length: 400 }, (_, i) => (i * 37) % 256)],
  ] as [string, string | Uint8Array][])("%s", (kind, text) => {
    expect(refusal(text).message).toContain(`the file is no CSV but ${kind}.`);
  });
});

describe("cells are parted", () => {
  const rows = [
    ["a", "b", "y"],
    ["1", "x", "2"],
    ["3", "z", "4"],
  ];
  const partedBy = (sign: string) => rows.map((cells) => cells.join(sign)).join("\n");

  it.each(["，", "；", "^", "~", ":", "\u0001", "¦"])(
    "by %s too, where nothing else parts them",
    (sign) => {
      const { report, data } = readTable(partedBy(sign));
      expect(report).toMatchObject({ delimiter: sign, delimiterDetected: true });
      expect(data.columns).toEqual(["a", "b=x", "b=z", "y"]);
    },
  );

  it("by any one sign that somebody gives, but no letter, digit or part of a number", () => {
    expect(readTable(partedBy("@"), { delimiter: "@" }).data.columns).toHaveLength(4);
    for (const delimiter of ["x", "1", "::", "", "/", ".", "-", '"', "\n", "𝄞"]) {
      expect(refusal(partedBy(";"), { delimiter }).message).toContain(
        'the option "delimiter" cannot be',
      );
    }
  });

  it.each([
    ["'a, b','y'\n'x, 1','1'\n'say \"z\"','2'\n'x, 1',3\n"],
    ['“a, b”,“y”\n“x, 1”,“1”\n“say "z"”,“2”\n“x, 1”,3\n'],
    ['«a, b»;«y»\n«x, 1»;«1»\n«say "z"»;«2»\n«x, 1»;3\n'],
  ])("with other quotation marks around them, as %j", (text) => {
    const { data, column } = readTable(text);
    expect(data.columns).toEqual(['a, b=say "z"', "a, b=x, 1", "y"]);
    expect(column("y")).toEqual([1, 2, 3]);
  });

  it("and an apostrophe is none", () => {
    expect(readTable("'n,y\n'x,1\n'z,2\n").data.columns).toEqual(["'n='x", "'n='z", "y"]);
  });

  it("and text that a formula gives is its text", () => {
    for (const cells of [
      ['="007"', '="010"'],
      ['"=""007"""', '"=""010"""'],
    ]) {
      const { data, said } = columnOf([...cells, cells[0] ?? ""]);
      expect(data.columns).toEqual(["a=007", "a=010", "y"]);
      expect(said).toContain('Cells as ="007" are read as the text that they give.');
    }
    expect(columnOf(['="1.5"', '="2"']).column("a")).toEqual([1.5, 2]);
  });
});

describe("what may be a slip is told:", () => {
  const rowsOf = (cell: (row: number) => string) =>
    Array.from({ length: 12 }, (_, row) => cell(row));

  it("words among numbers, with the option that makes them missing values", () => {
    for (const word of ["-", "*", ".", "无", "k.A."]) {
      const cells = ["NA", ...rowsOf((row) => (row % 4 === 0 ? word : `${row}.5`))];
      const [, words = ""] = changesOf(columnOf(cells, { missing: "mean" })) ?? [];
      expect(words).toMatch(/^--missing-words=/);
      const missingWords = words.slice("--missing-words=".length).replaceAll('"', "").split(",");
      expect(missingWords).toEqual(["NA", word]);
      const cured = columnOf(cells, { missing: "mean", missingWords });
      expect(cured.report.columns[0]).toMatchObject({ type: "number", missing: 4 });
    }
  });

  it("numbers that stand for none", () => {
    const cells = rowsOf((row) => (row % 4 === 0 ? "-999" : `${row}.5`));
    const read = columnOf(cells);
    expect(read.said).toContain('"a": -999 stands there 3 times, far from all other values.');
    expect(changesOf(read)).toContain("--missing-words=-999");
    // Once it may be what it says, and beside its like it is.
    expect(columnOf(rowsOf((row) => (row === 0 ? "-999" : `${row}`))).said).not.toContain(
      "far from",
    );
    expect(columnOf(rowsOf((row) => `${-999 + 10 * (row >> 1)}`)).said).not.toContain("far from");
  });

  it("classes that are one, but for the size of letters", () => {
    const { said } = columnOf(rowsOf((row) => ["Yes", "yes", "no"][row % 3] ?? ""));
    expect(said).toContain('"Yes" and "yes" are two classes');
  });

  it("columns of numbers that tell the rows apart, in any order", () => {
    const rows = rowsOf((row) => `${(row * 7919) % 10_007},${row},${row * 2}`).join("\n");
    const { report } = readTable(`customer_id,x,y\n${rows}\n`);
    expect(report.overview[0]).toMatchObject({ role: "left out" });
    expect(changesOf(readTable(`customer_id,x,y\n${rows}\n`))).toEqual(["--as customer_id=number"]);
    expect(readTable(`customers,x,y\n${rows}\n`).data.columns).toContain("customers");
  });

  it("names that are as long as the question of a survey, which are cut", () => {
    const question = "您对我们服务的总体满意程度如何？".repeat(6);
    const { data, said } = readTable(`${question}一,${question}二,y\n1,x,3\n2,z,5\n`);
    expect(data.columns).toHaveLength(4);
    expect(said).toContain("The name of column 1 is too long and cut:");
    expect(
      readTable(`${question}一,x,y\n1,2,3\n2,3,5\n`, { target: `${question}一` }).data.columns.at(
        -1,
      ),
    ).toMatch(/….*一$/);
    const fresh = new TextEncoder().encode(`${question}二,${question}一\nz,1\n`);
    expect([...featuresOfCsv(fresh, data.columns.slice(1, 3)).features]).toEqual([0, 1]);
  });

  it("a target that is the same in every row", () => {
    expect(readTable("a,y\n1,5\n2,5\n3,5.0\n").said).toContain(
      'The target "y" is the same number in every row',
    );
    expect(readTable("a,y\n1,5\n2,5\n3,6\n").said).not.toContain("the same number");
  });

  it("that something else than a text was given", () => {
    expect(refusal(5 as unknown as string).message).toContain(
      "is read from a text or a Uint8Array",
    );
  });
});
