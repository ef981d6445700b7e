// SPDX-License-Identifier: Apache-2.0
/** What code of students may use. */
export interface Limits {
  /**
   * Of all that a program does: how often the interpreter asks whether to go on, once in about ten thousand of its steps. The same code is stopped at the
   * same place on every machine, however busy that is.
   */
  readonly turns: number;
  /** In milliseconds from one of them to the next, for what takes long in between. */
  readonly time: number;
  /** In bytes, the interpreter's own with it: 16 MB at least. */
  readonly memory: number;
  readonly stack: number;
}

/** Three thousand turns are a second or two. */
export const LIMITS: Limits = {
  turns: 3_000,
  time: 4_000,
  memory: 32 * 2 ** 20,
  stack: 256 * 2 ** 10,
};
