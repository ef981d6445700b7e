// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { holds, patched } from "../../../web/src/documents/patch.ts";

const document = { batch_size: 8, optimizer: { type: "adam", learning_rate: 0.1, beta1: 0.5 } };

describe("a change put on a document", () => {
  it("is merged into what is there, and null takes away", () => {
    expect(patched(document, { optimizer: { beta1: null }, stop: { epochs: 3 } })).toEqual({
      batch_size: 8,
      optimizer: { type: "adam", learning_rate: 0.1 },
      stop: { epochs: 3 },
    });
  });

  it("that names its type takes nothing over from another", () => {
    expect(patched(document, { optimizer: { type: "sgd" } }).optimizer).toEqual({ type: "sgd" });
  });
});

it("what stands in the experiment already is known, be it written shorter", () => {
  expect(holds(document, { optimizer: { type: "adam", learning_rate: 0.1 } })).toBe(true);
  expect(holds(document, { optimizer: "adam" })).toBe(true);
  expect(holds(document, { optimizer: { type: "adam", learning_rate: 0.2 } })).toBe(false);
  expect(holds(document, { batch_size: 16 })).toBe(false);
  expect(holds({ layers: [{ units: 2, bias: true }] }, { layers: [{ units: 2 }] })).toBe(true);
});
