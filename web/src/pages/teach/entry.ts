// SPDX-License-Identifier: Apache-2.0
/** A receipt on the teacher's desk. */
import type { Marked } from "../../exercises/marking.ts";
import type { Receipt } from "../../exercises/receipt.ts";

export interface Entry {
  /** From 1 in the order in which they came: stands for the name where that is hidden. */
  readonly number: number;
  readonly written: string;
  /** Undefined where it cannot be read. */
  readonly receipt: Receipt | undefined;
  readonly state: "waiting" | "running" | "done";
  readonly marked?: Marked;
  /** The exercise that it was marked with, by its hash; absent where there was none. */
  readonly by?: string;
  /** Where it was given more time than others. */
  readonly seconds?: number;
}

export const exerciseIdOf = ({ receipt }: Entry): string | undefined => receipt?.exercise.id;
