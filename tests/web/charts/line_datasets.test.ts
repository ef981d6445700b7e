// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { datasetsOf, renewed } from "../../../web/src/charts/line_datasets.ts";
import type { Curve } from "../../../web/src/charts/line_scene.ts";

function curve(minimum: readonly number[], maximum: readonly number[]): Curve {
  const mean = minimum.map((low, at) => (low + (maximum[at] ?? low)) / 2);
  const buckets = {
    count: mean.length,
    x: Float64Array.from(mean.keys()),
    minimum: Float64Array.from(minimum),
    maximum: Float64Array.from(maximum),
    mean: Float64Array.from(mean),
  };
  return { label: "Loss", colour: "#123456", dash: [], buckets };
}

describe("a curve", () => {
  it("has a band where values lie in one bucket, and none where each has its own", () => {
    expect(datasetsOf(curve([1, 2], [3, 2]), false)).toHaveLength(3);
    const alone = datasetsOf(curve([3, Number.NaN, 2], [3, Number.NaN, 2]), false);
    expect(alone).toHaveLength(1);
    expect(alone[0]).toMatchObject({ label: "Loss", borderWidth: 2 });
  });

  it("that is drawn again is the dataset that the chart knows, with the new data; one of another kind is another", () => {
    const [before] = datasetsOf(curve([3], [3]), false);
    const [now] = datasetsOf(curve([3, 2], [3, 2]), false);
    const [edge] = datasetsOf(curve([1], [3]), false);
    if (before === undefined || now === undefined || edge === undefined) throw new Error("None.");
    expect(renewed(before, now)).toBe(before);
    expect(before.data).toBe(now.data);
    expect(renewed(before, edge)).toBe(edge);
    expect(renewed(undefined, now)).toBe(now);
  });
});
