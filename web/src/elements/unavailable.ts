// SPDX-License-Identifier: Apache-2.0
/** What stands on the page when no trainer starts: what is needed, and what was tried. */
import { html, nothing, render } from "lit";
import { wordsOf } from "../locales/words.ts";
import type { Settings } from "../state/settings.ts";

interface Attempt {
  readonly name: string;
  readonly step: string;
  readonly message: string;
}

function attempts(error: unknown): readonly Attempt[] {
  return error instanceof Error && "tried" in error && Array.isArray(error.tried)
    ? error.tried
    : [];
}

function sentenceOf(error: unknown, language: string): string {
  if (!(error instanceof Error)) return String(error);
  return language === "zh" && "zh" in error ? String(error.zh) : error.message;
}

export function showUnavailable(place: Element, error: unknown, settings: Settings): void {
  const words = wordsOf(settings.language);
  const tried = attempts(error);
  render(
    html`
      <div class="wait" role="alert" id="unavailable">
        <h1>${words.unavailable}</h1>
        <p>${sentenceOf(error, settings.language)}</p>
        <p>${words.unavailableHelp}</p>
        ${
          tried.length === 0
            ? nothing
            : html`<details><summary>${words.details}</summary><ul>${tried.map(({ name, step, message }) => html`<li>${name} (${step}): ${message}</li>`)}</ul></details>`
        }
      </div>
    `,
    place as HTMLElement,
  );
}
