// SPDX-License-Identifier: Apache-2.0
/** The shape of some words, with any wording. */
export type Like<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...holes: infer Holes) => string
      ? (...holes: Holes) => string
      : Like<T[K]>;
};
