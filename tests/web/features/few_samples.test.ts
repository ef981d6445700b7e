// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { pictureSamples } from "../../../scripts/tables/picture_samples.mjs";
import type { Samples, Summary } from "../../../web/src/engine/api.ts";
import { fewOf, partToShow, shapeToShow } from "../../../web/src/features/data/few_samples.ts";
import { inkOf } from "../../../web/src/features/data/picture_samples.ts";

const about = (features: number, input: readonly number[] = [features]) =>
  ({ features, layers: [{ input }] }) as unknown as Summary;

/** Each sample holds its own number. */
const numbered = (targets: readonly number[], features: number): Samples => ({
  count: targets.length,
  targets: Float32Array.from(targets),
  features: Float32Array.from({ length: targets.length * features }, (_, at) =>
    Math.floor(at / features),
  ),
});

describe("a few samples", () => {
  it("are of every class before one comes again", () => {
    const few = fewOf("wine", about(3), numbered([1, 1, 1, 0, 2, 0], 3));
    expect(few.samples.map(({ target }) => target)).toEqual([0, 1, 2, 0]);
    expect(few.samples.map(({ features }) => features[0])).toEqual([3, 0, 4, 5]);
    expect(few.shape).toBeUndefined();
  });

  it("are pictures where the network takes them so, or the dataset is of pictures", () => {
    expect(shapeToShow("stored", about(192, [3, 8, 8]))).toEqual([3, 8, 8]);
    expect(shapeToShow("digits", about(64))).toEqual([1, 8, 8]);
    expect(shapeToShow("table", about(64))).toBeUndefined();
  });

  it("come from the smallest part that has any", () => {
    expect(partToShow({ counts: { train: 70, validation: 20, test: 10 } })).toBe("test");
    expect(partToShow({ counts: { train: 70, validation: 20, test: 0 } })).toBe("validation");
    expect(partToShow({ counts: { train: 4, validation: 0, test: 0 } })).toBe("train");
  });
});

it("the pictures of a stamp are of the table itself, in sixteen steps of ink", () => {
  const file = readFileSync(resolve(import.meta.dirname, "../../../data/digits.safetensors"));
  const { side, pictures } = pictureSamples(file);
  expect(side).toBe(8);
  for (const picture of pictures) {
    const ink = inkOf(picture);
    expect(ink).toHaveLength(64);
    expect(Math.max(...ink)).toBeGreaterThan(12);
    expect(Math.min(...ink)).toBe(0);
  }
  expect(new Set(pictures).size).toBe(pictures.length);
});
