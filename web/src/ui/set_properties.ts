// SPDX-License-Identifier: Apache-2.0
/** Sets custom properties through CSSOM: the content security policy forbids style attributes, which Lit's styleMap writes. */
import { nothing } from "lit";
import { Directive, directive, type ElementPart } from "lit/directive.js";

type Properties = Readonly<Record<`--${string}`, string | number>>;

class SetProperties extends Directive {
  override render(_properties: Properties) {
    return nothing;
  }

  override update(part: ElementPart, [properties]: [Properties]) {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) style.setProperty(name, String(value));
    return nothing;
  }
}

export const setProperties = directive(SetProperties);
