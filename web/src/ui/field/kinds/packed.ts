// SPDX-License-Identifier: Apache-2.0
/** Many numbers as text. Nobody types it: it is shown where a document has brought it, to be seen and taken out. */
import { html, type TemplateResult } from "lit";
import type { FieldView } from "../view.ts";
import { renderList } from "./list.ts";

export const renderPacked = (view: FieldView): TemplateResult =>
  view.value === null ? html`` : renderList(view);
