// SPDX-License-Identifier: Apache-2.0
/** Which form a field has, by its kind. A new kind does not compile without its line here. */
import type { TemplateResult } from "lit";
import type { Field } from "../../engine/api.ts";
import { renderBoolean } from "./kinds/boolean.ts";
import { renderChoice } from "./kinds/choice.ts";
import { renderChoices } from "./kinds/choices.ts";
import { renderComponent } from "./kinds/component.ts";
import { renderGroup } from "./kinds/group.ts";
import { renderList } from "./kinds/list.ts";
import { renderNumber } from "./kinds/number.ts";
import { renderPacked } from "./kinds/packed.ts";
import { renderRows } from "./kinds/rows.ts";
import { renderText } from "./kinds/text.ts";
import type { FieldView } from "./view.ts";

type Renderer = (view: FieldView) => TemplateResult;

const RENDERERS: Readonly<Record<Field["type"], Renderer>> = {
  real: renderNumber,
  integer: renderNumber,
  boolean: renderBoolean,
  choice: renderChoice,
  choices: renderChoices,
  component: renderComponent,
  group: renderGroup,
  rows: renderRows,
  text: renderText,
  packed: renderPacked,
  list: renderList,
  integers: renderList,
  texts: renderList,
  json: renderList,
};

export const rendererOf = ({ type }: Field): Renderer => RENDERERS[type];
