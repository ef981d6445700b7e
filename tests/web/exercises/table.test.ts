// SPDX-License-Identifier: Apache-2.0
/** The table of receipts: rows, twins, what it says, and what other programs get of it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import { classPictureOf, type Predictor } from "../../../web/src/exercises/class_picture.ts";
import type { Exercise } from "../../../web/src/exercises/document.ts";
import { markReceipt, receiptIn, twinsOf } from "../../../web/src/exercises/marking.ts";
import { rememberedComing } from "../../../web/src/exercises/prediction.ts";
import { readExercise } from "../../../web/src/exercises/read_exercise.ts";
import { cellsOf, summaryOf } from "../../../web/src/exercises/table.ts";
import { type TableLine, tableCsv, tableText } from "../../../web/src/exercises/table_csv.ts";
import { type Pupil, receiptOf } from "./class_receipts.ts";
import { plain } from "./fixture.ts";
import { textOfOwn } from "./own.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
});
afterAll(() => engine.close());

const LATE = { en: "Give it more.", zh: "请给它更多时间。" };
const comes = rememberedComing();

async function lineOf(exercise: Exercise, pupil: Pupil): Promise<TableLine> {
  const written = await receiptOf(exercise, pupil, engine);
  const marked = await markReceipt(written, [exercise], engine, { whenLate: LATE, comes });
  return { ...marked, receipt: receiptIn(written), written };
}

/** As spreadsheets read it, without the mark at its beginning. */
function rowsOf(csv: string): string[][] {
  expect(csv.startsWith("\ufeff")).toBe(true);
  const rows: string[][] = [[]];
  for (const [, quoted, bare = "", end] of csv
    .slice(1)
    .matchAll(/(?:"((?:[^"]|"")*)"|([^,\r]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

const line = readExercise(plain());
const choice = readExercise(textOfOwn("largest_rate"));
const curve = readExercise({
  ...plain(),
  prediction: { kind: "curve", ask: "Draw it.", metric: "train_loss", near: 0.5 },
});
const point = readExercise({
  ...plain(),
  prediction: { kind: "point", ask: "Where?", steps: 3, near: 0.5 },
});

describe("a row", () => {
  it("says of each kind of prediction how near it was", async () => {
    const right = await lineOf(choice, {
      name: "Anna",
      prediction: { kind: "choice", option: "jumps" },
    });
    const wrong = await lineOf(choice, {
      name: "Ben",
      prediction: { kind: "choice", option: "away" },
    });
    expect([right, wrong].map(({ row }) => cellsOf(row).prediction)).toEqual([
      { en: "right", zh: "正确" },
      { en: "off", zh: "不符" },
    ]);
    const far = await lineOf(point, {
      name: "Ben",
      prediction: { kind: "point", at: [100, 0] },
    });
    expect(cellsOf(far.row).prediction.en).toMatch(/^off by \d+/);
    const near = await lineOf(point, { name: "Li", prediction: { kind: "point", at: [0, 0] } });
    expect(cellsOf(near.row).prediction.en).toMatch(/^near \(0\.\d+ off\)$/);
  });

  it("of what cannot be read, or whose exercise is not here, says what helps", async () => {
    const options = { whenLate: LATE };
    const unread = await markReceipt("DHR1.abc.00000000", [line], engine, options);
    expect(unread.row).toMatchObject({ refused: "unreadable", reproduces: false, passed: null });
    const newer = await markReceipt("DHR7.abcdefghijklmnopqrstuvw.00000000", [], engine, options);
    expect(newer.row.faults[0]?.en).toContain("version 7");
    const written = await receiptOf(line, { name: "Anna" }, engine);
    const stranger = await markReceipt(written, [choice], engine, options);
    expect(stranger.row).toMatchObject({ name: "Anna", refused: "unknown_exercise" });
    expect(stranger.row.faults[0]?.zh).toContain("请同时给出该练习的文件");
    expect(summaryOf([unread.row, stranger.row]).en).toMatch(/^0 of 2 reproduce\./);
  });

  it("is not made where whoever asks wants no more of it", async () => {
    const written = await receiptOf(line, { name: "Anna" }, engine);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(markReceipt(written, [line], engine, { whenLate: LATE, signal })).rejects.toThrow(
      "enough",
    );
  });

  it("knows copies of one work, whatever name stands on them", async () => {
    const saw = "It swings.";
    const all = await Promise.all(
      [
        { name: "Anna", saw },
        { name: "Ben", saw: "Other." },
        { name: "Carl", saw },
      ].map((pupil) => receiptOf(line, pupil, engine)),
    );
    expect(twinsOf(all.map(receiptIn))).toEqual([undefined, undefined, 0]);
    expect(twinsOf([undefined, receiptIn(all[0] ?? ""), undefined])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("what other programs get", () => {
  it("has all columns, whatever stands in them", async () => {
    const anna = await lineOf(line, {
      name: 'An"na, 李\n明',
      saw: "It swings; then\tit stops",
      runs: [{ changed: [] }, { changed: ["optimizer.learning_rate"], why: "too slow" }],
    });
    const [heads = [], row = []] = rowsOf(tableCsv([{ ...anna, twin: "Ben" }], "en"));
    expect(row).toHaveLength(heads.length);
    const cell = (head: string) => row[heads.indexOf(head)];
    expect(cell("name")).toBe('An"na, 李\n明');
    expect([cell("checks"), cell("of"), cell("check 1"), cell("check 2: measured")]).toEqual([
      "3",
      "3",
      "passed",
      "2",
    ]);
    expect(cell("the same as")).toBe("Ben");
    expect(cell("what was seen")).toBe("It swings; then\tit stops");
    expect(cell("reasons of the runs")).toBe("too slow");
    expect(cell("receipt")).toBe(anna.written);
    expect(rowsOf(tableCsv([anna], "zh"))[0]?.slice(0, 2)).toEqual(["姓名", "练习"]);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])(
    "makes no formula of %j",
    async (name) => {
      const anna = await lineOf(line, { name: "Anna" });
      // A receipt that was made by hand may begin with what a form would cut.
      const forged = { ...anna, row: { ...anna.row, name } };
      expect(rowsOf(tableCsv([forged], "en"))[1]?.[0]).toBe(`'${name}`);
      expect(tableText([forged], "en").split("\n")[1]).toMatch(/^'/);
    },
  );

  it.each(['"=1+1"', '"', 'An"na', '"\t=1'])(
    "keeps %j in its cell when it is pasted",
    async (name) => {
      const anna = await lineOf(line, { name: "Anna" });
      const [, row = ""] = tableText([{ ...anna, row: { ...anna.row, name } }], "en").split("\n");
      const [, cell = ""] = /^"((?:[^"]|"")*)"\tline\t/.exec(row) ?? [];
      expect(cell.replaceAll('""', '"')).toBe(name.replace("\t", " "));
    },
  );

  it("copies the table as it is shown, a row a line", async () => {
    const anna = await lineOf(line, { name: "Anna\nmaria" });
    expect(tableText([{ ...anna, twin: "Ben" }], "en").split("\n")).toEqual([
      "name\texercise\tchecks\tprediction\tlooks\truns\tchanges\treproduces",
      "Anna maria\tline\t3 of 3\t-\t0\t2\t1\tyes; the same as Ben",
    ]);
  });
});

async function predictors(exercise: Exercise, pupils: readonly Pupil[]): Promise<Predictor[]> {
  const lines = await Promise.all(pupils.map((pupil) => lineOf(exercise, pupil)));
  return lines.flatMap(({ receipt, verification }, index) =>
    receipt && verification ? [{ number: index + 1, receipt, verification }] : [],
  );
}

describe("the picture of a class", () => {
  it("counts choices, and marks what came", async () => {
    const pupils = ["jumps", "away", "jumps"].map((option) => ({
      name: option,
      prediction: { kind: "choice" as const, option },
    }));
    const all = await predictors(choice, [...pupils, { name: "without" }]);
    const picture = classPictureOf(choice, all);
    if (picture?.kind !== "choice") throw new Error("There is no picture of choices.");
    expect([picture.total, picture.right]).toEqual([3, 2]);
    expect(picture.options.map(({ id, count, right }) => [id, count, right])).toEqual([
      ["at_once", 0, false],
      ["slowly", 0, false],
      ["jumps", 2, true],
      ["away", 1, false],
    ]);
    expect(classPictureOf(choice, [])).toBeUndefined();
    expect(classPictureOf(line, all)).toBeUndefined();
  });

  it("follows drawn curves no further than can be compared with what came", async () => {
    const drawn = (...ys: number[]) => ({
      name: "x",
      prediction: { kind: "curve" as const, points: ys.map((y, x) => [x, y]) },
    });
    const picture = classPictureOf(
      curve,
      await predictors(curve, [drawn(3, 1, 0.5), drawn(1e30, 0, 0)]),
    );
    if (picture?.kind !== "curve") throw new Error("There is no picture of curves.");
    expect(picture.curves).toHaveLength(2);
    const heights = picture.came.map(([, y = 0]) => y);
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    expect(picture.levels.max).toBeCloseTo(high + 2 * (high - low), 6);
    expect(picture.levels.min).toBeCloseTo(Math.max(low - 2 * (high - low), 0), 6);
  });

  it("shows points of as many parameters as the model has", async () => {
    const at = (...numbers: number[]) => ({
      name: "x",
      prediction: { kind: "point" as const, at: numbers },
    });
    const picture = classPictureOf(point, await predictors(point, [at(1, 2), at(3)]));
    if (picture?.kind !== "point") throw new Error("There is no picture of points.");
    expect(picture.came).toHaveLength(2);
    expect(picture.points.map(({ number }) => number)).toEqual([1]);
    expect(picture.total).toBe(2);
  });
});
