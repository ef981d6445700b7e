// SPDX-License-Identifier: Apache-2.0
/** Every file of a run that the page reads again, dropped on another page over the trainer itself: the run goes on with the same bits. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import { openDropped } from "../../../web/src/app/dropped.ts";
import { Settings } from "../../../web/src/app/settings.ts";
import { Workspace } from "../../../web/src/app/workspace.ts";
import { newId } from "../../../web/src/documents/new_id.ts";
import type { Engine, ExperimentDocument, SavedModel } from "../../../web/src/engine/api.ts";
import { modelText } from "../../../web/src/engine/saved_model.ts";
import { exportModel } from "../../../web/src/exporters/export_model.ts";
import { runText } from "../../../web/src/library/run_file.ts";

/** Dropout and shuffling draw on their way, the norm keeps statistics, the schedule watches. */
const DIFFICULT: ExperimentDocument = {
  data: { type: "moons", samples: 80, noise: 0.2 },
  model: {
    layers: [
      { type: "dense", units: 6, activation: "tanh" },
      { type: "batch_norm" },
      { type: "dropout", rate: 0.2 },
      { type: "dense" },
    ],
  },
  optimizer: { type: "adam" },
  schedule: { type: "reduce_on_plateau", patience: 2 },
  stop: { epochs: 50 },
};

let engine: Engine;
const pages: Workspace[] = [];
beforeAll(async () => {
  engine = await createEngine({ build: "simd" });
});
afterAll(async () => {
  for (const page of pages) await page.run.dispose();
  await engine.close();
});

async function page(document?: ExperimentDocument): Promise<Workspace> {
  const address = { read: () => "", draft: () => undefined, replace: () => {} };
  const made = await Workspace.start(engine, new Settings({}, ["en"]), address);
  pages.push(made);
  if (document !== undefined) await made.openDocument(document);
  await opened(made);
  return made;
}

const opened = (on: Workspace) => vi.waitFor(() => expect(on.run.ready).toBe(true));
const bits = async (on: Workspace) => (await on.run.save())?.state;

async function trained(): Promise<{ workspace: Workspace; model: SavedModel }> {
  const workspace = await page(DIFFICULT);
  for (let epoch = 0; epoch < 7; epoch += 1) await workspace.epoch();
  await workspace.step();
  const model = await workspace.run.save();
  if (model === undefined) throw new Error("nothing is saved");
  return { workspace, model };
}

async function drop(name: string, pieces: Iterable<string | Uint8Array>): Promise<Workspace> {
  const other = await page();
  const file = new File([...pieces] as BlobPart[], name);
  await openDropped(other, [{ path: name, file }]);
  expect(other.notice.value).toMatchObject({ tone: "done" });
  await opened(other);
  return other;
}

async function goOnAlike(one: Workspace, other: Workspace): Promise<void> {
  for (const on of [one, other]) {
    await on.epoch();
    await on.step();
  }
  expect(await bits(other)).toBe(await bits(one));
}

it("a trained network", async () => {
  const { workspace, model } = await trained();
  const other = await drop("model.json", modelText(model));
  expect([other.run.state?.step, await bits(other)]).toEqual([model.steps, model.state]);
  await goOnAlike(workspace, other);
});

it("a kept run", async () => {
  const { workspace, model } = await trained();
  const { description, state } = workspace.run;
  const run = {
    id: newId(),
    name: "mine",
    note: "",
    at: 1_700_000_000_000,
    document: description.minimal,
    experiment: description.experiment,
    results: { status: "ready", steps: model.steps, epochs: state?.epoch ?? 0 } as const,
  };
  const other = await drop("run.json", runText({ run, model }));
  await goOnAlike(workspace, other);
});

it("an experiment, which leads to the same bits from its beginning", async () => {
  const { workspace } = await trained();
  const text = JSON.stringify(workspace.document.experiment, null, 2);
  const other = await drop("experiment.json", [text]);
  expect(other.document.minimal).toEqual(workspace.document.minimal);
  for (let epoch = 0; epoch < 7; epoch += 1) await other.epoch();
  await other.step();
  expect(await bits(other)).toBe(await bits(workspace));
});

it.each(["safetensors", "json"] as const)(
  "the weights as %s, which another run begins with",
  async (format) => {
    const { workspace, model } = await trained();
    const content = await exportModel(engine, model, format, { name: "Downhill", version: "0" });
    const other = await drop(`weights.${format}`, [content]);
    expect(await other.run.parameters()).toEqual(await workspace.run.parameters());
  },
);
