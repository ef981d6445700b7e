// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { decodeLink, decodeView, encodeLink, LinkError } from "../../../web/src/state/link.ts";

const reason = (hash: string): string => {
  try {
    decodeLink(hash);
  } catch (error) {
    if (error instanceof LinkError) return error.reason;
    throw error;
  }
  return "accepted";
};

describe("a link", () => {
  it("is empty for the default experiment", () => {
    expect(encodeLink({ document: {}, view: {} })).toBe("");
    expect(decodeLink("")).toEqual({ document: {}, view: {} });
    expect(decodeLink("#")).toEqual({ document: {}, view: {} });
  });

  it("reads the form people type by hand", () => {
    const { document } = decodeLink(
      '#data.type=circle&optimizer.type=sgd&optimizer.learning_rate=0.1&model.layers=[{"type":"dense","units":4}]',
    );
    expect(document).toEqual({
      data: { type: "circle" },
      optimizer: { type: "sgd", learning_rate: 0.1 },
      model: { layers: [{ type: "dense", units: 4 }] },
    });
  });

  it.each([
    {},
    { seed: 0 },
    { data: { type: "spiral", noise: 1e-7, split: { train: 0.5 } } },
    { batch_size: "full", clip: null, a: { b: true, c: false } },
    { model: { layers: [{ type: "dense", units: 3, activation: "tanh" }, { type: "dense" }] } },
    {
      text: "7",
      quoted: '"7"',
      empty: "",
      word: "null",
      spaced: " a b ",
      chinese: "螺旋 & 100%=+#",
    },
    { list: [], nested: {}, deep: { a: { b: { c: { d: [1, [2, { e: null }]] } } } } },
    { numbers: [1e300, -0.1, 4294967295, 0.1 + 0.2] },
  ])("survives the way there and back: %j", (document) => {
    expect(decodeLink(`#${encodeLink({ document, view: {} })}`).document).toEqual(document);
  });

  it("keeps the view apart from the document", () => {
    const view = { lang: "zh", theme: "dark", speed: "step", build: "simd", threads: "2" };
    const hash = encodeLink({ document: { seed: 3 }, view });
    expect(decodeLink(hash)).toEqual({ document: { seed: 3 }, view });
    expect(decodeView(`#${hash}`)).toEqual(view);
  });

  it("leaves unknown keys to the parser, which knows how to refuse them", () => {
    expect(decodeLink("#optimiser=adam&data.nois=1").document).toEqual({
      optimiser: "adam",
      data: { nois: 1 },
    });
  });

  it("takes damaged JSON for text, which the parser refuses", () => {
    expect(decodeLink('#model.layers=[{"type":').document).toEqual({
      model: { layers: '[{"type":' },
    });
  });
});

describe("a hostile link", () => {
  it.each([
    ["#__proto__.polluted=1", "linkKeyRefused"],
    ["#data.__proto__.polluted=1", "linkKeyRefused"],
    ["#constructor.prototype.polluted=1", "linkKeyRefused"],
    ["#seed=1&seed=2", "linkKeyTwice"],
    ["#data=1&data.type=spiral", "linkKeyTwice"],
    ["#data.type=spiral&data=1", "linkKeyTwice"],
    [`#${Array.from({ length: 20 }, () => "a").join(".")}=1`, "linkTooDeep"],
    [`#a=${"x".repeat(70_000)}`, "linkTooLong"],
    [`#${Array.from({ length: 600 }, (_, index) => `k${index}=1`).join("&")}`, "linkTooLong"],
  ])("%s is refused: %s", (hash, expected) => {
    expect(reason(hash)).toBe(expected);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it("cannot smuggle a prototype in through JSON", () => {
    const { document } = decodeLink('#data={"__proto__":{"polluted":1},"type":"spiral"}');
    expect(document).toEqual({ data: { type: "spiral" } });
    expect((document.data as { polluted?: number }).polluted).toBeUndefined();
  });

  it("of nested brackets neither hangs nor overflows the stack", () => {
    const deep = "[".repeat(30_000) + "]".repeat(30_000);
    expect(reason(`#a=${deep}`)).toBe("accepted");
  });

  it("with broken percent signs is read as it stands", () => {
    expect(decodeLink("#data.type=%E8%9E%ZZ%").document).toHaveProperty("data");
  });
});
