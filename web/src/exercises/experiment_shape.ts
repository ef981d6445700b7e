// SPDX-License-Identifier: Apache-2.0
/** An experiment in a file of people. */
import { isObject } from "../documents/path.ts";
import { expected, refusal, type Shape } from "./shape.ts";

/** Of a part that another reader judges; how much of it there may be. */
const MOST = { values: 50_000, depth: 24, characters: 2 ** 18 } as const;

/** An experiment, or changes to one: JSON of bounded size, which the trainer's parser judges. */
export const experiment = (): Shape<Readonly<Record<string, unknown>>> => ({
  schema: { type: "object" },
  read(value, path) {
    if (!isObject(value)) throw expected(path, { en: "an object", zh: "对象" }, value);
    const left: Record<"values" | "characters", number> = { ...MOST };
    if (isPlain(value, left, 0)) return value;
    throw refusal(path, {
      en: "is no JSON, or larger than an experiment in an exercise may be. Put large tables beside it, as stored tables.",
      zh: "不是 JSON，或超出练习中实验的大小上限。大的表格请用存储表格放在旁边。",
    });
  },
});

function isPlain(
  item: unknown,
  left: Record<"values" | "characters", number>,
  depth: number,
): boolean {
  left.values -= 1;
  if (typeof item === "string") left.characters -= item.length;
  if (left.values < 0 || left.characters < 0 || depth > MOST.depth) return false;
  if (typeof item === "number") return Number.isFinite(item);
  if (item === null || typeof item === "boolean" || typeof item === "string") return true;
  if (Array.isArray(item)) {
    if (item.length > left.values) return false;
    // Not by every(), which passes over holes: they are no JSON.
    for (const one of item) if (!isPlain(one, left, depth + 1)) return false;
    return true;
  }
  if (!isObject(item)) return false;
  return Object.entries(item).every(([key, one]) => {
    left.characters -= key.length;
    // Assigning to it would change the object itself instead of adding an entry.
    return key !== "__proto__" && isPlain(one, left, depth + 1);
  });
}
