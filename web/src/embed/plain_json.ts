// SPDX-License-Identifier: Apache-2.0
/** What a message may carry: JSON of bounded size. What a structured clone may be besides (maps, dates, buffers, circles) it is not. */
import { type Json, MESSAGE_LIMITS } from "./protocol.ts";

/** Assigning to these would change the object itself instead of adding an entry. */
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

export type Measured = "json" | "too_large" | "no_json";

/** Looks at no more of it than the limits allow. */
export function measureJson(value: unknown): Measured {
  let characters: number = MESSAGE_LIMITS.characters;
  let values: number = MESSAGE_LIMITS.values;

  const text = (written: string): boolean => {
    characters -= written.length;
    return characters >= 0;
  };
  const walk = (item: unknown, depth: number): Measured => {
    values -= 1;
    if (values < 0 || depth > MESSAGE_LIMITS.depth) return "too_large";
    if (item === null || typeof item === "boolean") return "json";
    if (typeof item === "number") return Number.isFinite(item) ? "json" : "no_json";
    if (typeof item === "string") return text(item) ? "json" : "too_large";
    if (typeof item !== "object") return "no_json";
    if (Array.isArray(item)) {
      if (item.length > values) return "too_large";
      for (const inner of item) {
        const found = walk(inner, depth + 1);
        if (found !== "json") return found;
      }
      return "json";
    }
    if (Object.getPrototypeOf(item) !== Object.prototype) return "no_json";
    for (const key in item) {
      if (FORBIDDEN_KEYS.has(key)) return "no_json";
      if (!text(key)) return "too_large";
      const found = walk((item as Record<string, unknown>)[key], depth + 1);
      if (found !== "json") return found;
    }
    return "json";
  };
  return walk(value, 0);
}

/** As JSON would bring it back: numbers that are none are null there. */
export function asJson(value: unknown): Json {
  const text = JSON.stringify(value);
  return text === undefined ? null : (JSON.parse(text) as Json);
}
