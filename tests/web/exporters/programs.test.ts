// SPDX-License-Identifier: Apache-2.0
/** Exports that are programs or data of their own: run, or read back. */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Engine, SavedModel } from "../../../web/src/engine/api.ts";
import { ExperimentError } from "../../../web/src/engine/contract/experiment_error.ts";
import { startFrom } from "../../../web/src/engine/model_start.ts";
import { readModel } from "../../../web/src/engine/read_model.ts";
import { exportModel } from "../../../web/src/exporters/export_model.ts";
import { FORMAT_IDS, type FormatId } from "../../../web/src/exporters/formats.ts";
import { exportJavascript } from "../../../web/src/exporters/javascript.ts";
import { exportJson } from "../../../web/src/exporters/json.ts";
import { exportOnnx } from "../../../web/src/exporters/onnx.ts";
import { sentenceOf } from "../../../web/src/exporters/producer.ts";
import { exportPython } from "../../../web/src/exporters/python.ts";
import {
  exportSafetensors,
  isSafetensors,
  readSafetensors,
} from "../../../web/src/exporters/safetensors.ts";
import { allTrained, difference, TOLERANCE, type Trained } from "./trained.ts";

const producer = { name: "Downhill", version: "1.2.3" };
let folder: string;
let engine: Engine;
let networks: Trained[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "downhill-"));
  engine = await createEngine({ threads: 1 });
  networks = await allTrained(engine);
}, 60_000);
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const named = (name: string): Trained => {
  const network = networks.find((candidate) => candidate.name === name);
  if (network === undefined) throw new Error(`There is no network "${name}".`);
  return network;
};

const wrong = (differences: Readonly<Record<string, number>>) =>
  Object.entries(differences).filter(([, value]) => !(value <= TOLERANCE));

describe("a JavaScript module", () => {
  it("predicts what the engine predicts, with every layer, activation and loss", async () => {
    const differences: Record<string, number> = {};
    for (const [index, { name, model, inputs, predictions }] of networks.entries()) {
      const file = join(folder, `network_${index}.mjs`);
      await writeFile(file, exportJavascript(model, producer));
      const { predict } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
        predict: (features: readonly number[]) => number[];
      };
      differences[name] = difference(inputs.map(predict), predictions);
    }
    expect(wrong(differences)).toEqual([]);
  });

  it("refuses another number of features", async () => {
    const file = join(folder, "refusing.mjs");
    await writeFile(file, exportJavascript(named("loss hinge").model, producer));
    const { predict } = await import(/* @vite-ignore */ pathToFileURL(file).href);
    expect(() => predict([1, 2, 3])).toThrow("predict takes 2 features, and got 3.");
  });
});

describe("a Python program", () => {
  it("predicts what the engine predicts, with every layer, activation and loss", async () => {
    // One process for all: it imports each module and prints its answers.
    const cases: { module: string; inputs: Trained["inputs"] }[] = [];
    for (const [index, { model, inputs }] of networks.entries()) {
      await writeFile(join(folder, `network_${index}.py`), exportPython(model, producer));
      cases.push({ module: `network_${index}`, inputs });
    }
    const script = `import importlib, json, sys
cases = json.load(sys.stdin)
json.dump([[importlib.import_module(c["module"]).predict(x) for x in c["inputs"]] for c in cases], sys.stdout)`;
    const { stdout, stderr } = spawnSync("python3", ["-c", script], {
      cwd: folder,
      encoding: "utf8",
      input: JSON.stringify(cases),
    });
    expect(stderr).toBe("");
    const answers = JSON.parse(stdout) as number[][][];
    const differences: Record<string, number> = {};
    for (const [index, { name, predictions }] of networks.entries()) {
      differences[name] = difference(answers[index] ?? [], predictions);
    }
    expect(wrong(differences)).toEqual([]);
  });

  it("answers one line of features with one of predictions", async () => {
    const { model, inputs, predictions } = named("loss cross_entropy");
    const file = join(folder, "program.py");
    await writeFile(file, exportPython(model, producer));
    const input = inputs.map((row) => `${JSON.stringify(row)}\n`).join("");
    const { stdout, status } = spawnSync("python3", [file], { encoding: "utf8", input });
    expect(status).toBe(0);
    const lines = stdout.trim().split("\n");
    expect(
      difference(
        lines.map((line) => JSON.parse(line)),
        predictions,
      ),
    ).toBeLessThan(TOLERANCE);
  });
});

