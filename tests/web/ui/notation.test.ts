// SPDX-License-Identifier: Apache-2.0
/** The symbols of other books, in formulas as KaTeX makes them. */
import { describe, expect, it } from "vitest";
import { twoSymbols } from "../../../web/src/charts/parameter_names.ts";
import { VIEW } from "../../../web/src/documents/view_keys.ts";
import type { Summary } from "../../../web/src/engine/api.ts";
import { formulaHtml } from "../../../web/src/lessons/markdown.ts";
import {
  formulaIn,
  isNotation,
  NOTATION_IDS,
  NOTATIONS,
  symbolIn,
} from "../../../web/src/locales/notation.ts";
import { renotate } from "../../../web/src/ui/renotate.ts";

describe("a notation", () => {
  it("is one that the address knows", () => {
    expect(Object.keys(NOTATIONS)).toEqual(VIEW.notation.value.values);
    expect([isNotation("ng"), isNotation("constructor"), isNotation(undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("has a symbol of its own for everything that stands in one formula", () => {
    for (const id of NOTATION_IDS) {
      const { name, source, weight, onlyWeight, ...symbols } = NOTATIONS[id];
      expect(source).not.toBe("");
      expect(name.zh).not.toBe(name.en);
      const all = [...Object.values(symbols), onlyWeight];
      expect(new Set(all).size, id).toBe(all.length);
      // A mean of squares and a rate stand in the same update.
      expect(NOTATIONS[id].smoothing).not.toBe(NOTATIONS[id].rate);
      expect([weight, onlyWeight]).not.toContain(NOTATIONS[id].bias);
    }
  });

  it("leaves alone what is no symbol of it", () => {
    for (const other of ["x", "δ", "z", "tanh", "constructor", ""]) {
      expect(symbolIn("ng", other)).toBe(other);
    }
  });

  it("writes short formulas of letters", () => {
    expect(formulaIn("ng", "∂L/∂w")).toBe("∂J/∂θ");
    expect(formulaIn("nndl", "w + Δw")).toBe("θ + Δθ");
    expect(formulaIn("d2l", "∂L/∂w")).toBe("∂L/∂w");
  });

  it("names the axes of two parameters", () => {
    const layer = { type: "dense", input: [1], output: [1], parameters: 2, offset: 0 };
    const summary = { layers: [layer], feature_names: ["x"] } as unknown as Summary;
    expect(twoSymbols(summary, "d2l")).toEqual(["w", "b"]);
    expect(twoSymbols(summary, "ng")).toEqual(["θ₁", "θ₀"]);
    const two = { ...layer, input: [2] };
    const both = { layers: [two], feature_names: ["x", "y"] } as unknown as Summary;
    expect(twoSymbols(both, "nndl")).toEqual(["θ₁", "θ₂"]);
  });
});

/** What `renotate` needs of a page, over the MathML of KaTeX. */
class Letter {
  textContent: string;
  readonly parentElement: { readonly localName: string; firstElementChild: Letter | undefined };
  constructor(text: string, parent: string, first: boolean) {
    this.textContent = text;
    this.parentElement = { localName: parent, firstElementChild: first ? this : undefined };
  }
}

/** Letter by letter, with what stands around each. */
function lettersOf(mathml: string): Letter[] {
  const open: { name: string; children: number }[] = [];
  const letters: Letter[] = [];
  for (const [, close, name = "", text = ""] of mathml.matchAll(/<(\/?)([a-z]+)[^>]*>([^<]*)/g)) {
    if (close === "/") {
      open.pop();
      continue;
    }
    const parent = open.at(-1);
    if (name === "mi") letters.push(new Letter(text, parent?.name ?? "", parent?.children === 0));
    if (parent !== undefined) parent.children += 1;
    open.push({ name, children: 0 });
  }
  return letters;
}

const pageOf = (letters: readonly Letter[]) =>
  ({ querySelectorAll: () => letters }) as unknown as ParentNode;
const read = (letters: readonly Letter[]) => letters.map(({ textContent }) => textContent).join("");

describe("formulas that stand there", () => {
  const RULE = "w \\leftarrow w-\\eta\\,\\frac{\\partial L}{\\partial w}";

  it("are set in other symbols and back, as often as one likes", () => {
    const letters = lettersOf(formulaHtml(RULE, true));
    const before = read(letters);
    const page = pageOf(letters);
    renotate(page, "ng");
    expect(read(letters)).toBe(before.replaceAll("w", "𝜃₁").replace("η", "α").replace("L", "J"));
    renotate(page, "nndl");
    expect(read(letters)).toContain("ℒ");
    renotate(page, "d2l");
    expect(read(letters)).toBe(before);
  });

  it("keep the subscripts of their weights", () => {
    const letters = lettersOf(formulaHtml("w_i x_i+b+w_{kj}", false));
    renotate(pageOf(letters), "ng");
    expect(read(letters)).toBe("θixi𝜃₀θkj");
  });

  it("of one weight of many have no number for it", () => {
    const letters = lettersOf(formulaHtml("-\\eta\\lambda w", false));
    renotate(pageOf(letters), "ng", false);
    expect(read(letters)).toBe("αλθ");
  });
});
