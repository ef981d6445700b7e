// SPDX-License-Identifier: Apache-2.0
/** Targets far from 1, from the file to the summary; and what an experiment is surely not meant to be, told in words. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { columns } from "../../../web/node/results.ts";
import { downhill, file } from "./real_command_line.ts";

const PRICES = join(import.meta.dirname, "../data/prices.csv");

describe("prices of tens of millions", () => {
  it("are learnt as the table is imported, with errors in original units", async () => {
    const { out } = await downhill("table", PRICES, "--target", "price");
    const document = { ...JSON.parse(out), stop: { epochs: 1000 } };
    const learnt = await downhill("train", await file("prices.json", document), "--json");
    expect(learnt.err).toBe("");
    const results = JSON.parse(learnt.out);
    expect(results.standardized_losses).toBe(true);
    expect(results.test_r2).toBeGreaterThan(0.98);
    // Of prices from 10 to 35 million.
    expect(results.test_mae).toBeGreaterThan(1e4);
    expect(results.test_mae).toBeLessThan(1e6);
  });

  it("are warned of where nothing standardizes them, and the summary keeps its numbers apart", async () => {
    const { out } = await downhill("table", PRICES, "--target", "price");
    const { data, ...rest } = JSON.parse(out);
    const document = { ...rest, data: { ...data, standardize_target: false }, stop: { epochs: 5 } };
    const trained = await downhill("train", await file("prices.json", document));
    expect(trained.err).toContain("warning: data.standardize_target: is false, but the targets");
    expect(trained.out).toMatch(/\ntest +\d{15} {2,}-\d/);
  });
});

describe("validate", () => {
  it("warns on standard error, one line each, and accepts", async () => {
    const split = { train: 1, validation: 0, test: 0 };
    const data = { type: "rows", features: [1, 2, 3], targets: [1, 6, 10], split };
    const layers = [
      { type: "dense", units: 1 },
      "layer_norm",
      { type: "dense", activation: "sigmoid" },
    ];
    const document = await file("odd.json", { data, model: { layers } });
    const { code, err } = await downhill("validate", document);
    expect(code).toBe(0);
    const lines = err.trim().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("warning: model.layers[1]: normalizes one number alone");
    expect(lines[1]).toContain(
      "warning: model.layers[2].activation: sigmoid gives numbers from 0 to 1",
    );
  });
});

describe("columns of the summary", () => {
  it("are never less than two blanks apart", () => {
    const rows = [
      ["", "loss", "r2"],
      ["train", "519695000000000", "-9.10006"],
    ];
    expect(columns(rows)).toEqual([
      "            loss             r2",
      "train       519695000000000  -9.10006",
    ]);
  });
});
