// SPDX-License-Identifier: Apache-2.0
/** Documents as they are handed in. What the trainer declares of them is generated from its catalog. */
import type { Component, Dataset } from "#catalog";

/** Any JSON object a user may hand in; the C++ parser is the judge of it. */
export type ExperimentDocument = Readonly<Record<string, unknown>>;

/** A document, or its JSON text as it was typed: then the C++ parser also judges the syntax. */
export type ExperimentSource = ExperimentDocument | string;

/**
 * A document, or a part of one, as it may be written: what is left out is as by default, and a component whose hyper-parameters are
 * all left out may be its id alone. `{...} satisfies Written<Experiment>` checks every id and key while it is typed.
 */
export type Written<T> = T extends Dataset
  ? WrittenComponent<T>
  : T extends Component
    ? T["type"] | WrittenComponent<T>
    : T extends readonly (infer Item)[]
      ? readonly Written<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]?: Written<T[Key]> }
        : T;

/** A component of which only `type` must be there. */
export type WrittenComponent<T extends Component> = { readonly type: T["type"] } & {
  readonly [Key in keyof Omit<T, "type">]?: Written<T[Key]>;
};
