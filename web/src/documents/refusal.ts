// SPDX-License-Identifier: Apache-2.0
/** What the parser says against a document, in both languages, from the engine's error. */
import type { Text } from "../engine/api.ts";
import type { ExperimentError } from "../engine/contract/experiment_error.ts";

export interface Refusal {
  /** Place in the document; empty when it is about the whole. */
  readonly path: string;
  readonly message: Text;
}

/** The refusal in an error of the engine; undefined for every other error. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !("path" in error) || typeof error.path !== "string") {
    return undefined;
  }
  const zh = "zh" in error && typeof error.zh === "string" ? error.zh : error.message;
  return { path: error.path, message: { en: error.message, zh } };
}

/** The sentence with its place in front, as the command line prints it. */
export function sentence(refusal: Refusal, language: keyof Text): string {
  const text = refusal.message[language];
  return refusal.path === "" || text.startsWith(refusal.path) ? text : `${refusal.path}: ${text}`;
}

/** The same in both languages. */
export function sentences(refused: Refusal | ExperimentError): Text {
  const refusal =
    "zh" in refused
      ? { path: refused.path, message: { en: refused.message, zh: refused.zh } }
      : refused;
  return { en: sentence(refusal, "en"), zh: sentence(refusal, "zh") };
}
