// SPDX-License-Identifier: Apache-2.0
/** A refused document: the one place where `{"error": ...}` of the C++ parser becomes an exception. */

import type { TableName } from "./tables.ts";

/** What the parser says: where, and in both languages what is wrong and how to mend it. */
export interface Refusal {
  /** Dotted path in the document, `model.layers[2].units`; empty when the whole text is meant. */
  readonly path: string;
  readonly message: string;
  readonly zh: string;
  /** The stored table that is missing, where nothing else is wrong. */
  readonly table?: TableName;
}

export class ExperimentError extends Error implements Refusal {
  override readonly name = "ExperimentError";
  readonly path: string;
  readonly zh: string;
  readonly table?: TableName;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.path = refusal.path;
    this.zh = refusal.zh;
    if (refusal.table !== undefined) this.table = refusal.table;
  }

  /** The sentence without the path, as a form shows it beside the field. */
  localized(language: string): string {
    return language.startsWith("zh") ? this.zh : this.message;
  }

  /** `path: sentence`, as the command line prints it. */
  override toString(): string {
    return this.path === "" ? this.message : `${this.path}: ${this.message}`;
  }
}

/** Passes an accepted reply on, and throws a refused one. */
export function accepted<T extends object>(reply: T | { readonly error: Refusal }): T {
  if ("error" in reply) throw new ExperimentError(reply.error);
  return reply;
}