describe.each([
  ["JSON", (model: SavedModel) => readModel(exportJson(model))],
  ["a safetensors file", (model: SavedModel) => readSafetensors(exportSafetensors(model))],
])("%s", (_, through) => {
  it("gives every network back, bit by bit, but for the state", () => {
    for (const { model } of networks) {
      const { state: _state, ...rest } = model;
      expect(through(model)).toEqual(rest);
    }
  });

  it("is enough to start from", async () => {
    const { model, predictions } = named("layer residual");
    const run = await engine.open(startFrom({ ...model.experiment }, through(model)));
    const answer = await run.probe({ type: "saliency", sample: 0 });
    await run.close();
    // Batch norm's statistics are part of it.
    expect(answer.predictions).toEqual(predictions[0]);
  });
});

describe("a safetensors file", () => {
  const headerOf = (bytes: Uint8Array) => {
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    return JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  };

  it("has the names and shapes of PyTorch", () => {
    const shapes = (name: string) =>
      Object.fromEntries(
        Object.entries(headerOf(exportSafetensors(named(name).model)))
          .filter(([tensor]) => tensor !== "__metadata__")
          .map(([tensor, entry]) => [tensor, (entry as { shape: number[] }).shape]),
      );
    expect(shapes("layer residual")).toMatchObject({
      "layers.0.weight": [4, 4],
      "layers.1.layers.0.layers.0.bias": [4],
      "layers.1.layers.1.running_var": [4],
    });
    expect(shapes("layer conv2d")["layers.1.weight"]).toEqual([2, 3, 3, 5]);
  });

  it("is told from JSON by its first bytes", () => {
    const { model } = named("loss mse");
    expect(isSafetensors(exportSafetensors(model))).toBe(true);
    expect(isSafetensors(new TextEncoder().encode(exportJson(model)))).toBe(false);
    expect(isSafetensors(new Uint8Array(3))).toBe(false);
  });

  it.each<[string, (header: Record<string, { data_offsets: number[]; dtype: string }>) => void]>([
    [
      "reaches beyond its end",
      (header) => Object.assign(header["layers.0.bias"] ?? {}, { data_offsets: [0, 1e9] }),
    ],
    [
      "has other numbers than of 32 bits",
      (header) => Object.assign(header["layers.0.bias"] ?? {}, { dtype: "F64" }),
    ],
    ["has a tensor that is none", (header) => Object.assign(header, { "layers.0.bias": 5 })],
    [
      "has two tensors over the same bytes",
      (header) => Object.assign(header, { copy: { ...header["layers.0.weight"] } }),
    ],
    ["is of somebody else", (header) => Object.assign(header, { __metadata__: {} })],
  ])("is refused with a sentence where it %s", (_, spoil) => {
    const bytes = exportSafetensors(named("loss mse").model);
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = headerOf(bytes);
    spoil(header);
    const text = new TextEncoder().encode(JSON.stringify(header));
    const spoilt = new Uint8Array(8 + text.length + bytes.length - 8 - length);
    new DataView(spoilt.buffer).setBigUint64(0, BigInt(text.length), true);
    spoilt.set(text, 8);
    spoilt.set(bytes.subarray(8 + length), 8 + text.length);
    expect(() => readSafetensors(spoilt)).toThrow(ExperimentError);
  });
});

