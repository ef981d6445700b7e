// SPDX-License-Identifier: Apache-2.0
/** Numbers in every habit of writing them come back as what they are: tables are written by seeded generators and read again. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTable, refusal } from "./table_reading.ts";

const SEED = { seed: 20_261_128, numRuns: 150 };

/** How somebody writes numbers, and what his files are parted by. */
interface Writing {
  readonly decimal: string;
  readonly group: string;
  readonly delimiters: readonly string[];
  readonly minus?: string;
  readonly indian?: boolean;
}

const WRITINGS: Readonly<Record<string, Writing>> = {
  plain: { decimal: ".", group: "", delimiters: [",", ";", "\t", "|"] },
  English: { decimal: ".", group: ",", delimiters: [",", ";", "\t", "|"] },
  German: { decimal: ",", group: ".", delimiters: [";", "\t", "|"] },
  French: { decimal: ",", group: "\u202f", delimiters: [";", "\t"], minus: "\u2212" },
  Swiss: { decimal: ".", group: "'", delimiters: [",", ";", "\t"] },
  "Swiss by the book": { decimal: ".", group: "\u2019", delimiters: [",", ";"], minus: "\u2013" },
  international: { decimal: ".", group: "\u00a0", delimiters: [",", ";", "\t"] },
  Indian: { decimal: ".", group: ",", delimiters: [",", ";", "\t"], indian: true },
};

function written(
  value: number,
  places: number,
  { decimal, group, minus = "-", indian = false }: Writing,
) {
  const [whole = "", fraction] = Math.abs(value).toFixed(places).split(".");
  const groups: string[] = [];
  let rest = whole;
  while (rest.length > (groups.length > 0 && indian ? 2 : 3)) {
    const size = groups.length > 0 && indian ? 2 : 3;
    groups.unshift(rest.slice(-size));
    rest = rest.slice(0, -size);
  }
  const digits = [rest, ...groups].join(group);
  const sign = value < 0 ? minus : "";
  return fraction === undefined ? sign + digits : `${sign}${digits}${decimal}${fraction}`;
}

const inQuotes = (cell: string, delimiter: string) =>
  cell.includes(delimiter) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;

/** With what the last place can hold exactly: hundredths of up to twelve digits. */
const hundredths = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }).map((n) => n / 100);

describe.each(Object.entries(WRITINGS))("numbers in the %s way", (_, writing) => {
  it("come back, whatever parts the cells", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(hundredths, hundredths), { minLength: 2, maxLength: 20 }),
        fc.constantFrom(...writing.delimiters),
        fc.boolean(),
        (values, delimiter, hasReturn) => {
          const lines = values.map((row) =>
            row.map((value) => inQuotes(written(value, 2, writing), delimiter)).join(delimiter),
          );
          const text = [["a", "y"].join(delimiter), ...lines].join(hasReturn ? "\r\n" : "\n");
          expect(readTable(text).rows).toEqual(values.map((row) => row.map(Math.fround)));
        },
      ),
      SEED,
    );
  });

  it("with units, currencies or percent come back", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(hundredths, hundredths), { minLength: 2, maxLength: 10 }),
        fc.constantFrom("%", " kg", " km/h", " €", "元", "°C"),
        fc.constantFrom("$", "€ ", "CHF ", "￥", "Rs. "),
        (values, unit, currency) => {
          const delimiter = writing.delimiters[0] ?? ",";
          const lines = values.map(([a, y]) =>
            [written(a, 2, writing) + unit, currency + written(y, 2, writing)]
              .map((cell) => inQuotes(cell, delimiter))
              .join(delimiter),
          );
          const { rows, report } = readTable([["a", "y"].join(delimiter), ...lines].join("\n"));
          expect(rows).toEqual(values.map((row) => row.map(Math.fround)));
          expect(report.overview[0]?.unit).toBe(unit.trim());
        },
      ),
      SEED,
    );
  });
});

