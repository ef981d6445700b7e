// SPDX-License-Identifier: Apache-2.0
/** One short text. */
import { html, type TemplateResult } from "lit";
import { head, notes, textBox } from "../parts.ts";
import type { FieldView } from "../view.ts";

export const renderText = (view: FieldView): TemplateResult =>
  html`${head(view, textBox(view, "text"))}${notes(view)}`;
