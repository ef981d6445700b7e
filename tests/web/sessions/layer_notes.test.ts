// SPDX-License-Identifier: Apache-2.0
/** How gradient and update go through the layers of real runs. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine, Experiment, Written } from "../../../web/src/engine/api.ts";
import { layerNotes } from "../../../web/src/sessions/diagnosis/layer_notes.ts";
import { hospital, Patient } from "./patients.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await hospital();
});
afterAll(() => engine.close());

const layers = (count: number, layer: Record<string, unknown>) => ({
  model: {
    layers: [...Array(count).fill({ type: "dense", units: 8, ...layer }), { type: "dense" }],
  },
});

async function notesOf(document: Record<string, unknown>, epochs = 20) {
  const patient = await Patient.admit(engine, document as Written<Experiment>);
  await patient.live(epochs);
  const notes = layerNotes(await patient.signs());
  return new Map(notes.map((note) => [note.about, note]));
}

it("of the spiral that the page begins with: an even gradient, nothing to cure", async () => {
  const notes = await notesOf({});
  expect([...notes.keys()].slice(0, 2)).toEqual(["even", "update"]);
  expect([...notes.values()].filter(({ cure }) => cure !== undefined)).toEqual([]);
});

it("of eight layers of sigmoid: an early one gets next to nothing, and ReLU helps", async () => {
  const note = (await notesOf(layers(8, { activation: "sigmoid" }))).get("less");
  expect(note).toMatchObject({ last: 8, cure: { remedy: "relu" } });
  if (note?.about === "less") expect(note.share).toBeLessThan(1e-3);
});

it("of a gradient that grows on its way back: it is cut, or the weights are drawn anew", async () => {
  const patient = await Patient.admit(engine, layers(2, { activation: "relu" }));
  const sizes = [400, 20, 1];
  patient.looks.add({
    step: 1,
    made: true,
    samples: 8,
    layers: patient.run.description.summary.layers.map(({ parameters }, index) => ({
      parameter_norm: 1,
      gradient_norm: (sizes[index] ?? 0) * Math.sqrt(parameters),
    })),
  });
  const [note] = layerNotes(await patient.signs());
  expect(note).toMatchObject({ about: "more", layer: 0, last: 2, cure: { remedy: "clip" } });
});

it("of relu units that a large step has killed: how many there are", async () => {
  const notes = await notesOf({
    ...layers(2, { activation: "relu" }),
    optimizer: { type: "adam", learning_rate: 1 },
  });
  const note = notes.get("dead");
  expect(note).toMatchObject({ layer: 1, units: 8, cure: { remedy: "leaky" } });
  if (note?.about === "dead") expect(note.dead).toBeGreaterThanOrEqual(6);
});

it("of a rate that is far too small, and one that is far too large", async () => {
  const small = (await notesOf({ optimizer: { type: "adam", learning_rate: 1e-6 } })).get("update");
  expect(small?.cure).toMatchObject({ remedy: "rate", afresh: false });
  const large = (await notesOf({ optimizer: { type: "adam", learning_rate: 10 } })).get("update");
  expect(large?.cure).toMatchObject({ remedy: "rate", value: 0.01, afresh: true });
});
