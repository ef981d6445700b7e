// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { changeOf, valueNow, variables } from "../../../web/src/documents/variable.ts";
import type { Experiment } from "../../../web/src/engine/api.ts";
import { catalog } from "../fixtures/catalog.ts";

const experiment = catalog.defaults;
const all = variables(catalog, experiment);
const named = (path: string) => {
  const found = all.find((variable) => variable.path === path);
  if (found === undefined) throw new Error(`no ${path}`);
  return found;
};

describe("what trainings may differ in", () => {
  it("is what the catalog declares, of the chosen components their own numbers too", () => {
    const paths = all.map(({ path }) => path);
    expect(paths).toContain("optimizer");
    expect(paths).toContain("optimizer.beta1");
    expect(paths).toContain("batch_size");
    expect(paths).toContain("hidden.activation");
  });

  it("is neither the data nor the loss nor the end, for then nothing could be compared", () => {
    for (const { path } of all) expect(path).not.toMatch(/^(data|loss|stop|seed|record|model)/);
  });

  it("of the hidden layers is one value for all, and the output stays as it is", () => {
    const activation = named("hidden.activation");
    expect(valueNow(activation, experiment)).toEqual({ type: "tanh" });
    const change = changeOf(activation, experiment, "leaky_relu") as unknown as Experiment;
    const layers = change.model.layers as readonly { activation: unknown }[];
    expect(layers.map((layer) => layer.activation)).toEqual([
      "leaky_relu",
      "leaky_relu",
      { type: "linear" },
    ]);
  });

  it("is a change of nothing but its own place", () => {
    expect(changeOf(named("batch_size"), experiment, 8)).toEqual({ batch_size: 8 });
  });
});
