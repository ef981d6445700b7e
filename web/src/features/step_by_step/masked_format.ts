// SPDX-License-Identifier: Apache-2.0
/** Numbers as everywhere on the page, but for those that are hidden: they are known by their value, wherever they stand and with either sign. */
import { Format } from "../../locales/format.ts";
import type { Language } from "../../locales/language.ts";

export const MASK = "?";

/** What was computed with 32 bits, or by other ways to the same number. */
const SAME = 1e-5;

export class MaskedFormat extends Format {
  constructor(
    language: Language,
    private readonly hidden: readonly number[],
  ) {
    super(language);
  }

  override real(value: number | null | undefined): string {
    return this.#hides(value) ? MASK : super.real(value);
  }

  override integer(value: number | null | undefined): string {
    return this.#hides(value) ? MASK : super.integer(value);
  }

  #hides(value: number | null | undefined): boolean {
    if (typeof value !== "number" || value === 0) return false;
    return this.hidden.some(
      (one) => Math.abs(Math.abs(value) - Math.abs(one)) <= SAME * Math.abs(one),
    );
  }
}
