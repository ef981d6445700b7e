// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { PackedTextError, packText, unpackText } from "../../../web/src/documents/packed_text.ts";
import { randomNumbers } from "../fixtures/random.ts";

const reason = (packed: string, most = 1_000_000): string => {
  try {
    unpackText(packed, most);
  } catch (error) {
    if (error instanceof PackedTextError) return error.reason;
    throw error;
  }
  return "read";
};

describe("packed text", () => {
  it.each(["", "a", "~", "\uFEFFmark", "螺旋 🌀", "x".repeat(100_000), '{"a":[1,2,3]}'])(
    "comes back: %.20s",
    (text) => {
      const packed = packText(text);
      expect(packed).toMatch(/^[A-Za-z0-9_-]+$/);
      const bytes = new TextEncoder().encode(text).length;
      expect(unpackText(packed, 1_000_000)).toEqual({ text, bytes });
    },
  );

  it("of any characters comes back", () => {
    const random = randomNumbers(1);
    for (let round = 0; round < 200; round += 1) {
      const length = Math.floor(random() * 400);
      const text = Array.from({ length }, () =>
        String.fromCodePoint(Math.floor(random() * 0xd800)),
      ).join("");
      expect(unpackText(packText(text), 10_000).text).toBe(text);
    }
  });

  it("may be exactly as long as allowed, and no longer", () => {
    const packed = packText("x".repeat(1_000));
    expect(reason(packed, 1_000)).toBe("read");
    expect(reason(packed, 999)).toBe("tooLarge");
  });

  it("that inflates a thousandfold is refused before it is whole", () => {
    expect(reason(packText("\0".repeat(30_000_000)))).toBe("tooLarge");
  });

  it.each(["", "=", "a b", "ÄÖ", "AAAA", "____", packText("whole text").slice(0, -3), "A"])(
    "that is none is damaged: %s",
    (packed) => {
      expect(reason(packed)).toBe("damaged");
    },
  );

  it("cut off anywhere is damaged", () => {
    const packed = packText(JSON.stringify(Array.from({ length: 300 }, (_, index) => index * 7)));
    for (let length = 1; length < packed.length - 2; length += 1) {
      expect(reason(packed.slice(0, length))).toBe("damaged");
    }
  });

  it("with wrong letters is read or refused, and nothing else", () => {
    const random = randomNumbers(2);
    const packed = packText(JSON.stringify(Array.from({ length: 300 }, () => random())));
    for (let round = 0; round < 300; round += 1) {
      const at = Math.floor(random() * packed.length);
      const letter = "ABCxyz019-_"[Math.floor(random() * 11)];
      const changed = packed.slice(0, at) + letter + packed.slice(at + 1);
      expect(["read", "damaged", "tooLarge"]).toContain(reason(changed));
    }
  });
});
