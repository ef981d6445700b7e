// SPDX-License-Identifier: Apache-2.0
/** One change of the document in words, in the language of the page. */
import { changesOf, saidChanges } from "../locales/changes.ts";
import type { Step } from "./undo_history.ts";
import type { Workspace } from "./workspace.ts";

/** "Learning rate 0.03 → 0.1"; undefined where there is none, or nothing that has a name. */
export function saidStep(
  { document, settings }: Pick<Workspace, "document" | "settings">,
  step: Step | undefined,
): string | undefined {
  if (step === undefined) return undefined;
  const { language } = settings;
  if (step.said !== undefined) return step.said[language];
  return saidChanges(changesOf(document.catalog, step.from, step.to, language), language);
}
