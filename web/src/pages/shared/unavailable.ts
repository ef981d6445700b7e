// SPDX-License-Identifier: Apache-2.0
/** What stands on the page when no trainer starts: why, what to do, and what was tried. */
import { html, nothing, render } from "lit";
import type { Settings } from "../../app/settings.ts";
import { type EngineError, textOf } from "../../engine/contract/engine_error.ts";
import { pick, wordsOf } from "../../locales/words.ts";

type Tried = EngineError["tried"];

function attempts(error: unknown): Tried {
  return error instanceof Error && "tried" in error && Array.isArray(error.tried)
    ? error.tried
    : [];
}

/** Steps of a start that wait for the network. */
const isDownload = ({ step }: Tried[number]): boolean => step === "import" || step === "compile";

export function showUnavailable(place: Element, error: unknown, settings: Settings): void {
  const words = wordsOf(settings.language);
  const tried = attempts(error);
  // What failed before anything was tried says itself what to do.
  const help =
    tried.length === 0
      ? nothing
      : html`<p>${tried.some(isDownload) ? words.unavailableDownload : words.unavailableHelp}</p>`;
  place.replaceChildren();
  render(
    html`
      <div class="wait" role="alert" id="unavailable">
        <h1>${words.unavailable}</h1>
        <p>${pick(textOf(error), settings.language)}</p>
        ${help}
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
