// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { getAt, join, setAt, steps, unsetAt, within } from "../../../web/src/documents/path.ts";

const document = { data: { type: "spiral" }, model: { layers: [{ units: 3 }, { units: 1 }] } };

it("splits a path as the parser writes it", () => {
  expect(steps("model.layers[1].units")).toEqual(["model", "layers", 1, "units"]);
  expect(join(join("model.layers", 1), "units")).toBe("model.layers[1].units");
});

it("reads what is there, and undefined where nothing is", () => {
  expect(getAt(document, "model.layers[1].units")).toBe(1);
  expect(getAt(document, "model.layers[7].units")).toBeUndefined();
  expect(getAt(document, "data.type.length")).toBeUndefined();
  expect(getAt(document, "data.toString")).toBeUndefined();
});

it("sets in a copy", () => {
  const changed = setAt(document, "model.layers[0].units", 5);
  expect(getAt(changed, "model.layers[0].units")).toBe(5);
  expect(getAt(document, "model.layers[0].units")).toBe(3);
  expect(setAt({}, "stop.epochs", 9)).toEqual({ stop: { epochs: 9 } });
});

it("takes a key away together with the groups it leaves empty", () => {
  expect(unsetAt(document, "data.type")).toEqual({ model: document.model });
  expect(unsetAt(document, "model.layers[1].units")).toEqual({
    data: document.data,
    model: { layers: [{ units: 3 }, {}] },
  });
  expect(unsetAt({ seed: 1 }, "seed")).toEqual({});
  expect(unsetAt(document, "no.such.place")).toEqual(document);
});

it("tells what lies within what", () => {
  expect(within("model", "model.layers[0]")).toBe(true);
  expect(within("model.layers", "model.layers[0].units")).toBe(true);
  expect(within("model.layers[1]", "model.layers[10].units")).toBe(false);
  expect(within("seed", "seeds")).toBe(false);
});
