// SPDX-License-Identifier: Apache-2.0
/** The pictures in a sentence, for readers who do not see them: what learns, and how far it is. */
import { runTitle } from "../../app/run_title.ts";
import type { Workspace } from "../../app/workspace.ts";
import type { RunState } from "../../engine/api.ts";
import { formatOf } from "../../locales/format.ts";
import { wordsOf } from "../../locales/words.ts";
import type { PlayerWords } from "./words.ts";

export function altOf(
  { run, document, settings }: Workspace,
  state: RunState | undefined,
  own: PlayerWords,
): string {
  const { language } = settings;
  const format = formatOf(language);
  const { description } = run;
  const { epoch = 0, train_loss, validation_accuracy } = state ?? {};
  const epochs = wordsOf(language).epochs(format.integer(epoch), epoch);
  return [
    own.altOf(runTitle(document.catalog, description, language)),
    own.altStands(epochs, format.real(train_loss)),
    ...(typeof validation_accuracy === "number"
      ? [own.altRight(format.percent(validation_accuracy))]
      : []),
  ].join(language === "zh" ? "" : " ");
}
