// SPDX-License-Identifier: Apache-2.0
/** What a field needs of the document that it is a part of. Whoever has a form gives it to all fields within by context. */
import { createContext } from "@lit/context";
import type { Entry, Field, Kind, Text } from "../../engine/api.ts";

/** Something typed that is not in force. */
export interface FormProblem {
  readonly path: string;
  readonly message: Text;
  readonly typed: unknown;
}

export interface Form {
  /** What a component of this kind can be. */
  entries(kind: Kind): readonly Entry[];
  /** The place of a field of what stands at `path`. */
  below(path: string, id: string): string;
  /** What was typed there, or else what is in force. */
  shown(path: string): unknown;
  /** What is in force. */
  accepted(path: string): unknown;
  problem(path: string): FormProblem | undefined;
  isDefault(path: string): boolean;
  /** Whether it is only shown: in an exercise not everything may be changed. */
  fixed(path: string): boolean;
  /** Whether a change there begins the run anew, instead of being taken up by it. */
  startsOver(path: string): boolean;
  /** The sentence of a problem, for the field at `path`. */
  said(problem: FormProblem, path: string, canUndo: boolean): string;
  /** What nothing means in a field that may be empty. */
  empty(field: Field): string;
  /** Whether the helps of all fields are here; they come when this is asked. */
  explains(): boolean;
  /** Asks again for helps that did not arrive; undefined where none are missing. */
  unexplained(): (() => void) | undefined;
  /** The list of layers at `path` in words. */
  layers(path: string): string | undefined;
  /** `dragged`: one of many values on the way to another. */
  set(path: string, value: unknown, dragged: boolean): void;
  unset(path: string): void;
  choose(path: string, kind: Kind, type: string): void;
  forget(path: string): void;
}

export const formContext = createContext<Form>(Symbol("form"));
