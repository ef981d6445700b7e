// SPDX-License-Identifier: Apache-2.0
/** What the author asks to be shown, and this experiment does not have: readers see a sentence in its place, and the host hears it. */
import type { DocumentStore } from "../../app/document_store.ts";
import { fieldAt } from "../../documents/field_at.ts";
import { PART_NAMES } from "../../documents/view_words.ts";
import type { Text } from "../../engine/api.ts";
import type { Language } from "../../locales/language.ts";
import { saidBy } from "../../locales/words.ts";
import { featuresFor } from "../shared/features.ts";
import type { Part, PlayerOptions } from "./options.ts";
import { type PlayerWords, playerWords } from "./words.ts";

/** The player itself draws these of every experiment. */
const ALWAYS: ReadonlySet<Part> = new Set(["map", "chart", "network", "controls"]);

export function misfits(
  {
    parts,
    show,
    predictsFirst,
    run,
  }: Pick<PlayerOptions, "parts" | "show"> & Partial<Pick<PlayerOptions, "predictsFirst" | "run">>,
  { catalog, description }: Pick<DocumentStore, "catalog" | "description">,
): Text[] {
  const fitting = new Set(featuresFor("tab", description).map(({ id }) => id));
  const missing = parts.filter((part) => !ALWAYS.has(part) && !fitting.has(part));
  const unknown = show.filter((path) => !fieldAt(catalog, description.experiment, path));
  return [
    ...missing.map((part) =>
      both((words, language) => `view.parts: ${words.nothingToShow(PART_NAMES[part][language])}`),
    ),
    ...unknown.map((path) => both((words) => words.noSetting(path))),
    ...(predictsFirst === true && run !== undefined ? [both((words) => words.notFirst)] : []),
  ];
}

const both = (say: (words: PlayerWords, language: Language) => string): Text =>
  saidBy((language) => say(playerWords(language), language));
