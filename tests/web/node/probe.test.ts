/** `downhill probe` over the real trainer: answers, exit codes, and one line for every error. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { downhill, EXPERIMENT, file, folder } from "./real_command_line.ts";

describe("downhill probe", () => {
  it("checks the gradient of every layer, asked by name", async () => {
    const path = await file("moons.json", EXPERIMENT);
    const { code, out, err } = await downhill("probe", path, "--ask", "gradient_check");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toMatchObject({ agrees: true, layers: [{ layer: 0 }, { layer: 1 }] });
    expect(out.match(/\n/g)).toHaveLength(1);
  });

  it("looks at the step after those of --steps, with the fields of the question", async () => {
    const path = await file("moons.json", EXPERIMENT);
    const question = '{"type": "layers", "bins": 4}';
    const { code, out } = await downhill("probe", path, "--ask", question, "--steps", "3");
    expect(code).toBe(0);
    const { step, made, layers } = JSON.parse(out);
    expect({ step, made }).toEqual({ step: 4, made: true });
    expect(layers[0].parameters.counts).toHaveLength(4);
  });

  it("goes on from a saved model, and says the same as without a rest", async () => {
    const path = await file("moons.json", EXPERIMENT);
    const short = await file("short.json", { ...EXPERIMENT, stop: { steps: 2 } });
    const model = join(folder, "model.json");
    await downhill("train", short, "--model", model);
    const ask = ["--ask", "update"];
    const whole = await downhill("probe", path, ...ask, "--steps", "3");
    const resumed = await downhill("probe", path, ...ask, "--steps", "1", "--resume", model);
    expect(JSON.parse(whole.out)).toHaveProperty("step", 4);
    expect(resumed).toEqual(whole);
  });

  it("begins with the weights of a saved model, of its first layers alone too", async () => {
    const path = await file("moons.json", EXPERIMENT);
    const other = await file("other.json", { ...EXPERIMENT, seed: 77 });
    const model = join(folder, "other_model.json");
    await downhill("train", other, "--model", model);
    const weights = async (...beginning: string[]) => {
      const { code, out } = await downhill("probe", path, "--ask", "first_weights", ...beginning);
      expect(code).toBe(0);
      return JSON.parse(out);
    };
    const trained = JSON.parse(
      (await downhill("probe", other, "--ask", "first_weights", "--resume", model)).out,
    );
    expect(await weights()).not.toEqual(trained);
    expect(await weights("--start", model)).toEqual(trained);
    expect(await weights("--start", model, "--layers", "1")).toEqual(trained);
  });

  it("answers at the end of a run that has fewer steps, and says so", async () => {
    const path = await file("moons.json", EXPERIMENT);
    const { code, out, err } = await downhill("probe", path, "--ask", "layers", "--steps", "9");
    expect({ code, err }).toEqual({
      code: 0,
      err: "the run was at its end after 5 of 9 steps\n",
    });
    expect(JSON.parse(out)).toMatchObject({ step: 5, made: false });
  });

  it.each([
    ["no question", [], "probe: --ask is missing. Give a question"],
    ["an unknown probe", ["--ask", "nope"], '--ask: type: "nope" is not known. Choose one of'],
    ["a broken question", ["--ask", '{"type"'], '--ask: {"type" is no JSON. Give the name'],
    ["a wrong field", ["--ask", '{"type":"layers","a":1}'], "--ask: a: there is no such key"],
    ["no number of steps", ["--ask", "layers", "--steps", "-1"], "--steps: its value is"],
    ["two beginnings", ["--ask", "layers", "--start", "a", "--resume", "b"], "Give one of them"],
    ["layers of no model", ["--ask", "layers", "--layers", "1"], "Give --start too"],
    ["half a step", ["--ask", "layers", "--steps", "0.5"], "--steps: 0.5 is no number of steps"],
    [
      "a model that is not there",
      ["--ask", "layers", "--resume", "none"],
      "none: there is no such",
    ],
  ])("refuses %s in one line", async (_, words, sentence) => {
    const path = await file("moons.json", EXPERIMENT);
    const { code, out, err } = await downhill("probe", path, ...words);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(sentence);
    expect(err.match(/\n/g)).toHaveLength(1);
  });

  it("refuses a study, and an experiment with a mistake", async () => {
    const race = await file("race.json", { kind: "race", experiment: EXPERIMENT });
    expect(await downhill("probe", race, "--ask", "layers")).toMatchObject({
      code: 2,
      err: `${race}: is a study. Give an experiment.\n`,
    });
    const bad = await file("bad.json", { optimizer: "adamm" });
    const { code, err } = await downhill("probe", bad, "--ask", "layers");
    expect(code).toBe(2);
    expect(err).toMatch(`${bad}: optimizer: "adamm" is not known`);
  });

  it("of a run that diverges fails with the remedy", async () => {
    const optimizer = { type: "sgd", learning_rate: 100 };
    const wild = await file("wild.json", {
      data: { type: "diabetes" },
      model: { layers: ["dense"] },
      optimizer,
    });
    const { code, out, err } = await downhill("probe", wild, "--ask", "layers", "--steps", "500");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("Diverged at step");
  });
});
