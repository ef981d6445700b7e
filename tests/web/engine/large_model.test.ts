// SPDX-License-Identifier: Apache-2.0
/** Networks as large as the memory of the module with threads allows: what could be trained can be saved, and gone on with. */
import { expect, it } from "vitest";
import { createEngine } from "../../../web/node/engine.ts";
import type { Experiment, Written } from "../../../web/src/engine/api.ts";
import { modelText, readModel } from "../../../web/src/engine/saved_model.ts";

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
