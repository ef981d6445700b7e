/** `downhill export` over the real trainer: files, exit codes, and one line for every error. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readModel } from "../../../web/src/engine/read_model.ts";
import { FORMAT_IDS, FORMATS } from "../../../web/src/exporters/formats.ts";
import { downhill, EXPERIMENT, file, folder } from "./real_command_line.ts";

async function savedModel(): Promise<string> {
  const model = join(folder, "net.json");
  const { code } = await downhill("train", await file("moons.json", EXPERIMENT), "--model", model);
  expect(code).toBe(0);
  return model;
}

describe("export", () => {
  it.each(FORMAT_IDS)("writes %s beside the saved model", async (to) => {
    const model = await savedModel();
    const path = join(folder, `net${FORMATS[to].extension}`);
    expect(await downhill("export", model, "--to", to)).toEqual({
      code: 0,
      out: `written: ${path}\n`,
      err: "",
    });
    expect((await readFile(path)).length).toBeGreaterThan(100);
  });

  it("trains an experiment first, and writes where --output says", async () => {
    const output = join(folder, "elsewhere.json");
    const experiment = await file("moons.json", EXPERIMENT);
    const { code } = await downhill("export", experiment, "--to", "json", "--output", output);
    expect(code).toBe(0);
    expect(readModel(await readFile(output, "utf8")).steps).toBe(5);
  });

  it("puts the data into a PyTorch script", async () => {
    const model = await savedModel();
    await downhill("export", model, "--to", "pytorch");
    const script = await readFile(join(folder, "net.torch.py"), "utf8");
    expect(script).toContain('"train": {"features":[[');
  });

  it("reads its own safetensors again, for export as for --start", async () => {
    const model = await savedModel();
    await downhill("export", model, "--to", "safetensors");
    const tensors = join(folder, "net.safetensors");
    await downhill("export", model, "--to", "python");
    const python = await readFile(join(folder, "net.py"), "utf8");
    const again = join(folder, "again.py");
    await downhill("export", tensors, "--to", "python", "--output", again);
    expect(await readFile(again, "utf8")).toBe(python);
    const started = await downhill("train", join(folder, "moons.json"), "--start", tensors);
    expect(started).toMatchObject({ code: 0, err: "" });
  });

  it.each([["train"], ["validate"], ["probe", "--ask", "layers"]])(
    "takes what %s does not: a trained network, of either file",
    async (command, ...words) => {
      const model = await savedModel();
      await downhill("export", model, "--to", "safetensors");
      for (const file of [model, join(folder, "net.safetensors")]) {
        expect(await downhill(command, file, ...words)).toEqual({
          code: 2,
          out: "",
          err: `${file}: is a trained network. Give its experiment, and this file to --resume or --start.\n`,
        });
      }
    },
  );

  it("refuses to write over its input", async () => {
    const model = await savedModel();
    const before = await readFile(model, "utf8");
    const { code, err } = await downhill("export", model, "--to", "json", "--output", model);
    expect({ code, err }).toEqual({
      code: 2,
      err: `${model}: is used twice on this command line. Give another file name.\n`,
    });
    expect(await readFile(model, "utf8")).toBe(before);
  });

  it("names --output where the file beside its input is the input itself", async () => {
    const path = await file("net.model.json", await readFile(await savedModel(), "utf8"));
    const { code, err } = await downhill("export", path, "--to", "json");
    expect({ code, err }).toEqual({
      code: 2,
      err: `${path}: the exported file beside it would be this file itself. Name another with --output PATH.\n`,
    });
    const output = join(folder, "other.json");
    expect((await downhill("export", path, "--to", "json", "--output", output)).code).toBe(0);
  });

  it.each([
    ["a study", { kind: "race", experiment: EXPERIMENT }, "is a study"],
    ["a broken model", { format: "downhill-model", version: 1 }, "model.experiment"],
    ["an experiment with a mistake", { optimizer: "adamm" }, "optimizer"],
    [
      "an optimizer that PyTorch lacks",
      { ...EXPERIMENT, optimizer: "conjugate_gradient" },
      "optimizer.type: conjugate_gradient has no counterpart",
    ],
  ])("refuses %s in one line, and leaves no file", async (_, document, sentence) => {
    const given = await file("given.json", document);
    const { code, out, err } = await downhill("export", given, "--to", "pytorch");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(sentence);
    expect(err.match(/\n/g)).toHaveLength(1);
    expect(await readdir(folder)).toEqual(["given.json"]);
  });

  it("warns where the run of the model had diverged", async () => {
    const wild = {
      data: { type: "line" },
      model: { layers: ["dense"] },
      optimizer: { type: "sgd", learning_rate: 100 },
    };
    const model = join(folder, "wild.model.json");
    const trained = await downhill("train", await file("wild.json", wild), "--model", model);
    expect(trained.code).toBe(1);
    const { code, err } = await downhill("export", model, "--to", "python");
    expect(code).toBe(0);
    expect(err).toMatch(/^warning: the run of this model diverged after \d+ steps?\. /);
  });

  it("of a run that diverges fails and leaves no file", async () => {
    const optimizer = { type: "sgd", learning_rate: 100 };
    const experiment = { data: { type: "diabetes" }, model: { layers: ["dense"] }, optimizer };
    const given = await file("given.json", experiment);
    const { code, err } = await downhill("export", given, "--to", "onnx");
    expect(code).toBe(1);
    expect(err).toContain("Diverged at step");
    expect(await readdir(folder)).toEqual(["given.json"]);
  });
});
