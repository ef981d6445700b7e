// SPDX-License-Identifier: Apache-2.0
/** Whether a number as it stands in a text is the one that was measured. */

const NUMBER = /[−-]?\d[\d,]*(?:\.(\d+))?(?:e-?\d+)?/;

/** @returns undefined where the text says no number */
export function agrees(text: string, value: unknown): boolean | undefined {
  const [said, decimals = ""] = NUMBER.exec(text) ?? [];
  if (said === undefined) return undefined;
  if (typeof value !== "number") return false;
  const number = Number(said.replace("−", "-").replaceAll(",", ""));
  const measured = /%|％/.test(text) ? value * 100 : value;
  const exponent = Number(/e(-?\d+)/.exec(said)?.[1] ?? 0);
  // Half of the last digit, and a little for numbers that are not exact in binary.
  return Math.abs(number - measured) <= 0.500001 * 10 ** (exponent - decimals.length);
}
