// SPDX-License-Identifier: Apache-2.0
// Stored tables through the real modules: brought by whoever opens the engine, kept while they are used.
import { describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { type StoredTable, storedTable } from "../../../web/src/data/table.ts";
import type { BuildName, EngineOptions, ExperimentDocument } from "../../../web/src/engine/api.ts";
import type { TableSource } from "../../../web/src/engine/contract/tables.ts";

const MODULES: readonly [BuildName, number][] = [
  ["simd", 1],
  ["simd-threads", 2],
];

/** Pictures of noise, brighter for class 1. */
function noise(samples: number, side: number): Promise<StoredTable> {
  const features = new Uint8Array(samples * side * side);
  const targets = new Uint8Array(samples);
  for (let i = 0, state = 1; i < features.length; i += 1) {
    const sample = Math.floor(i / (side * side));
    state = (state * 48_271) % 2_147_483_647;
    features[i] = (state % 128) + (sample % 2) * 127;
    targets[sample] = sample % 2;
  }
  const classes = ["dark", "bright"];
  const shape = [1, side, side];
  return storedTable("noise", {
    shape,
    features,
    scale: 1 / 255,
    targets,
    classes,
    target: "kind",
  });
}

const documentOf = ({ data }: StoredTable, changes: object = {}) => ({
  data: { ...data, standardize: false },
  model: { layers: [{ type: "dense", units: 8, activation: "relu" }, { type: "dense" }] },
  stop: { steps: 20 },
  ...changes,
});

async function lossOf(
  options: EngineOptions,
  document: ExperimentDocument,
): Promise<number | null> {
  const engine = await createEngine(options);
  try {
    const run = await engine.open(document);
    return (await run.train()).train_loss;
  } finally {
    await engine.close();
  }
}

describe("createEngine({ tables })", () => {
  it("takes a function, a map or an object by hash", async () => {
    const table = await noise(200, 4);
    const { sha256 } = table.data;
    const asked: string[] = [];
    const sources: TableSource[] = [
      (hash, name) => {
        asked.push(hash, name);
        return table.file;
      },
      async () => table.file,
      new Map([[sha256, table.file]]),
      { [sha256]: table.file },
    ];
    const losses = [];
    for (const tables of sources) {
      losses.push(await lossOf({ tables, threads: 1 }, documentOf(table)));
    }
    expect(new Set(losses).size).toBe(1);
    expect(losses[0]).toBeLessThan(0.7);
    expect(asked).toEqual([sha256, "noise"]);
  });

  it("asks for a table once, however often its document is looked at", async () => {
    const table = await noise(200, 4);
    let asked = 0;
    const tables = () => {
      asked += 1;
      return table.file;
    };
    const engine = await createEngine({ tables, threads: 1 });
    for (let i = 0; i < 3; i += 1) await engine.validate(documentOf(table));
    const run = await engine.open(documentOf(table));
    await run.step(2);
    const study = await engine.study({ kind: "restarts", seeds: 2, experiment: documentOf(table) });
    expect((await study.run()).table.rows).toHaveLength(2);
    expect(asked).toBe(1);
    await engine.close();
  });

  it("says which file is missing, to people and to programs", async () => {
    const table = await noise(20, 4);
    const engine = await createEngine({ threads: 1 });
    const error = await engine.validate(documentOf(table)).catch((thrown) => thrown);
    expect(error).toMatchObject({
      path: "data.sha256",
      table: { name: "noise", sha256: table.data.sha256 },
    });
    expect(error.message).toContain("noise.safetensors");
    expect(error.zh).toContain("noise.safetensors");
    await engine.close();
  });

  it("survives files that are damaged, strange or empty, and serves on", async () => {
    const table = await noise(20, 4);
    const bad = [
      new Uint8Array(0),
      new Uint8Array(7),
      new Uint8Array(8).fill(255),
      table.file.slice(0, -1),
      table.file.map((byte, i) => (i === table.file.length - 1 ? 1 - byte : byte)),
    ];
    let turn = -1;
    const tables = () => bad[turn] ?? table.file;
    const engine = await createEngine({ tables, threads: 1 });
    for (turn = 0; turn < bad.length; turn += 1) {
      await expect(engine.validate(documentOf(table)), `file ${turn}`).rejects.toThrow(
        "noise.safetensors",
      );
    }
    expect((await engine.validate(documentOf(table))).summary.features).toBe(16);
    await engine.close();
  });
});

describe.each(MODULES)("the module %s", (build, threads) => {
  it("trains on 60,000 pictures of 28 x 28 bytes", async () => {
    const table = await noise(60_000, 28);
    expect(table.file.length).toBeGreaterThan(47_000_000);
    const engine = await createEngine({
      build,
      threads,
      tables: { [table.data.sha256]: table.file },
    });
    const split = { train: 0.8, validation: 0.1, test: 0.1 };
    const run = await engine.open(
      documentOf(table, {
        data: { ...table.data, standardize: false, split },
        batch_size: 128,
        record: { every: 100, unit: "step" },
        stop: { steps: 100 },
      }),
    );
    const state = await run.train();
    expect(state.status).toBe("finished");
    expect(state.train_accuracy).toBeGreaterThan(0.9);
    // Another run shares the table, whose second copy would not fit.
    const other = await engine.open(run.description.experiment);
    await other.step(1);
    expect((await run.evaluate("test")).accuracy).toBeGreaterThan(0.9);
    await engine.close();
  }, 120_000);
});

it("a real table comes from the package, by its id alone", async () => {
  const engine = await createEngine({ threads: 1 });
  const { summary } = await engine.validate({ data: { type: "iris" } });
  expect(summary.class_names).toEqual(["setosa", "versicolor", "virginica"]);
  await engine.close();
});
