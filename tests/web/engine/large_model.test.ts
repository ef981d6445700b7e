// SPDX-License-Identifier: Apache-2.0
/** Networks as large as the memory of the module with threads allows: what could be trained can be saved, and gone on with. */
import { expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Experiment, Written } from "../../../web/src/engine/api.ts";
import { startFrom } from "../../../web/src/engine/model_start.ts";
import { readModel } from "../../../web/src/engine/read_model.ts";
import { modelText } from "../../../web/src/engine/saved_model.ts";

const withUnits = (first: number, second: number) => ({
  layers: [
    { type: "dense" as const, units: first, activation: "tanh" as const },
    { type: "dense" as const, units: second, activation: "tanh" as const },
    { type: "dense" as const },
  ],
});
const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

const SMALL = { data: { type: "moons", samples: 40 }, batch_size: 8, stop: { steps: 3 } } as const;

it.each<[string, Written<Experiment>]>([
  ["lbfgs", { ...SMALL, model: withUnits(500, 1500), optimizer: "lbfgs" }],
  ["adam", { ...SMALL, model: withUnits(1500, 3000), optimizer: "adam" }],
])(
  "of %s is saved through a file, and goes on with the same bits",
  async (_, document) => {
    const engine = await createEngine({ threads: 2 });
    try {
      const run = await engine.open(document);
      await run.step(2);
      const text = [...modelText(await run.save())].join("");
      await run.step();
      const whole = await run.parameters();
      await run.close();
      const resumed = await engine.open(document, undefined, readModel(text));
      expect((await resumed.state()).step).toBe(2);
      await resumed.step();
      // Millions of numbers, compared as bytes.
      expect(Buffer.compare(bytesOf(await resumed.parameters()), bytesOf(whole))).toBe(0);
    } finally {
      await engine.close();
    }
  },
  120_000,
);

it("begins with the weights of a layer of more than a million", async () => {
  const engine = await createEngine({ threads: 2 });
  try {
    const document = { ...SMALL, model: withUnits(1100, 1000), optimizer: "sgd" as const };
    const run = await engine.open(document);
    await run.step(2);
    const model = await run.save();
    const whole = bytesOf(await run.parameters());
    await run.close();
    const started = startFrom(document, model);
    const again = await engine.open(started);
    expect(Buffer.compare(bytesOf(await again.parameters()), whole)).toBe(0);
    const layers = (started.model as { layers: { start?: string }[] }).layers;
    const { experiment } = again.description;
    expect(experiment.model.layers.map((layer) => "start" in layer && layer.start)).toEqual(
      layers.map((layer) => layer.start),
    );
    expect(withoutText((await engine.validate(started)).minimal)).toEqual(
      withoutText(again.description.minimal),
    );
    await again.step();
    const state = await again.save();
    await again.reset();
    expect(Buffer.compare(bytesOf(await again.parameters()), whole)).toBe(0);
    await again.close();
    const resumed = await engine.open(started, undefined, state);
    expect((await resumed.state()).step).toBe(1);
    await resumed.close();
    // The same experiment, but with drawn weights.
    await expect(engine.open(document, undefined, state)).rejects.toMatchObject({ path: "state" });
    const narrower = { ...document, model: withUnits(1000, 1100) };
    await expect(engine.open(startFrom(narrower, model))).rejects.toMatchObject({
      path: "model.layers[0].start",
    });
  } finally {
    await engine.close();
  }
});

/** Of a document, to compare it in no time. */
function withoutText(document: unknown): unknown {
  return JSON.parse(
    JSON.stringify(document, (key, value) => (key === "start" ? String(value).length : value)),
  );
}
