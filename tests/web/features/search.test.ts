// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { variables } from "../../../web/src/documents/variable.ts";
import type { StudyResult } from "../../../web/src/engine/api.ts";
import { dotsOver } from "../../../web/src/features/search/dots.ts";
import { curvesOf, type Trial, trialsOf } from "../../../web/src/features/search/found.ts";
import {
  changeOfTrial,
  MOST_NETWORKS,
  networksOf,
  type Row,
  readRows,
  spaceOf,
  usualRow,
} from "../../../web/src/features/search/space.ts";
import { catalog } from "../fixtures/catalog.ts";

const experiment = catalog.defaults;
const all = variables(catalog, experiment);
const usual = (path: string): Row => {
  const variable = all.find((one) => one.path === path);
  if (variable === undefined) throw new Error(`no ${path}`);
  return usualRow(variable, experiment, catalog);
};
const listed = (path: string, ...values: unknown[]): Row => ({
  ...usual(path),
  from: "list",
  values,
});
const spaceFor = (...rows: Row[]) => spaceOf(rows, all, experiment);

describe("a setting to search over", () => {
  it("has a range around what it is now, within what it may be", () => {
    expect(usual("optimizer.learning_rate")).toMatchObject({
      from: "range",
      minimum: 0.0001,
      maximum: 0.09,
      logarithmic: true,
    });
    expect(usual("optimizer.beta1").maximum).toBeLessThan(1);
  });

  it("has a list where it is one of several things: what it is now comes first", () => {
    expect(usual("optimizer")).toMatchObject({ from: "list", values: ["adam", "sgd"] });
    expect(usual("hidden.units")).toMatchObject({ from: "list", values: [8, 16, 32] });
  });
});

describe("the rows of a search in the browser's storage", () => {
  it("are read as they were written", () => {
    const rows = [usual("optimizer.learning_rate"), listed("optimizer", "sgd", { type: "adam" })];
    expect(readRows(JSON.parse(JSON.stringify(rows)))).toEqual(rows);
  });

  it.each([
    {},
    null,
    [],
    [null],
    [{ path: "batch_size" }],
    [{ ...usual("batch_size"), from: "where" }],
  ])("are passed over where they are none: %j", (kept) => expect(readRows(kept)).toBeUndefined());
});

describe("the space of a search", () => {
  it("says of whole numbers that they are whole", () => {
    expect(spaceFor(usual("batch_size"))).toEqual({
      batch_size: { minimum: 8, maximum: 128, scale: "log", whole: true },
    });
  });

  it("pairs each value for the hidden layers with each other, and leaves the output to the data", () => {
    const space = spaceFor(
      listed("hidden.units", 4, 8),
      listed("hidden.activation", "tanh", "linear"),
    );
    expect(Object.keys(space)).toEqual(["model.layers"]);
    const { values } = space["model.layers"] as { values: Record<string, unknown>[][] };
    const first = values.map(([layer]) => [layer?.units, layer?.activation]);
    expect(first).toEqual([
      [4, "tanh"],
      [4, "linear"],
      [8, "tanh"],
      [8, "linear"],
    ]);
    for (const layers of values) expect(layers.at(-1)).not.toHaveProperty("units");
  });
});

describe("a space of too many networks", () => {
  const numbers = Array.from({ length: 2_000 }, (_, index) => index + 1);
  const hidden = all.filter(({ path }) => path.startsWith("hidden."));
  const rows = hidden.map(({ path }) => listed(path, ...numbers));

  it("is counted, and no more of it is made than it takes to be refused", () => {
    expect(hidden.length).toBeGreaterThan(1);
    expect(networksOf(rows)).toBe(2_000 ** hidden.length);
    const { values } = spaceFor(...rows)["model.layers"] as { values: unknown[] };
    expect(values).toHaveLength(MOST_NETWORKS + 1);
  });

  it("is none where the lists are short", () => {
    const two = [listed("hidden.units", 4, 8), listed("batch_size", ...numbers)];
    expect(networksOf(two)).toBe(2);
  });
});

describe("a trial", () => {
  it("becomes a change of the experiment in which a component's numbers follow the component", () => {
    expect(
      changeOfTrial(["optimizer.learning_rate", "optimizer", "batch_size"], [0.1, "sgd", 8]),
    ).toEqual({ optimizer: { type: "sgd", learning_rate: 0.1 }, batch_size: 8 });
    expect(changeOfTrial(["optimizer.learning_rate"], [0.1])).toEqual({
      optimizer: { learning_rate: 0.1 },
    });
  });

  it("of whole networks is told by what differs in their hidden layers", () => {
    const space = spaceFor(listed("hidden.units", 4, 8), listed("batch_size", 8, 16));
    const { values } = space["model.layers"] as { values: unknown[] };
    const result: StudyResult = {
      message: { en: "", zh: "" },
      table: {
        columns: ["trial", "validation_loss", "steps", "status", "batch_size", "model.layers"],
        rows: [[3, 0.2, 40, "finished", 16, values[1]]],
      },
    };
    const found = trialsOf(result, { space }, all);
    expect(found.drawn.map(({ path }) => path)).toEqual(["batch_size", "hidden.units"]);
    expect(found.trials[0]).toMatchObject({ number: 3, measure: 0.2, values: [16, 8] });
    expect(found.trials[0]?.change).toEqual({ batch_size: 16, model: { layers: values[1] } });
  });
});

describe("the curves of trials", () => {
  const curve = (trial: number) => ({ trial, epochs: [0, 1], values: [1, 0.5] });
  const result = (count: number): StudyResult => ({
    message: { en: "", zh: "" },
    table: { columns: [], rows: [] },
    curves: Array.from({ length: count }, (_, index) => curve(index + 1)),
  });
  const numbers = (...all: number[]) => all.map((number) => ({ number }));

  it("begin with the best, and end with those under way", () => {
    const found = curvesOf(result(4), numbers(3, 1));
    expect(found.map(({ trial }) => trial)).toEqual([3, 1, 2, 4]);
  });

  it("are those of the best where there are very many, and none before the first point", () => {
    const ranked = numbers(...Array.from({ length: 200 }, (_, index) => 200 - index));
    const found = curvesOf(result(200), ranked);
    expect(found).toHaveLength(40);
    expect(found[0]?.trial).toBe(200);
    expect(curvesOf({ message: { en: "", zh: "" }, table: { columns: [], rows: [] } }, [])).toEqual(
      [],
    );
  });
});

describe("trials as dots", () => {
  const trial = (value: unknown, measure: number | null, status = "finished") =>
    ({ values: [value], measure, status }) as unknown as Trial;

  it("stand at their numbers, by powers of ten where these are far apart", () => {
    const dots = dotsOver([trial(0.001, 0.5), trial(0.1, 0.6, "stopped")], 0);
    expect(dots).toMatchObject({ logarithmic: true, steep: false, names: undefined });
    expect(dots.of(({ status }) => status === "finished")).toEqual({ x: [0.001], y: [0.5] });
  });

  it("stand one beside the other where they have names", () => {
    const dots = dotsOver([trial("sgd", 0.5), trial({ type: "adam" }, null), trial("sgd", 0.1)], 0);
    expect(dots.names).toEqual(["adam", "sgd"]);
    expect(dots.of(() => true)).toEqual({ x: [2, 1, 2], y: [0.5, null, 0.1] });
    expect([dots.place({ type: "sgd" }), dots.place("lion")]).toEqual([2, undefined]);
  });
});