describe("whole numbers with marks between thousands", () => {
  const whole = fc.integer({ min: 1000, max: 999_999_999 });

  it("are read as what they are, or asked for; never as another number", () => {
    fc.assert(
      fc.property(
        fc.array(whole, { minLength: 2, maxLength: 8 }),
        fc.constantFrom(",", "."),
        fc.constantFrom(",", ";", "\t"),
        (values, group, delimiter) => {
          // A point between thousands in a file of commas is no habit of anybody.
          if (group === "." && delimiter === ",") return;
          const writing = { decimal: group === "," ? "." : ",", group, delimiters: [] };
          const text = `a${delimiter}y\n${values
            .map((value, row) => inQuotes(written(value, 0, writing), delimiter) + delimiter + row)
            .join("\n")}`;
          let rows: number[][];
          try {
            ({ rows } = readTable(text));
          } catch {
            const { cures } = refusal(text);
            expect(cures[0]).toMatchObject({ option: "as", readings: ["whole"] });
            ({ rows } = readTable(text, { as: [["a", "whole"]] }));
          }
          expect(rows.map(([a]) => a)).toEqual(values.map(Math.fround));
        },
      ),
      SEED,
    );
  });
});

describe("dates", () => {
  const pad = (value: number) => String(value).padStart(2, "0");
  const day = fc.integer({ min: -25_000, max: 40_000 });

  it.each([
    ["2024-01-31", (d: Date) => d.toISOString().slice(0, 10)],
    ["2024/1/31", (d: Date) => `${d.getUTCFullYear()}/${d.getUTCMonth() + 1}/${d.getUTCDate()}`],
    [
      "31.01.2024",
      (d: Date) => `${pad(d.getUTCDate())}.${pad(d.getUTCMonth() + 1)}.${d.getUTCFullYear()}`,
    ],
    [
      "2024年1月31日",
      (d: Date) => `${d.getUTCFullYear()}年${d.getUTCMonth() + 1}月${d.getUTCDate()}日`,
    ],
    ["2024-01-31T00:00:00.000Z", (d: Date) => d.toISOString()],
    [
      "Jan 31, 2024",
      (d: Date) => `${d.toUTCString().slice(8, 11)} ${d.getUTCDate()}, ${d.getUTCFullYear()}`,
    ],
  ] as [string, (date: Date) => string][])("as %s become their number of days", (_, write) => {
    fc.assert(
      fc.property(fc.array(day, { minLength: 2, maxLength: 10 }), (days) => {
        const lines = days.map((value, row) => `"${write(new Date(value * 86_400_000))}",${row}`);
        const { column } = readTable(`when,y\n${lines.join("\n")}`, { as: [["when", "days"]] });
        expect(column("when")).toEqual(days);
      }),
      SEED,
    );
  });

  it("that do not exist are none", () => {
    const { report } = readTable("a,when,y\n1,2023-02-29,1\n2,2023-03-01,2\n1,2023-03-01,2\n");
    expect(report.overview[1]?.type).toBe("class");
  });
});

describe("classes", () => {
  it("of any text come back as they are written, whatever marks stand in them", () => {
    const text = fc
      .string({
        unit: fc.constantFrom("a", "b", "ä", "中", ",", ";", '"', " ", "\t", "|", "'", "\\n"),
        minLength: 1,
        maxLength: 8,
      })
      .map((name) => `x${name}x`);
    fc.assert(
      fc.property(
        fc.uniqueArray(text, { minLength: 2, maxLength: 8 }),
        fc.constantFrom(",", ";", "\t", "|"),
        (names, delimiter) => {
          const all = [...names, ...names];
          const lines = all.map((name, row) => `"${name.replaceAll('"', '""')}"${delimiter}${row}`);
          const { data, rows } = readTable(`y${delimiter}a\n${lines.join("\n")}`, { delimiter });
          expect(rows.map((row) => data.class_names[row[1] ?? -1])).toEqual(all);
        },
      ),
      SEED,
    );
  });
});
