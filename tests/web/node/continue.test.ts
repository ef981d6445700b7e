/** `downhill train` with a saved model over the real trainer: --resume and --start. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SavedModel } from "../../../web/src/engine/api.ts";
import { ofAnotherVersion } from "../engine/other_version.ts";
import { downhill, file, folder } from "./real_command_line.ts";

/** All samples are trained on, in steps of ten. */
const EXPERIMENT = {
  data: { type: "moons", samples: 40, split: { train: 1, validation: 0, test: 0 } },
  model: { layers: [{ type: "dense", units: 3, activation: "tanh" }, "dense"] },
  batch_size: 10,
};

async function train(stop: object, experiment: object, ...words: string[]) {
  const path = await file("experiment.json", { ...experiment, stop });
  const { code, out, err } = await downhill("train", path, "--json", ...words);
  return { code, results: out === "" ? undefined : JSON.parse(out), err };
}

describe("a resumed run", () => {
  it("counts only its own samples for its speed", async () => {
    const model = join(folder, "model.json");
    await train({ steps: 30 }, EXPERIMENT, "--model", model);
    const { code, results, err } = await train({ steps: 34 }, EXPERIMENT, "--resume", model);
    expect({ code, err, steps: results.steps }).toEqual({ code: 0, err: "", steps: 34 });
    expect(results.samples_per_second * results.seconds).toBeCloseTo(40, 6);
  });

  it("says where nothing is left to train", async () => {
    const model = join(folder, "model.json");
    await train({ steps: 30 }, EXPERIMENT, "--model", model);
    const { code, results, err } = await train({ steps: 20 }, EXPERIMENT, "--resume", model);
    expect({ code, rate: results.samples_per_second }).toEqual({ code: 0, rate: 0 });
    expect(err).toBe(
      "nothing left to train: the model is at step 30 already (Done: 20 steps.); change stop to go on\n",
    );
  });
});

describe("what is refused", () => {
  it("is named with the file that it stands in: the experiment, or the model", async () => {
    const model = join(folder, "model.json");
    await train({ steps: 3 }, EXPERIMENT, "--model", model);
    const start = ["--start", model];
    const resume = ["--resume", model];
    for (const words of [start, resume]) {
      const bad = await train({ steps: 3 }, { optimizer: "adamm" }, ...words);
      expect(bad).toMatchObject({ code: 2, err: expect.stringMatching(/experiment\.json: optim/) });
    }
    const other = { ...EXPERIMENT, seed: 8 };
    expect((await train({ steps: 3 }, other, ...resume)).err).toMatch(
      `${model}: state: is of a run with another seed`,
    );
    const wide = { ...EXPERIMENT, model: { layers: [{ type: "dense", units: 9 }, "dense"] } };
    expect((await train({ steps: 3 }, wide, ...start)).err).toMatch(
      `${model}: model.layers[0].start`,
    );
  });
});

describe("a model whose state cannot be gone on with", () => {
  it.each<[string, string, (model: SavedModel) => SavedModel]>([
    ["of another version", "state: was saved by another version of Downhill", ofAnotherVersion],
    [
      "damaged",
      "state: is no state",
      (model) => ({ ...model, state: `AAAA${model.state?.slice(4)}` }),
    ],
    ["missing", "model.state: is missing", ({ state: _, ...model }) => model],
  ])("%s is refused with the option that takes its weights, which does", async (...of) => {
    const [, sentence, spoilt] = of;
    const model = join(folder, "model.json");
    await train({ steps: 3 }, EXPERIMENT, "--model", model);
    const { checksum: _, ...saved } = JSON.parse(await readFile(model, "utf8"));
    await writeFile(model, JSON.stringify(spoilt(saved)));
    const { code, err } = await train({ steps: 6 }, EXPERIMENT, "--resume", model);
    expect(code).toBe(2);
    expect(err).toContain(`${model}: ${sentence}`);
    expect(err).toMatch(/ --start in place of --resume begins with its weights\.\n$/);
    expect((await train({ steps: 6 }, EXPERIMENT, "--start", model)).results.steps).toBe(6);
  });
});

describe("a run that starts with the weights of another", () => {
  it.each([
    [2, "--layers: is 7, but there are 2 layers in both. Give a number from 1 to 2.\n"],
    [1, "--layers: is 7, but there is 1 layer in both. Give 1.\n"],
  ])("refuses more layers than the %i that there are", async (count, sentence) => {
    const model = join(folder, "model.json");
    const own = { ...EXPERIMENT, model: { layers: EXPERIMENT.model.layers.slice(-count) } };
    await train({ steps: 3 }, own, "--model", model);
    const words = ["--start", model, "--layers", "7"];
    const { code, err } = await train({ steps: 3 }, EXPERIMENT, ...words);
    expect({ code, err }).toEqual({ code: 2, err: sentence });
  });
});
