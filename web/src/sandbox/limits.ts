// SPDX-License-Identifier: Apache-2.0
/** What code of students may use. */
export interface Limits {
  /** Of all that a program does, in milliseconds. */
  readonly time: number;
  /** In bytes, the interpreter's own with it: 16 MB at least. */
  readonly memory: number;
  readonly stack: number;
}

export const LIMITS: Limits = { time: 1_500, memory: 32 * 2 ** 20, stack: 256 * 2 ** 10 };
