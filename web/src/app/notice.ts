// SPDX-License-Identifier: Apache-2.0
/** One sentence above everything else, of what was just done or could not be done. */
import type { Text } from "../engine/api.ts";

export interface Notice {
  readonly tone: "done" | "refused";
  readonly text: Text;
  /** What may be done about it. */
  readonly action?: { readonly label: Text; run(): unknown };
  /** When it is put away unused. */
  dismissed?(): unknown;
}

export const done = (en: string, zh: string): Notice => ({ tone: "done", text: { en, zh } });
export const refused = (en: string, zh: string): Notice => ({ tone: "refused", text: { en, zh } });
