// SPDX-License-Identifier: Apache-2.0
/** Several fields under one name. */
import { html, type TemplateResult } from "lit";
import { fieldsWithin } from "../parts.ts";
import type { FieldView } from "../view.ts";

export const renderGroup = (view: FieldView): TemplateResult =>
  html`<div role="group" aria-label=${view.name}>${fieldsWithin(view, view.field.fields ?? [])}</div>`;
