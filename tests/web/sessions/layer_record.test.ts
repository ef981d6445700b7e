// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { LayersAnswer } from "../../../web/src/engine/api.ts";
import { LayerRecord, numbersOf } from "../../../web/src/sessions/diagnosis/layer_record.ts";

const description = { summary: { layers: [{ parameters: 4 }, { parameters: 0 }] } } as never;

const look = (step: number, made = true): LayersAnswer => ({
  step,
  made,
  samples: 8,
  layers: [
    {
      parameter_norm: 2,
      gradient_norm: 0.5,
      update_norm: 0.02,
      update_ratio: 0.01,
      dead: 0.25,
      saturated: 0.5,
    },
    { parameter_norm: 0, gradient_norm: 0, update_norm: 0, update_ratio: null },
  ],
});

it("norms are told per weight, and a layer without weights has none", () => {
  const [first, second] = numbersOf(look(1), description);
  expect(first).toEqual({
    weights: 1,
    gradient: 0.25,
    update: 0.01,
    ratio: 0.01,
    dead: 0.25,
    saturated: 0.5,
  });
  expect(second).toEqual({});
});

it("numbers that broke leave a gap", () => {
  const broken = { ...look(1), layers: [{ parameter_norm: Number.NaN, update_ratio: null }] };
  expect(numbersOf(broken as LayersAnswer, description)).toEqual([{}]);
});

it("holds a bounded number of looks, spread over all updates", () => {
  const record = new LayerRecord();
  for (let step = 1; step <= 5000; step += 1) record.add(look(step), description);
  const steps = record.looks.value.map(({ step }) => step);
  expect(steps.length).toBeLessThanOrEqual(400);
  expect(steps.length).toBeGreaterThan(200);
  expect(steps[0]).toBe(1);
  expect(steps.at(-1)).toBeGreaterThan(4900);
});

it("forgets what came after the place that the run went back to", () => {
  const record = new LayerRecord();
  for (const step of [1, 2, 3, 4]) record.add(look(step), description);
  record.add(look(3), description);
  expect(record.looks.value.map(({ step }) => step)).toEqual([1, 2, 3]);
});

it("takes the same update once, and none that was not made", () => {
  const record = new LayerRecord();
  for (const one of [look(1), look(1), look(1, false)]) record.add(one, description);
  expect(record.looks.value).toHaveLength(1);
});
