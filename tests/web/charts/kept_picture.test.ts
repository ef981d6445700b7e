// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { packPicture, unpackPicture } from "../../../web/src/charts/kept_picture.ts";
import type { RunPicture } from "../../../web/src/charts/run_painter.ts";
import { ThinnedCurve } from "../../../web/src/sessions/thinning.ts";

function curve(values: readonly number[]): ThinnedCurve {
  const made = new ThinnedCurve();
  values.forEach((value, x) => {
    made.push(x, value);
  });
  return made;
}

const picture: RunPicture = {
  description: {
    summary: { task: "binary", outputs: 1, range: { x_min: -1, x_max: 1, y_min: -2, y_max: 2 } },
    experiment: { loss: { type: "bce_logits" } },
  },
  samples: Float32Array.from({ length: 4 * 1000 }, (_, at) => at),
  map: { width: 2, height: 1, values: Float32Array.of(0.25, Number.NaN) },
  train: curve([0.7, Number.NaN, 0.5]),
  validation: curve([]),
  logarithmic: true,
};

describe("a picture that is kept", () => {
  const kept = unpackPicture(JSON.parse(JSON.stringify(packPicture(picture))));

  it("is drawn of the same things as before", () => {
    expect(kept.description).toEqual(picture.description);
    expect(kept.map?.values[0]).toBeCloseTo(0.25, 2);
    expect(kept.logarithmic).toBe(true);
    expect(kept.curve).toBeUndefined();
  });

  it("has gaps where there were no numbers, and no curve where nothing was measured", () => {
    expect([...kept.train.mean]).toEqual([0.7, Number.NaN, 0.5]);
    expect(kept.validation.count).toBe(0);
  });

  it("is small, however long the run and however many the samples", () => {
    const long = curve(Array.from({ length: 50_000 }, (_, at) => 1 / (1 + at)));
    const packed = packPicture({ ...picture, train: long, validation: long });
    expect(JSON.stringify(packed).length).toBeLessThan(8_000);
    const { train } = unpackPicture(packed);
    expect(train.mean[0]).toBeCloseTo(long.mean[0] ?? 0, 2);
    expect(train.x[train.count - 1]).toBeCloseTo(long.x[long.count - 1] ?? 0, -3);
  });
});
