// SPDX-License-Identifier: Apache-2.0
/** Files as strangers have them, in strangers/: each is read well, or refused with row, column and a cure that works. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cureWords, parseTable } from "../../../web/node/table_arguments.ts";
import { featuresOfCsv } from "../../../web/src/data/csv/new_rows.ts";
import type { CsvOptions } from "../../../web/src/data/csv/options.ts";
import { readTable, refusal } from "./table_reading.ts";

const FOLDER = join(import.meta.dirname, "strangers");
const bytes = (name: string) => readFileSync(join(FOLDER, name));
const seen = new Set<string>();

function read(name: string, options: Partial<CsvOptions> = {}) {
  seen.add(name);
  return readTable(bytes(name), options);
}
function refused(name: string, options: Partial<CsvOptions> = {}) {
  seen.add(name);
  return refusal(bytes(name), options);
}

describe("is read well:", () => {
  it.each([
    ["01-space-before-quote.csv", "Price", "Weight", [200, 900, 1100, 400, 150, 1500]],
    ["02d-constant-with-comma-name.csv", "Price", "SKU (code, required)", [1, 2, 3, 4]],
    ["04-trailing-delimiter.csv", "y", "b", [2, 3, 1, 5]],
    ["05c-title-row.csv", "z", "x", [1, 2, 5, 7]],
    ["06-units-row.csv", "price", "length", [1.5, 2.5, 3.5, 4.5, 5.5]],
    ["07b-pandas-default-names.csv", "3", "0", [5.1, 4.9, 6.2, 5.9, 4.7].map(Math.fround)],
    ["07b-pandas-default-names.csv", "#3", "3", [10, 9.3, 13.4, 14, 9.2].map(Math.fround)],
    ["08c-thousands-space.csv", "price", "price", [1299, 1899, 899, 12999]],
    ["08e-currency-percent.csv", "price", "price", [1299, 1899, 899, 12999]],
    ["08e-currency-percent.csv", "price", "rate", [12, 13, 9.5, 22]],
    ["09-unicode-minus.csv", "z", "z", [3.5, -1, -2.5, 8]],
    ["13b-auto-mpg-spaces.data", "#1", "column_5", [3504, 3693, 2130, 2372]],
    ["15-row-index.csv", "y", "x", [1.5, 2.5, 3.5, 4.5]],
    ["22-pipe.csv", "y", "a", [1, 2, 4, 5]],
    ["header-quoted-alone.csv", "y", "b", [2, 3, 1]],
    ["lines-quoted.csv", "y", "b", [2, 3, 1]],
    ["german.csv", "Preis", "Preis", [1299, 1899, 899, 12999]],
    ["german.csv", "Preis", "Fläche", [55.5, 70, 35.25, 110.5]],
    ["swiss.csv", "price", "price", [1299, 1899, 899, 12999.5]],
    ["indian.csv", "price", "price", [1234567, 123456, 99999, 10000000]],
    ["narrow-space.csv", "price", "price", [1299, 1899, 899, 12999.5]],
    ["r-write-table.txt", "mpg", "disp", [160, 160.5, 108]],
    ["r-write-csv.csv", "mpg", "cyl", [6, 6, 4]],
    ["comments.csv", "y", "x", [1, 2, 3]],
    ["numpy-savetxt.txt", "z", "x", [1, 2, 4]],
    ["footer.csv", "y", "a", [1, 2, 4]],
    ["units-behind.csv", "y", "weight", [72, 65, 90]],
    ["units-behind.csv", "y", "height", [180, 165, 191]],
    ["chinese.csv", "类别", "收入", [12000, 9800, 15000]],
    ["chinese.csv", "类别", "身高（厘米）", [175, 168, 181]],
    ["bookkeeping.csv", "owed", "owed", [-1234.5, 2000, -5]],
    ["58-prices.csv", "price", "rooms", undefined],
  ] as [string, string, string, number[] | undefined][])(
    "%s (to predict %s), column %s",
    (name, target, column, numbers) => {
      const { column: of, data } = read(name, { target });
      expect(data.columns).toContain(column);
      if (numbers !== undefined) expect(of(column)).toEqual(numbers);
    },
  );

  it("says what it passed over, in one sentence each", () => {
    const said = (name: string, target: string) => read(name, { target }).said;
    expect(
      said("04-trailing-delimiter.csv", "y").match(/delimiters that part nothing/g),
    ).toHaveLength(1);
    expect(said("05c-title-row.csv", "z")).toContain(
      '1 line above the table left out: "Monthly report" in row 1.',
    );
    expect(said("06-units-row.csv", "price")).toContain(
      "Row 2 has units ((cm), (g), (EUR)) and is no data.",
    );
    expect(said("footer.csv", "y")).toContain(
      '2 lines below the table left out: "Total 7 11" in row 5, ….',
    );
    expect(said("comments.csv", "y")).toContain(
      '3 lines are comments and are left out: "# measured in May" in row 1, ….',
    );
    expect(said("15-row-index.csv", "y")).toContain(
      "Left out because it only numbers or names the rows: column_1.",
    );
    expect(said("german.csv", "Preis")).toContain('thousands parted by ".", as 1.299 in row 2');
    expect(said("lines-quoted.csv", "y")).toContain(
      "Every line stands in quotation marks as a whole",
    );
  });

  it("joins names that stand in two rows, as merged cells leave them", () => {
    const { data, report, said } = read("merged-header.csv", { target: "Result" });
    expect(report.overview.map(({ name }) => name)).toEqual([
      ...["Student Name", "Student Class", "Exam 1 Points", "Exam 1 Grade"],
      ...["Exam 2 Points", "Exam 2 Grade", "Result"],
    ]);
    expect(data.class_names).toEqual(["fail", "pass"]);
    expect(said).toContain('stand in rows 1 and 2 and are joined, as "Student Name".');
    // One new row, to be predicted.
    const fresh = "Exam 1,,Exam 2,\nPoints,Grade,Points,Grade\n7,B,9,A\n";
    const asked = ["Exam 1 Points", "Exam 1 Grade=A", "Exam 1 Grade=B", "Exam 2 Points"];
    expect([...featuresOfCsv(fresh, asked).features]).toEqual([7, 0, 1, 9]);
  });

  it("finds a table that begins in the second column, below titles and above a note", () => {
    const { report, column, said } = read("offset-sheet.csv", { target: "Temp (°C)" });
    expect(report.rowsRead).toBe(8);
    expect(column("Temp (°C)")).toEqual([12.5, 13.5, 14.5, 15.5, 16.5, 17.5, 18.5, 19.5]);
    expect(said).toContain('2 lines above the table left out: "Weather log (station 7)" in row 2');
    expect(said).toContain('1 line below the table left out: "Source: school roof" in row 14.');
  });

  it("says in which old encoding a file is, and reads it so", () => {
    for (const [name, encoding, target, column] of [
      ["german-1252.csv", "windows-1252", "Preis", "Größe"],
      ["gb18030.csv", "gb18030", "等级", "成绩"],
      ["big5.csv", "big5", "成績", "年齡"],
      ["shift-jis.csv", "shift_jis", "てんすう", "とし"],
    ] as const) {
      const error = refused(name, { target });
      expect(error.cures.flatMap(cureWords)).toEqual([`--encoding ${encoding}`]);
      expect(read(name, { target, encoding }).data.columns).toContain(column);
    }
    // Some versions of Node take the euro sign for a control character.
    const german = read("german-1252.csv", { target: "Preis", encoding: "windows-1252" });
    expect(german.report.overview[2]).toMatchObject({ type: "number", unit: "€" });
  });

  it("leaves out what only tells the rows apart, and takes it where it is asked for", () => {
    const pupils = (as: CsvOptions["as"] = []) =>
      read("gb18030.csv", { target: "等级", encoding: "gb18030", as }).report.overview;
    expect(pupils().slice(0, 2)).toMatchObject([{ role: "left out" }, { role: "left out" }]);
    expect(pupils()[1]?.changes.flatMap(cureWords)).toEqual(['--as "#2=class"']);
    expect(pupils([["姓名", "class"]])[1]).toMatchObject({ role: "feature" });
    const { data, report } = read("ids-that-count.csv");
    expect(data.columns).toEqual(["valid", "Paid", "y"]);
    expect(report.overview[0]?.changes.flatMap(cureWords)).toEqual(["--as StudentID=number"]);
    const asked = read("ids-that-count.csv", { as: [["StudentID", "number"]] });
    expect(asked.data.columns).toContain("StudentID");
  });

  it("does not take measures with different numbers of decimals for versions", () => {
    const { said } = readTable("a,y\n1.50 kg,1\n2.5 kg,2\n3.25 kg,3\n");
    expect(said).not.toContain("1.1 and 1.10");
    expect(readTable("a,y\n1.5,1\n2.50,2\n1.50,3\n").said).toContain("1.1 and 1.10");
  });

  it("keeps values apart that only look alike", () => {
    const na = read("11-na-is-a-class.csv", { target: "yield" });
    expect(na.data.columns).toEqual(["code=BW", "code=NA", "code=ZA", "rain", "yield"]);
    expect(na.said).toContain("NA is taken for a value");
    const versions = ["1.1", "1.10", "1.2"];
    expect(read("14e-versions.csv", { target: "version", classes: true }).data.class_names).toEqual(
      versions,
    );
    expect(read("14e-versions.csv").data.columns.slice(0, 3)).toEqual(
      versions.map((text) => `version=${text}`),
    );
    const zip = read("leading-zeros.csv");
    expect(zip.data.columns.slice(0, 3)).toEqual(["zip=00501", "zip=02134", "zip=10001"]);
    expect(read("leading-zeros.csv", { as: [["zip", "number"]] }).column("zip")).toEqual([
      2134, 10001, 2134, 501,
    ]);
    expect(read("ids.csv", { target: "a", classes: true }).data.class_names).toHaveLength(4);
    expect(read("ids.csv").report.columns[0]?.merged).toEqual({ from: 4, to: 1 });
  });

  it("takes a table of letters for data, whose first row is none of names", () => {
    const { data, report } = read("18-mushroom-no-header.csv", { target: "#1" });
    expect(report).toMatchObject({ header: false, rowsRead: 6 });
    expect(data.class_names).toEqual(["e", "p"]);
  });

  it("recognises dates, and makes days of them where it is told to", () => {
    const { report, data } = read("dates.csv");
    expect(data.columns).toEqual(["a", "y"]);
    expect(report.overview[0]).toMatchObject({ type: "date", role: "left out" });
    expect(report.overview[0]?.changes.flatMap(cureWords)).toEqual(["--as when=days"]);
    const { column } = read("dates.csv", { as: [["when", "days"]] });
    expect(column("when")).toEqual([19753, 19782, 19783]);
    expect(read("dates-ambiguous.csv", { as: [["when", "month_first"]] }).column("when")[0]).toBe(
      19724,
    );
    expect(read("dates-ambiguous.csv", { as: [["when", "day_first"]] }).column("when")[0]).toBe(
      19754,
    );
  });

  it("leaves rows of nothing out, and quotes as they are meant", () => {
    const { report, rows } = read("empty-rows.csv", { missing: "mean" });
    expect(report.rowsRead).toBe(3);
    expect(rows[1]).toEqual([2, 1.5, 5]);
    expect(read("quotes.csv").data.columns).toEqual(['He said "a, b"=k', 'He said "a, b"=m', "y"]);
    expect(read("line-break-name.csv", { target: "y" }).report.overview[1]?.name).toBe(
      "line break, and comma",
    );
  });
});

describe("is refused with a cure that works when it is pasted:", () => {
  it.each([
    [
      "19-excel-errors.csv",
      {},
      'row 3, column "ratio": the value is missing (#DIV/0! counts as missing)',
    ],
    ["mixed-marks.csv", { target: "price" }, undefined],
    [
      "dates-ambiguous.csv",
      { as: [["when", "days"]] },
      'row 2, column "when": 01/02/2024 may begin with the day',
    ],
    ["two-habits.csv", {}, 'row 3, column "code": 2,5 is written in another way than 1.5 in row 2'],
  ] as [string, Partial<CsvOptions>, string | undefined][])("%s %j", (name, options, sentence) => {
    if (sentence === undefined) {
      // Points in one column and commas in another leave no doubt within each.
      expect(read(name, options).column("price")).toEqual([1299, 1899, 899, 12999.5]);
      return;
    }
    const error = refused(name, options);
    expect(error.toString()).toContain(sentence);
    expect(error.cures.length).toBeGreaterThan(0);
    for (const words of error.cures.flatMap(cureWords)) {
      const [option = "", value = ""] = words.replaceAll('"', "").split(" ");
      const given = option === "--as" || option === "--ignore" ? [value] : value;
      const { options: cured } = parseTable("f", { target: "y", [option.slice(2)]: given });
      const { target: _, ...more } = cured;
      if (name === "two-habits.csv") {
        // Nothing else is left to learn from.
        expect(refused(name, { ...options, ...more }).message).toContain(
          "every column but the target",
        );
      } else {
        expect(read(name, { ...options, ...more }).rows.length).toBeGreaterThan(0);
      }
    }
  });

  it("cells without the quotation marks that they need", () => {
    expect(refused("bookkeeping-unquoted.csv").path).toBe("row 2");
  });

  it("and columns with commas and line breaks in their names are left out as the program calls them", () => {
    for (const [name, target] of [
      ["02d-constant-with-comma-name.csv", "Price"],
      ["line-break-name.csv", "y"],
    ] as const) {
      const { report } = read(name, { target });
      for (const { role, changes } of report.overview.filter(({ changes }) => changes.length > 0)) {
        const words = changes.flatMap(cureWords).find((text) => text.startsWith("--ignore"));
        if (role !== "feature" || words === undefined) continue;
        // As a shell parts it.
        const [, , value = ""] = /^(--ignore) "?([^"]*)"?$/.exec(words) ?? [];
        const error = refused(name, { target, ignore: [value, "#2"] });
        expect(error.message).toContain("every column but the target is ignored");
      }
    }
  });
});

it("every file there is told about here", () => {
  expect(readdirSync(FOLDER).filter((name) => !seen.has(name))).toEqual([]);
});
