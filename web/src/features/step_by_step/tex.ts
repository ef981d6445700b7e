// SPDX-License-Identifier: Apache-2.0
/** Numbers and bound symbols as TeX. `\bind{key}{...}` is what lights up together with everything else of that key. */
import type { Format } from "../../locales/format.ts";
import { MASK } from "./masked_format.ts";

export interface Writing {
  readonly format: Format;
  /** Number of the incoming weight that the formulas follow, from 0. */
  readonly chosen: number;
}

/** The key of an incoming weight. */
export const wKey = (index: number): string => `w${index}`;

/** A number that is to be worked out. */
const HIDDEN = `{\\,\\boxed{${MASK}}\\,}`;

export const bound = (key: string, tex: string): string => `\\bind{${key}}{${tex}}`;

/** As everywhere on the page, with a power of ten written as one. Braces keep a sign close to its number. */
export function numberTex(value: number, format: Format): string {
  if (!Number.isFinite(value)) return "\\text{–}";
  const text = Number.isInteger(value) ? format.integer(value) : format.real(value);
  if (text === MASK) return HIDDEN;
  const [digits = "", power] = text.split("e");
  const mantissa = digits.replaceAll(",", "{,}");
  return `{${power === undefined ? mantissa : `${mantissa}\\cdot10^{${power}}`}}`;
}

/** As a factor of a product, or a further term of a sum: what has a sign or a power stands in brackets. */
export function factorTex(value: number, format: Format): string {
  const tex = numberTex(value, format);
  return tex !== HIDDEN && (value < 0 || tex.includes("cdot")) ? `(${tex})` : tex;
}
