import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arithmeticOf } from "../../../web/src/engine/worker/arithmetic.ts";

/** What a parser makes of the text, in full. */
function parsed(text: string): string {
  try {
    const document = JSON.parse(text);
    const isObject = typeof document === "object" && !Array.isArray(document);
    const arithmetic = isObject
      ? (document?.arithmetic ?? document?.experiment?.arithmetic)
      : undefined;
    return arithmetic === "fast" ? "fast" : "reproducible";
  } catch {
    return "reproducible";
  }
}

const words = fc.constantFrom(
  "arithmetic",
  "experiment",
  "fast",
  "reproducible",
  "a",
  "\\",
  '"',
  "{",
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    words,
    fc.constantFrom(1, true, null),
    fc.array(tie("value"), { maxLength: 3 }),
    tie("object"),
  ),
  object: fc.dictionary(words, tie("value"), { maxKeys: 4 }),
}));

/** The same with signs written as numbers, which a key may be as well. */
const escaped = (text: string) =>
  text.replace(/a|f|x/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);

describe("the arithmetic of a document", () => {
  it("is the one that a parser finds", () => {
    fc.assert(
      fc.property(json.object, fc.boolean(), fc.nat(2), (value, isEscaped, indent) => {
        const document = value as { experiment?: unknown; arithmetic?: unknown };
        // A document with both is a study with a key that it does not have.
        if ("experiment" in document) delete document.arithmetic;
        const text = JSON.stringify(document, undefined, indent);
        expect(arithmeticOf(isEscaped ? escaped(text) : text)).toBe(parsed(text));
      }),
      { numRuns: 5_000, seed: 7 },
    );
  });

  it.each([
    ['{"arithmetic":"fast"}', "fast"],
    ['{ "kind" : "race" , "experiment" : { "seed": 1, "arithmetic" : "fast" } }', "fast"],
    ['{"data":{"arithmetic":"fast"}}', "reproducible"],
    ['{"experiment":{"data":{"arithmetic":"fast"}}}', "reproducible"],
    ['[{"arithmetic":"fast"}]', "reproducible"],
    ['"arithmetic":"fast"', "reproducible"],
    ['{"a":"\\"arithmetic\\":\\"fast\\""}', "reproducible"],
    ['{"arithmetic"', "reproducible"],
    ['{"arithmetic":', "reproducible"],
    ['{"arithmetic":"fast', "reproducible"],
    ["", "reproducible"],
  ])("of %s is %s", (text, expected) => {
    expect(arithmeticOf(text)).toBe(expected);
  });

  it("takes one look at every sign of a hostile text", () => {
    const SIZE = 30_000;
    for (const piece of [
      "[",
      "{",
      '{"a":',
      '["',
      '"\\\\',
      '\\"',
      "\\",
      " ",
      '"a" ',
      '{"experiment":{',
      "]",
    ]) {
      const text = `{"x":"fast",${piece.repeat(SIZE / piece.length)}`;
      let looks = 0;
      // What indexOf passes over is counted as looked at.
      const counted = {
        get length() {
          return text.length;
        },
        indexOf: (sign: string, from: number) => {
          const found = text.indexOf(sign, from);
          looks += (found < 0 ? text.length : found) - from;
          return found;
        },
        slice: (from: number, to: number) => text.slice(from, to),
      };
      const watched = new Proxy(counted, {
        get: (target, key) => {
          if (typeof key === "string" && /^\d+$/.test(key)) {
            looks += 1;
            return text[Number(key)];
          }
          return Reflect.get(target, key);
        },
      });
      arithmeticOf(watched as unknown as string);
      expect(looks, piece).toBeLessThan(8 * text.length);
    }
  });
});
