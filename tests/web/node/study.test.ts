/** `downhill train` on studies over the real trainer: what people see of them, and the best experiment as a file. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { downhill, file, folder, EXPERIMENT as SHORT } from "./real_command_line.ts";

const EXPERIMENT = { ...SHORT, stop: { steps: 8 } };
const RATES = { "optimizer.learning_rate": { minimum: 0.001, maximum: 0.1, scale: "log" } };
const SEARCH = { kind: "search", experiment: EXPERIMENT, space: RATES, trials: 27 };
const RESTARTS = { kind: "restarts", experiment: EXPERIMENT, seeds: 3 };

/** The first cells of the table that people see. */
const firstCells = (out: string) =>
  (out.split("\n\n")[0] ?? "")
    .split("\n")
    .slice(1)
    .map((line) => line.split(" ")[0]);

describe("the table of a study", () => {
  it("shows the first rows where they are in order of merit", async () => {
    const path = await file("search.json", SEARCH);
    const { table } = JSON.parse((await downhill("train", path, "--json")).out);
    const { code, out, err } = await downhill("train", path);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const trials = table.rows.map(([trial]: readonly unknown[]) => String(trial));
    expect(firstCells(out)).toEqual([...trials.slice(0, 20), "(the"]);
    expect(out).toContain("(the first 20 of 27 rows; --json has all)");
  });

  it("shows every so many rows of a path, and the last", async () => {
    const path = await file("descent.json", {
      kind: "descent",
      function: "rosenbrock",
      steps: 100,
    });
    const { out } = await downhill("train", path);
    const steps = Array.from({ length: 17 }, (_, row) => String(6 * row));
    expect(firstCells(out)).toEqual([...steps, "100", "(18"]);
  });
});

describe("the best experiment of a study", () => {
  it.each([
    ["restarts", RESTARTS],
    ["search", SEARCH],
    ["search by halves", { ...SEARCH, strategy: "successive_halving" }],
  ])(
    "of %s is written, and trains to the measure in the table with the same digits",
    async (_, study) => {
      const path = await file("study.json", study);
      const best = join(folder, "best.json");
      const { code, out, err } = await downhill("train", path, "--json", "--best", best);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      const { table, measure, best: document } = JSON.parse(out);
      expect(JSON.parse(await readFile(best, "utf8"))).toEqual(document);
      const trained = JSON.parse((await downhill("train", best, "--json")).out);
      const measures = table.rows.map((row: readonly unknown[]) => row[1]);
      // A search by halves has more measures, of trainings that were cut short.
      expect(trained[measure]).toBe(study.kind === "search" ? measures[0] : Math.min(...measures));
    },
  );

  it("is shown where it is short, else told how to get", async () => {
    const short = await file("short.json", RESTARTS);
    const shown = await downhill("train", short, "--best", join(folder, "best.json"));
    expect(shown.out).toMatch(/^Best: \{/m);
    expect(shown.out).toContain(`written: ${join(folder, "best.json")}\n`);
    const layers = [
      ...new Array(12).fill({ type: "dense", units: 3, activation: "tanh" }),
      "dense",
    ];
    const long = { ...RESTARTS, experiment: { ...EXPERIMENT, model: { layers } } };
    const { out } = await downhill("train", await file("long.json", long));
    expect(out).toContain("\nBest: --best FILE writes it.\n");
  });

  it("is not there where every training has diverged: exit code 1, and no file", async () => {
    const experiment = {
      data: { type: "diabetes" },
      model: { layers: ["dense"] },
      optimizer: { type: "sgd", learning_rate: 100 },
    };
    const path = await file("wild.json", { kind: "restarts", experiment, seeds: 2 });
    const { code, err } = await downhill("train", path, "--best", join(folder, "best.json"));
    expect({ code, err }).toEqual({
      code: 1,
      err: "Every start diverged. Lower the learning rate.\nnothing was written: no training has ended well\n",
    });
    expect(await readdir(folder)).toEqual(["wild.json"]);
    const plain = await downhill("train", path, "--json");
    expect(plain.code).toBe(1);
    expect(JSON.parse(plain.out).status).toBe("diverged");
  });

  it.each([
    ["an experiment", EXPERIMENT, "is an experiment. Leave it out, or give --model."],
    [
      "a descent",
      { kind: "descent" },
      "--best: descent names no best experiment. Leave it out, or",
    ],
  ])("is refused of %s, in one line", async (_, document, sentence) => {
    const path = await file("given.json", document);
    const { code, out, err } = await downhill("train", path, "--best", join(folder, "best.json"));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(sentence);
    expect(err.match(/\n/g)).toHaveLength(1);
    expect(await readdir(folder)).toEqual(["given.json"]);
  });

  it("is not written over its study", async () => {
    const path = await file("restarts.json", RESTARTS);
    const { code, err } = await downhill("train", path, "--best", path);
    expect({ code, err }).toEqual({
      code: 2,
      err: `${path}: is used twice on this command line. Give another file name.\n`,
    });
  });
});

describe("a study that diverges", () => {
  it("says so once, where errors go", async () => {
    const optimizer = { type: "sgd", learning_rate: 10 };
    const path = await file("descent.json", { kind: "descent", function: "rosenbrock", optimizer });
    const { code, out, err } = await downhill("train", path);
    expect(code).toBe(1);
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(out).not.toContain(err.trim());
  });
});

describe("an interrupted study", () => {
  it("does not claim to have found something where it has not", async () => {
    const experiment = { ...EXPERIMENT, stop: { epochs: null, steps: 100_000_000 } };
    const path = await file("landscape.json", { kind: "landscape", experiment });
    const running = downhill("train", path);
    const interrupt = setInterval(() => {
      if (process.listenerCount("SIGINT") > 0) process.emit("SIGINT", "SIGINT");
    }, 20);
    const { code, out, err } = await running.finally(() => clearInterval(interrupt));
    expect(code).toBe(130);
    expect(err).toMatch(/^interrupted at \d+ %; nothing was found so far\n$/);
    expect(out).toMatch(/^[^\n]+\n$/);
  });
});
