// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { displayWidth, overviewLines } from "../../../web/node/table_overview.ts";
import { tableFromCsv } from "../../../web/src/data/csv/csv.ts";

it("the columns of an overview stand below each other, Chinese ones too", () => {
  const { report } = tableFromCsv("姓名,height,结果\n甲,1.5,3\n乙,2.5,4\n甲,3.5,6\n", {
    target: "结果",
  });
  const lines = [...overviewLines(report.overview)];
  expect(lines).toHaveLength(4);
  const [titles = "", ...rows] = lines;
  const at = displayWidth(titles.slice(0, titles.indexOf("decision")));
  const decisions = ["class: 2 columns", "number", "number to predict"];
  rows.forEach((row, index) => {
    // `number` is the type as well.
    const begin = row.lastIndexOf(decisions[index] ?? "");
    expect(displayWidth(row.slice(0, begin))).toBe(at);
  });
});

it("more than forty columns are not all shown, but the target is", () => {
  const names = Array.from({ length: 100 }, (_, index) => `c${index}`);
  const row = (value: number) => names.map((_, index) => value * (index + 1)).join(",");
  const { report } = tableFromCsv(`${names.join(",")}\n${row(1)}\n${row(2)}\n`, { target: "c99" });
  const lines = [...overviewLines(report.overview)];
  expect(lines).toHaveLength(1 + 40 + 1 + 1);
  expect(lines.at(-2)).toContain("number to predict");
  expect(lines.at(-1)).toBe("… and 59 more columns");
});
