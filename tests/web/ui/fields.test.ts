// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Field } from "../../../web/src/engine/api.ts";
import {
  POSITIONS,
  positionOf,
  sliderRange,
  valueAt,
} from "../../../web/src/ui/field/slider_range.ts";
import { standsAsDefault } from "../../../web/src/ui/field/stands_as_default.ts";
import { readTyped, writeShort, writeTyped } from "../../../web/src/ui/field/typed_text.ts";
import { catalog } from "../fixtures/catalog.ts";

const text = { en: "", zh: "" };
const field = (more: Partial<Field>): Field => ({
  id: "x",
  type: "real",
  label: text,
  help: text,
  ...more,
});
const rate = field({
  default: 0.003,
  minimum: 0,
  maximum: 1000,
  exclusive_minimum: true,
  scale: "log",
});

describe("what is typed", () => {
  it.each([
    ["0.1", 0.1],
    [" 1e-3 ", 0.001],
    [".5", 0.5],
    ["-4", -4],
    ["abc", "abc"],
    ["NaN", "NaN"],
    ["Infinity", "Infinity"],
    ["1e999", "1e999"],
    ["0x10", "0x10"],
    ["1,5", "1,5"],
    ["", ""],
  ])("%j is handed to the parser as %j", (typed, value) => {
    expect(readTyped(typed, field({}))).toBe(value);
  });

  it("is nothing where nothing may stand", () => {
    expect(readTyped("  ", field({ nullable: true }))).toBeNull();
  });

  it("may be JSON for a list", () => {
    expect(readTyped("[1, 2]", field({ type: "list" }))).toEqual([1, 2]);
    expect(readTyped("[1, ", field({ type: "list" }))).toBe("[1,");
  });

  it("is a table, one row a line", () => {
    const texts = field({ type: "texts" });
    expect(readTyped(" x1, x 2 ,y ", texts)).toEqual(["x1", "x 2", "y"]);
    expect(readTyped(writeTyped(["a", "b"]), texts)).toEqual(["a", "b"]);
    expect(readTyped("12345678", field({ type: "packed" }))).toBe("12345678");
    const rows = field({ type: "rows" });
    expect(readTyped("1, 2\n\n3;4\n 5\tx ", rows)).toEqual([
      [1, 2],
      [3, 4],
      [5, "x"],
    ]);
    expect(writeTyped([[1, 2], ["x"]])).toBe("1, 2\nx");
  });

  it.each([
    [0.0001, "1e-4"],
    [0.000316, "3.16e-4"],
    [0.003, "0.003"],
    [32, "32"],
    [1000, "1000"],
    ["abc", "abc"],
  ])("%j stands as %s where there is little room", (value, written) => {
    expect(writeShort(value)).toBe(written);
    expect(readTyped(written, field({}))).toBe(value);
  });

  it("is whole numbers with commas between them", () => {
    const milestones = field({ type: "integers" });
    expect(readTyped(" 500, 1000;x", milestones)).toEqual([500, 1000, "x"]);
    expect(readTyped("", milestones)).toEqual([]);
    expect(writeTyped([500, 1000])).toBe("500, 1000");
  });

  it("is shown as it was given", () => {
    const list = [{ type: "dense" }];
    expect([null, 0.003, "abc", list].map(writeTyped)).toEqual([
      "",
      "0.003",
      "abc",
      JSON.stringify(list),
    ]);
  });
});

describe("a slider", () => {
  it("of a rate spans decades around its default", () => {
    const range = sliderRange(rate);
    expect(range).toMatchObject({ logarithmic: true, high: 10 });
    expect(range?.low).toBeCloseTo(1e-6);
  });

  it("keeps to near bounds", () => {
    const noise = field({ default: 0.1, minimum: 0, maximum: 3 });
    expect(sliderRange(noise)).toMatchObject({ low: 0, high: 3, logarithmic: false });
  });

  it("has no use for seeds, optional numbers and numbers without a default", () => {
    expect(sliderRange(field({ default: 7, minimum: 0, maximum: 4294967295 }))).toBeUndefined();
    expect(sliderRange(field({ default: 7, nullable: true }))).toBeUndefined();
    expect(sliderRange(field({ default: null }))).toBeUndefined();
  });

  it.each(
    [...Object.values(catalog.kinds).flat(), { fields: catalog.document }].flatMap(
      ({ fields }) => fields,
    ),
  )("of $id finds every value again within a position", (declared) => {
    const range = sliderRange(declared);
    if (range === undefined) return;
    expect(valueAt(0, range)).toBe(range.low);
    expect(valueAt(POSITIONS, range)).toBe(range.high);
    expect(positionOf(range.high * 10 + 1, range)).toBe(POSITIONS);
    let before = range.low;
    for (let position = 1; position <= POSITIONS; position += 1) {
      const value = valueAt(position, range);
      expect(value).toBeGreaterThanOrEqual(before);
      expect(Number.isInteger(value) || !range.integer).toBe(true);
      before = value;
    }
  });

  it("has round numbers", () => {
    const range = sliderRange(rate);
    if (range === undefined) throw new Error("no slider");
    for (let position = 0; position <= POSITIONS; position += 1) {
      expect(String(valueAt(position, range)).length).toBeLessThan(10);
    }
  });
});

describe("the way back to the default", () => {
  it("is that of a component where another one is chosen, not where a number in it is", () => {
    const optimizer = field({ type: "component", kind: "optimizer", default: "adam" });
    expect(standsAsDefault(optimizer, { type: "adam", learning_rate: 0.5 })).toBe(true);
    expect(standsAsDefault(optimizer, { type: "sgd", learning_rate: 0.003 })).toBe(false);
    expect(standsAsDefault(rate, 0.5)).toBe(false);
    expect(standsAsDefault(rate, 0.003)).toBe(true);
  });
});
