// SPDX-License-Identifier: Apache-2.0
/** What a folder of `features/` offers the page, in its `feature.ts`; the rest of the folder is loaded when it is first opened. */
import type { Description, Text } from "../engine/api.ts";

export interface Feature {
  readonly id: string;
  /**
   * `dialog`: over the page, opened by a command that names it (`workspace.dialog`). `tab`: one of the reasons, under Why
   * (`workspace.tab`); of those at most one is there, and only while it is open.
   */
  readonly place: "dialog" | "tab";
  /** From left to right among those of the same place. */
  readonly order?: number;
  readonly title: Text;
  /** A panel that stands where the reasons do and is none of them: it is opened by a command, and has a button only while it is open. */
  readonly called?: true;
  /** A dialog with a table in it. */
  readonly wide?: true;
  /** Whether there is anything to show of this experiment. */
  fits(description: Description): boolean;
  /** @returns the name of the custom element that shows it, which is defined then */
  load(): Promise<{ readonly tag: string }>;
}
