// SPDX-License-Identifier: Apache-2.0
/** Sets custom properties through CSSOM: the content security policy forbids style attributes, which Lit's styleMap writes. */
import { nothing } from "lit";
import { Directive, directive, type ElementPart } from "lit/directive.js";

type Properties = Readonly<Record<`--${string}`, string | number>>;

class SetProperties extends Directive {
  readonly #set = new Map<string, string>();

  override render(_properties: Properties) {
    return nothing;
  }

  override update(part: ElementPart, [properties]: [Properties]) {
    const { style } = part.element as HTMLElement;
    // What is set anew makes the browser style the element anew, also where nothing has changed.
    for (const [name, value] of Object.entries(properties)) {
      const text = String(value);
      if (this.#set.get(name) === text) continue;
      this.#set.set(name, text);
      style.setProperty(name, text);
    }
    return nothing;
  }
}

export const setProperties = directive(SetProperties);
