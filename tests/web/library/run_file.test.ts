// SPDX-License-Identifier: Apache-2.0
/** Files of kept runs: what was exported comes back, and what a stranger has written is looked at. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { packPicture } from "../../../web/src/charts/kept_picture.ts";
import type { Engine } from "../../../web/src/engine/api.ts";
import type { WholeRun } from "../../../web/src/library/kept_run.ts";
import { readRun, runText } from "../../../web/src/library/run_file.ts";
import { RunHistory } from "../../../web/src/sessions/history.ts";

let engine: Engine;
let whole: WholeRun;
beforeAll(async () => {
  engine = await createEngine({ threads: 1 });
  const run = await engine.open({ data: { type: "xor", samples: 60 }, stop: { epochs: 3 } });
  const state = await run.step(20);
  const model = await run.save();
  const { curves } = new RunHistory("epoch");
  whole = {
    run: {
      id: "1",
      name: "XOR",
      note: "the first",
      why: "to see whether it learns at all",
      at: 1_700_000_000_000,
      prediction: {
        prediction: {
          of: "train_loss",
          epochs: 3,
          range: [1e-4, 10],
          points: [{ epoch: 3, loss: 0.5 }],
        },
        decades: 0.2,
        seen: "as I thought",
      },
      document: run.description.minimal,
      experiment: run.description.experiment,
      results: { status: state.status, steps: state.step, epochs: state.epoch, train_loss: 0.5 },
      picture: packPicture({
        description: run.description,
        samples: await run.points(),
        train: curves.train_loss,
        validation: curves.validation_loss,
        logarithmic: false,
      }),
    },
    model,
  };
});
afterAll(() => engine.close());

const file = (): Record<string, unknown> => JSON.parse([...runText(whole)].join(""));

it("what was exported comes back as a run of its own, and goes on with the same bits", async () => {
  const { run, model } = readRun(file());
  const { id: _, ...about } = whole.run;
  expect(run).toMatchObject(about);
  expect(run.id).not.toBe(whole.run.id);
  const [first, again] = await Promise.all(
    [whole.model, model].map(async (saved) => {
      const resumed = await engine.open(run.document, undefined, saved);
      await resumed.step(5);
      return resumed.parameters();
    }),
  );
  expect(again).toEqual(first);
});

describe("a file of a stranger", () => {
  it.each([
    ["version", { version: 2 }],
    ["document", { document: [] }],
    ["experiment", { experiment: null }],
    ["experiment.model.layers", { experiment: { model: {} } }],
    ["experiment.model.layers", { experiment: { model: { layers: [null] } } }],
    ["model", { model: { format: "downhill-model", version: 1 } }],
  ])("with another %s is refused with its place", (path, part) => {
    expect(() => readRun({ ...file(), ...part })).toThrow(
      expect.objectContaining({ path: expect.stringContaining(path) }),
    );
  });

  it.each([
    ["no picture", "x"],
    ["sides that do not fit", { map: { width: 9, height: 1, low: 0, high: 1, bytes: "AAAA" } }],
    ["words for numbers", { samples: ["<b>"] }],
    ["more losses than places", { losses: { x: [], train: [1], validation: [] } }],
  ])("with a picture that has %s opens without it", (_, part) => {
    const picture = typeof part === "string" ? part : { ...whole.run.picture, ...part };
    expect(readRun({ ...file(), picture }).run.picture).toBeUndefined();
  });

  it("has words of bounded length, and results that are numbers", () => {
    const { run } = readRun({
      ...file(),
      name: "n".repeat(10_000),
      at: 1e300,
      results: { status: "<b>", steps: "many", train_loss: "low" },
    });
    expect(() => new Intl.DateTimeFormat("en").format(run.at)).not.toThrow();
    expect(run.name.length).toBeLessThan(200);
    expect(run.results).toEqual({ status: "ready", steps: 0, epochs: 0 });
  });
});
