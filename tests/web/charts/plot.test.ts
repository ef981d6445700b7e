// SPDX-License-Identifier: Apache-2.0
/** What the plot of a study is drawn anew for. */
import { describe, expect, it } from "vitest";
import { dashOf } from "../../../web/src/charts/identity.ts";
import { type Curve, isDrawnAlike, type PlotContent } from "../../../web/src/charts/plot.ts";
import { MOST } from "../../../web/src/features/race/store.ts";

const curve: Curve = { label: "SGD", colour: "#000", dash: dashOf(0), x: [0, 1], y: [2, 1] };

/** Made anew, as each drawing of a panel makes it. */
const content = (changes: Partial<PlotContent> = {}): PlotContent => ({
  curves: [{ ...curve }],
  x: { title: "epoch", logarithmic: false, write: (value) => `${value}` },
  y: { title: "", logarithmic: true, write: (value) => `${value}` },
  level: { at: 0.5, label: "mark" },
  ...changes,
});

describe("a plot", () => {
  it("of the very same numbers is drawn alike, whoever asks again", () => {
    expect(isDrawnAlike(content(), content())).toBe(true);
  });

  it.each<[string, Partial<PlotContent>]>([
    ["other numbers", { curves: [{ ...curve, y: [2, 1] }] }],
    ["one more curve", { curves: [curve, curve] }],
    ["another name", { curves: [{ ...curve, label: "Adam" }] }],
    ["another axis", { y: { title: "", logarithmic: false, write: String } }],
    ["another mark", { level: { at: 0.4, label: "mark" } }],
    ["a place", { places: [{ at: 1, label: "here" }] }],
    ["fixed ends", { levels: { min: 0, max: 1 } }],
  ])("with %s is not", (_, changes) => {
    expect(isDrawnAlike(content(), content(changes))).toBe(false);
  });
});

it("as many curves as race are told apart without their colours", () => {
  const dashes = Array.from({ length: MOST }, (_, index) => JSON.stringify(dashOf(index)));
  expect(new Set(dashes).size).toBe(MOST);
});
