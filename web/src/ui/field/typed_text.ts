// SPDX-License-Identifier: Apache-2.0
/** Between what is typed into a field and what the document holds. The parser is the judge; nothing is corrected here. */
import type { Field } from "../../engine/api.ts";
import { numberIn } from "../../locales/typed_number.ts";

export function readTyped(text: string, field: Field): unknown {
  const trimmed = text.trim();
  if (trimmed === "" && field.nullable === true) return null;
  if (["list", "group", "json"].includes(field.type)) return readJson(trimmed);
  if (field.type === "packed" || field.type === "text") return trimmed;
  if (field.type === "texts" || field.type === "choices") return readTexts(trimmed);
  if (field.type === "rows") return readRows(trimmed);
  if (field.type === "integers") return readNumbers(trimmed);
  return readNumber(trimmed);
}

/** `0x10`, `Infinity` and `1,5` are left as text, which the parser refuses with a sentence. */
function readNumber(text: string): unknown {
  return numberIn(text) ?? text;
}

/** Parted by commas, semicolons, tabs or spaces. */
function readNumbers(text: string): unknown[] {
  return text
    .trim()
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(readNumber);
}

/** Parted by commas. */
function readTexts(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);
}

/** One row a line. */
function readRows(text: string): unknown[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(readNumbers);
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
  if (Array.isArray(value) && value.every(Array.isArray)) {
    return value.map((row) => row.join(", ")).join("\n");
  }
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    return value.join(", ");
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Where there is little room: of 0.0001 and 1e-4 the one of fewer signs. It is read back as the same number. */
export function writeShort(value: unknown): string {
  const long = writeTyped(value);
  // Down to a thousandth it is read as it is usually written.
  if (typeof value !== "number" || Math.abs(value) >= 1e-3) return long;
  const short = value.toExponential();
  return short.length < long.length ? short : long;
}