describe("a standardized target", () => {
  it.each(FORMAT_IDS)("that its file does not tell is refused by %s", async (format) => {
    const { target_standardization: _, ...untold } = named("one standardized target").model;
    const written = exportModel(engine, untold, format, producer);
    await expect(written).rejects.toMatchObject({ path: "model.target_standardization.mean" });
  });

  it("is predicted in original units", async () => {
    const { predictions, model } = named("two standardized targets");
    // The first target is from 2e7 on.
    expect(Math.min(...predictions.map(([large = 0]) => large))).toBeGreaterThan(1e7);
    expect(model.target_standardization?.mean[0]).toBeGreaterThan(2e7);
  });
});

describe("a run that has diverged", () => {
  it.each([
    ["onnx", exportOnnx],
    ["JavaScript", exportJavascript],
    ["Python", exportPython],
  ])("is refused by %s with path and cure", (_, exporter) => {
    const { model } = named("loss mse");
    const [first, ...rest] = model.parameters;
    if (first === undefined) throw new Error("There are no parameters.");
    const values = first.values.map(() => Number.NaN);
    const broken = { ...model, parameters: [{ ...first, values }, ...rest] };
    expect(() => exporter(broken, producer)).toThrow(/not finite.*smaller learning rate/);
  });
});

describe.each(FORMAT_IDS)("a model of a stranger as %s", (format) => {
  const evil = 'spiral\nimport os\nos.system("true")\n#';
  const own = () => named("loss hinge").model;

  it("is refused where the trainer does not know its experiment", async () => {
    const { experiment } = own();
    const hostile = { ...own(), experiment: { ...experiment, data: { type: evil } } };
    const written = exportModel(engine, hostile as unknown as SavedModel, format, producer);
    await expect(written).rejects.toBeInstanceOf(ExperimentError);
  });

  it("is told in the trainer's words, whatever its file says of the network", async () => {
    const summary = { ...own().summary, feature_names: [evil], class_names: evil };
    const hostile = { ...own(), summary } as unknown as SavedModel;
    expect(await exportModel(engine, hostile, format, producer)).toEqual(
      await exportModel(engine, own(), format, producer),
    );
  });

  it.each<[string, string, object]>([
    ["no format", "model.format", { format: undefined }],
    ["another summary", "model.summary.features", { summary: { features: evil } }],
    [
      "a summary that fits its numbers and not the experiment",
      "model.standardization.mean",
      { summary: { features: 1 }, standardization: { mean: [0], scale: [1] } },
    ],
    [
      "numbers that are none",
      "model.parameters[0].values[0]",
      { parameters: [{ name: "layers[0].weight", rows: 1, columns: 1, values: [Number.NaN] }] },
    ],
  ])("is refused with path and cure where it has %s", async (_, path, damage) => {
    const hostile = { ...own(), ...damage } as SavedModel;
    await expect(exportModel(engine, hostile, format, producer)).rejects.toMatchObject({ path });
  });
});

describe("nothing but braces", () => {
  it("are no model", async () => {
    const written = exportModel(engine, {} as SavedModel, "json", producer);
    await expect(written).rejects.toMatchObject({ path: "model.format" });
  });
});

describe("a format that does not exist", () => {
  it.each(["keras", "constructor"])("(%s) is refused with path and cure", async (format) => {
    const { model } = named("loss hinge");
    const written = exportModel(engine, model, format as FormatId, producer);
    await expect(written).rejects.toMatchObject({
      path: "format",
      message: expect.stringMatching(/Give one of onnx, /),
      zh: expect.stringContaining("请给出"),
    });
  });
});

describe("the sentence of an exported file", () => {
  it("stays on one line, whoever has written the model", () => {
    const { model } = named("loss hinge");
    const data = { ...model.experiment.data, type: "spiral\nimport os" };
    const experiment = { ...model.experiment, data } as unknown as SavedModel["experiment"];
    expect(sentenceOf({ ...model, experiment })).not.toContain("\n");
  });
});
