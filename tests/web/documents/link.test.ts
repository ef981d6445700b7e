// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { decodeLink, decodeView, encodeLink, LinkError } from "../../../web/src/documents/link.ts";
import { packText } from "../../../web/src/documents/packed_text.ts";
import { randomNumbers } from "../fixtures/random.ts";

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
      point: [".5", "5.", "+1"],
      half: ".5",
      sum: "+1",
      code: "007",
      spaced: " a b ",
      chinese: "螺旋 & 100%=+#",
    },
    { list: [], nested: {}, deep: { a: { b: { c: { d: [1, [2, { e: null }]] } } } } },
    { numbers: [1e300, -0.1, 4294967295, 0.1 + 0.2] },
  ])("survives the way there and back: %j", (document) => {
    expect(decodeLink(`#${encodeLink({ document, view: {} })}`).document).toEqual(document);
  });

  it.each([
    [".5", 0.5],
    ["-.5", -0.5],
    ["5.", 5],
    ["%2B0.5", 0.5],
    ["1e-3", 0.001],
    ["007", "007"],
    ["0x10", "0x10"],
    ["1,5", "1,5"],
  ])("has %s, as somebody writes it by hand, for %j", (written, value) => {
    expect(decodeLink(`#seed=${written}`).document).toEqual({ seed: value });
  });

  it.each(["=1", "&=", ".a=1", "a.=1", "a..b=1"])("has no part without a name: %s", (hash) => {
    expect(reason(hash)).toBe("linkKeyRefused");
  });

  it("is refused with a key that can be read", () => {
    const keyOf = (hash: string) => {
      try {
        decodeLink(hash);
      } catch (error) {
        return (error as LinkError).key;
      }
      return undefined;
    };
    expect(keyOf("=1")).toBe("=");
    expect(keyOf(`${"x".repeat(60_000)}.=1`)).toHaveLength(83);
  });

  it("keeps the view apart from the document", () => {
    const view = { lang: "zh", theme: "dark", speed: "step", build: "simd", threads: "2" };
    const hash = encodeLink({ document: { seed: 3 }, view });
    expect(decodeLink(hash)).toEqual({ document: { seed: 3 }, view });
    expect(decodeView(`#${hash}`)).toEqual(view);
  });

  it("writes the keys of the view behind `view.`, and reads them bare as older links have them", () => {
    expect(encodeLink({ document: { seed: 3 }, view: { lang: "zh" } })).toBe("seed=3&view.lang=zh");
    expect(decodeLink("#seed=3&lang=zh").view).toEqual({ lang: "zh" });
    for (const both of ["#lang=en&view.lang=zh", "#view.lang=zh&lang=en"]) {
      expect(decodeLink(both).view, both).toEqual({ lang: "zh" });
    }
  });

  it("leaves what is no key of the view alone", () => {
    expect(decodeLink("#view.shape=round&seed=3")).toEqual({ document: { seed: 3 }, view: {} });
  });

  it("takes newer keys of the view behind `view.` alone: bare they are of the document", () => {
    expect(decodeLink("#view.title=XOR&title=1")).toEqual({
      document: { title: 1 },
      view: { title: "XOR" },
    });
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

describe("a long value", () => {
  const back = (document: Record<string, unknown>) =>
    decodeLink(`#${encodeLink({ document, view: {} })}`).document;
  const written = (value: unknown) => encodeLink({ document: { a: value }, view: {} });

  it("is written deflated, a short one as it is", () => {
    expect(written("x".repeat(1_000))).toBe(`a=${"x".repeat(1_000)}`);
    expect(written("x".repeat(1_001))).toMatch(/^a=%7E[\w-]{3,30}$/);
    expect(written(Array.from({ length: 800 }, () => 0))).toMatch(/^a=%7E[\w-]{3,30}$/);
  });

  it("may be read with a bare tilde, too", () => {
    expect(decodeLink(`#a=~${packText("x".repeat(300))}`).document).toEqual({ a: "x".repeat(300) });
    expect(decodeLink(`#a=~${packText("[1,2]")}`).document).toEqual({ a: [1, 2] });
  });

  it("of a link from before is read as it stands", () => {
    const list = Array.from({ length: 300 }, (_, index) => index);
    expect(decodeLink(`#a=${"x".repeat(900)}&b=${JSON.stringify(list)}`).document).toEqual({
      a: "x".repeat(900),
      b: list,
    });
  });

  it.each(["~", "~~", "~AAAA", `~${"x".repeat(500)}`, `~${packText("text")}`, `"~"`, `~"`])(
    "or a short one that begins with a tilde is no deflated one: %.20s",
    (text) => {
      expect(back({ a: text, b: [text], c: { d: text } })).toEqual({
        a: text,
        b: [text],
        c: { d: text },
      });
    },
  );

  it("of any kind survives the way there and back", () => {
    const random = randomNumbers(7);
    const below = (count: number) => Math.floor(random() * count);
    const letters = [..."ab~\"\\'=&+%# \n0123456789[]{},:é螺旋🌀truefalsenull-_."];
    const text = () =>
      Array.from(
        { length: below(below(4) === 0 ? 600 : 20) },
        () => letters[below(letters.length)],
      ).join("");
    const value = (depth: number): unknown => {
      const kinds = [
        () => text(),
        () => (random() - 0.5) * 10 ** below(30),
        () => below(1_000),
        () => random() < 0.5,
        () => null,
        () => Array.from({ length: below(20) }, () => value(depth + 2)),
        () => group(depth + 1),
      ];
      return kinds[below(depth > 3 ? 5 : 7)]?.();
    };
    const group = (depth: number): Record<string, unknown> =>
      Object.fromEntries(
        Array.from({ length: below(6) }, (_, index) => [`k${index}`, value(depth)]),
      );
    let tried = 0;
    for (let round = 0; round < 150; round += 1) {
      const document = group(0);
      const link = encodeLink({ document, view: {} });
      if (link.length > 60_000) continue;
      tried += 1;
      expect(decodeLink(`#${link}`).document).toEqual(document);
    }
    expect(tried).toBeGreaterThan(100);
  });
});

describe("a hostile link", () => {
  const deflated = (text: string) => `~${packText(text)}`;

  it("cannot be a bomb, in one value or in many together", () => {
    expect(reason(`#a=${deflated("x".repeat(2 ** 20))}`)).toBe("accepted");
    expect(reason(`#a=${deflated("x".repeat(2 ** 20 + 1))}`)).toBe("linkTooLarge");
    expect(reason(`#a=${deflated("\0".repeat(40_000_000))}`)).toBe("linkTooLarge");
    const half = deflated("x".repeat(600_000));
    expect(reason(`#a=${half}&b=${half}`)).toBe("linkTooLarge");
  });

  it.each(["~", "~!", "~AAAA", "~ ", `~${packText("a whole text").slice(0, -4)}`])(
    "with a damaged value is refused: %s",
    (value) => {
      expect(reason(`#data.values=${encodeURIComponent(value)}`)).toBe("linkDamaged");
    },
  );

  it("cannot smuggle a prototype in through a deflated value", () => {
    const value = deflated('{"__proto__":{"polluted":1},"type":"spiral"}');
    expect(decodeLink(`#data=${value}`).document).toEqual({ data: { type: "spiral" } });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it("of deflated nested brackets neither hangs nor overflows the stack", () => {
    const deep = "[".repeat(500_000) + "]".repeat(500_000);
    expect(reason(`#a=${deflated(deep)}`)).toBe("accepted");
  });

  it("does not inflate twice", () => {
    const inner = deflated("x".repeat(100));
    expect(decodeLink(`#a=${deflated(inner)}`).document).toEqual({ a: inner });
  });

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
