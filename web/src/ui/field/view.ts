// SPDX-License-Identifier: Apache-2.0
/** One field as the renderers of its kinds see it. */
import type { Field, Text } from "../../engine/api.ts";
import type { Words } from "../../locales/words.ts";
import type { Form, FormProblem } from "./form.ts";

export interface FieldView {
  readonly form: Form;
  readonly field: Field;
  readonly path: string;
  /** Its label in the language of the page. */
  readonly name: string;
  /** What stands in it: what was typed and refused, or else what is in force. */
  readonly value: unknown;
  readonly problem: FormProblem | undefined;
  /** In a section with the same heading the label of a component is only for screen readers. */
  readonly unlabelled: boolean;
  /** The choice alone, without the fields of the component that is chosen. */
  readonly brief: boolean;
  readonly helpOpen: boolean;
  /** Whether it is only shown. */
  readonly fixed: boolean;
  /** Whether there is a default, and it does not stand there. */
  readonly canUndo: boolean;
  readonly words: Words;
  say(text: Text): string;
  /** One after the other, with the terms in them explained where they stand. */
  explained(sentences: readonly (Text | string)[]): unknown;
  set(value: unknown, dragged?: boolean): void;
  undo(): void;
  toggleHelp(): void;
  /** Escape gives a refused text up. */
  onKey(event: KeyboardEvent): void;
}
