// SPDX-License-Identifier: Apache-2.0
/** `downhill predict`, from a CSV file to what the network says of another one. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { downhill, file, folder } from "./real_command_line.ts";

const colours = ["red", "blue"];
/** weight = 1e6 + 2e5 length + 5e5 for red. */
const WEIGHTS = Array.from({ length: 40 }, (_, i) => {
  const length = (i * 7) % 20;
  const colour = colours[i % 2];
  return { length, colour, weight: 1e6 + 2e5 * length + (colour === "red" ? 5e5 : 0) };
});

async function trained(csv: string, target: string, words: string[] = []): Promise<string> {
  const path = await file("table.csv", csv);
  const table = await downhill("table", path, "--target", target, ...words);
  expect(table).toMatchObject({ code: 0 });
  const document = {
    ...JSON.parse(table.out),
    model: { layers: ["dense"] },
    optimizer: { type: "adam", learning_rate: 0.1 },
    stop: { epochs: 300 },
  };
  const model = join(folder, "model.json");
  const experiment = await file("experiment.json", document);
  expect(await downhill("train", experiment, "--model", model)).toMatchObject({ code: 0 });
  return model;
}

const weightsCsv = () =>
  `length,colour,weight\n${WEIGHTS.map(({ length, colour, weight }) => `${length},${colour},${weight}\n`).join("")}`;

describe("downhill predict", () => {
  it("tells numbers in original units, whatever else the file holds and in which order", async () => {
    const model = await trained(weightsCsv(), "weight");
    const rows = "note,colour,length\nx,red,10\ny,blue,0\n";
    const { code, out, err } = await downhill("predict", model, await file("new.csv", rows));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [header, ...lines] = out.trim().split("\n");
    expect(header).toBe("row,weight");
    const predicted = lines.map((line) => Number(line.split(",")[1]));
    expect(lines.map((line) => line.split(",")[0])).toEqual(["2", "3"]);
    expect((predicted[0] ?? 0) / 3.5e6).toBeCloseTo(1, 2);
    expect((predicted[1] ?? 0) / 1e6).toBeCloseTo(1, 1);
  });

  it("takes the columns of the file, where the network is fed formulas of them", async () => {
    const ring = Array.from({ length: 60 }, (_, i) => [300 + (i % 9) - 4, 20 - (i % 7) + 3]);
    const csv = `far,near,label\n${ring.map(([x = 0, y = 0]) => `${x},${y},${(x - 300) ** 2 + (y - 20) ** 2 > 12 ? "out" : "in"}\n`).join("")}`;
    const table = await downhill("table", await file("ring.csv", csv), "--target", "label");
    const { data } = JSON.parse(table.out);
    const experiment = await file("squares.json", {
      data: { ...data, inputs: ["x1", "x2", "x1_squared", "x2_squared"] },
      model: { layers: ["dense"] },
      optimizer: { type: "adam", learning_rate: 0.1 },
      stop: { epochs: 200 },
    });
    const model = join(folder, "squares.model.json");
    expect(await downhill("train", experiment, "--model", model)).toMatchObject({ code: 0 });
    const rows = await file("asked.csv", "near,far\n20,300\n24,304\n");
    const { code, out } = await downhill("predict", model, rows);
    expect(code).toBe(0);
    const said = out
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[1]);
    expect(said).toEqual(["in", "out"]);
  });

  it("says with row and column what it cannot read", async () => {
    const model = await trained(weightsCsv(), "weight");
    const answer = async (rows: string) => {
      const { code, out, err } = await downhill("predict", model, await file("new.csv", rows));
      expect({ code, out }).toEqual({ code: 2, out: "" });
      return err;
    };
    expect(await answer("length,colour\n1,red\n,blue\n")).toContain(
      'row 3, column "length": is empty',
    );
    expect(await answer("length,colour\n1,red\nx2,red\n")).toContain('"x2" is no number');
    expect(await answer("length,colour\n1,green\n")).toMatch(
      /row 2, column "colour": "green" is none of the values .*red/,
    );
    expect(await answer("colour\nred\n")).toContain("no column for");
  });

  it("reads new rows as the table was read: dates, codes, classes, old encodings", async () => {
    const rows = Array.from({ length: 24 }, (_, i) => {
      const day = `2024-01-${String(i + 1).padStart(2, "0")}`;
      return `${day};0${i % 9};${1 + (i % 2)}.0;${i},5 €`;
    });
    const csv = ["Datum;Code;Größe;Preis", ...rows].join("\n");
    const words = ["--as", "Datum=days", "--as", "Code=number", "--as", "Größe=class"];
    const model = await trained(csv, "Preis", words);
    const answer = async (text: string, ...more: string[]) => {
      const bytes = Buffer.from(text, "latin1");
      return downhill("predict", model, await file("new.csv", bytes), ...more);
    };
    const fresh = "Datum;Code;Größe\n2024-01-05;04;1\n2024-01-06;005;2.0\n";
    expect((await answer(fresh)).err).toMatch(
      /^.*new\.csv: the file is not UTF-8.* The option is --encoding windows-1252\.\n$/,
    );
    const { code, out, err } = await answer(fresh, "--encoding", "windows-1252");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n").map((line) => line.split(",")[0])).toEqual(["row", "2", "3", ""]);
    const unclear = await answer(
      "Datum;Code;Gr\xf6\xdfe\n2024-01-05;1.234;1\n",
      "--encoding",
      "windows-1252",
    );
    expect(unclear.err).toContain("may part thousands or be a decimal mark");
    expect(unclear.err).toContain("--as Code=whole or --as Code=number");
  });

  it("finds the delimiter by the names that it looks for, and says which lines are none of the rows", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i},5;${i}\n`).join("");
    const model = await trained(`a;y\n${rows}`, "y");
    const told = await downhill("predict", model, await file("new.csv", "a\n1,5\n2,5\n"));
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(told.out.split("\n")).toHaveLength(4);
    const sums = await downhill(
      "predict",
      model,
      await file("new.csv", "a;b\n1,5;x\n2,5;z\nSumme;4\n"),
    );
    expect(sums.err).toBe('1 line below the table left out: "Summe 4" in row 4.\n');
    expect(sums.out.split("\n")).toHaveLength(4);
  });

  it("says of a network that sees no pictures that it sees none", async () => {
    const model = await trained(weightsCsv(), "weight");
    const { code, err } = await downhill("predict", model, await file("new.png", "no picture"));
    expect(code).toBe(2);
    expect(err).toContain(
      "new.png: the network does not see pictures, but 3 numbers. Give a CSV file.",
    );
  });

  it("names classes with their probabilities, as CSV in a file and as JSON", async () => {
    const csv = WEIGHTS.map(
      ({ length, weight }) => `${length},${weight},${length > 9 ? "long" : "short"}\n`,
    );
    const model = await trained(`length,weight,kind\n${csv.join("")}`, "kind");
    const rows = await file("new.csv", "weight,length\n4600000,18\n1200000,1\n");
    const path = join(folder, "predictions.csv");
    expect(await downhill("predict", model, rows, "--output", path)).toMatchObject({
      code: 0,
      out: "",
    });
    const lines = (await readFile(path, "utf8"))
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    expect(lines.map((cells) => cells[1])).toEqual(["kind", "long", "short"]);
    const { out } = await downhill("predict", model, rows, "--json");
    const answers = JSON.parse(out) as { class: string; predictions: number[] }[];
    expect(answers.map((answer) => answer.class)).toEqual(["long", "short"]);
    for (const { predictions } of answers) {
      for (const probability of predictions) expect(probability).toBeGreaterThanOrEqual(0);
    }
  });
});
