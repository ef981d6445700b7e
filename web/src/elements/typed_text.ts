// SPDX-License-Identifier: Apache-2.0
/** Between what is typed into a field and what the document holds. The parser is the judge; nothing is corrected here. */
import type { Field } from "../engine/api.ts";

/** JSON's numbers only: `0x10`, `Infinity` and `1,5` are left as text, which the parser refuses with a sentence. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export function readTyped(text: string, field: Field): unknown {
  const trimmed = text.trim();
  if (trimmed === "" && field.nullable === true) return null;
  if (field.type === "list" || field.type === "group") return readJson(trimmed);
  const number = Number(trimmed);
  return NUMBER.test(trimmed) && Number.isFinite(number) ? number : trimmed;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** How a value stands in a text field. */
export function writeTyped(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
