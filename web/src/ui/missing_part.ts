// SPDX-License-Identifier: Apache-2.0
/** Where something would stand that did not arrive: the sentence, and the way to ask for it again. */
import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "../locales/words.ts";

/**
 * @param again undefined where nothing is missing
 * @param asks it was asked for again, and is on its way: the button stays, so that the focus does
 */
export function missingPart(
  again: (() => void) | undefined,
  words: Words,
  asks = false,
): TemplateResult | typeof nothing {
  return again === undefined
    ? nothing
    : html`<span class="missing" role="alert">${asks ? words.featureComes : words.featureMissing} <button aria-disabled=${asks} @click=${again}>${words.tryAgain}</button></span>`;
}
