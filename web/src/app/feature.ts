// SPDX-License-Identifier: Apache-2.0
/** What a folder of `features/` offers the page, in its `feature.ts`; the rest of the folder is loaded when it is first opened. */
import type { Description } from "../engine/api.ts";
import type { Language } from "../locales/language.ts";

export interface OpenedFeature {
  /** Of the custom element that shows it. */
  readonly tag: string;
  readonly words: Readonly<Record<Language, { readonly title: string }>>;
}

export interface Feature {
  readonly id: string;
  /** Over the page, opened by a command that names it (`workspace.dialog`). */
  readonly place: "dialog";
  /** Whether there is anything to show of this experiment. */
  fits(description: Description): boolean;
  load(): Promise<OpenedFeature>;
}
