// SPDX-License-Identifier: Apache-2.0
/** What stands on the page when no trainer starts: why, what to do, and what was tried. */
import { html, nothing, render } from "lit";
import type { Settings } from "../../app/settings.ts";
import type { Text } from "../../engine/api.ts";
import { type EngineError, textOf } from "../../engine/contract/engine_error.ts";
import { learn } from "../../locales/dictionary.ts";
import { pick, wordsOf } from "../../locales/words.ts";

type Tried = EngineError["tried"];

/** Said without the words of the page, which are what is missing. */
const NOT_WHOLE: Text = {
  en: "This page did not arrive whole. Check the connection, and load it again.",
  zh: "页面未能完整加载。请检查网络，然后重新加载。",
};

function attempts(error: unknown): Tried {
  return error instanceof Error && "tried" in error && Array.isArray(error.tried)
    ? error.tried
    : [];
}

/** Steps of a start that wait for the network. */
const isDownload = ({ step }: Tried[number]): boolean => step === "import" || step === "compile";

/** Or, where its words do not arrive either, that. */
export async function showUnavailable(
  place: Element,
  error: unknown,
  settings: Settings,
): Promise<void> {
  const { language } = settings;
  try {
    await learn(language);
  } catch {
    place.replaceChildren();
    render(
      html`<p class="wait" role="alert">${pick(NOT_WHOLE, language)}</p>`,
      place as HTMLElement,
    );
    return;
  }
  const words = wordsOf(language);
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
        <p>${pick(textOf(error), language)}</p>
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
