// SPDX-License-Identifier: Apache-2.0
/**
 * downhill.mjs: the playground as a widget of a notebook (Jupyter, marimo, MyST, Colab), by anywidget's front-end module.
 * Source: anywidget.dev, "Anywidget Front-End Module". Of a model it takes get, set, on, off and save_changes alone, and each may be missing
 * or do nothing: a saved page has no kernel.
 */
import type { State } from "../protocol.ts";
import { define, KEYS, liesAt } from "./downhill-playground.ts";

interface Model {
  get(key: string): unknown;
  set?(key: string, value: unknown): void;
  on?(event: string, listener: () => void): void;
  off?(event: string, listener: () => void): void;
  save_changes?(): void;
}

/** Attributes of the element that a model may have. */
const ATTRIBUTES = [...KEYS, "src", "link", "document", "exercise"];

// A notebook may carry the module along as text; then `src` says where embed.html lies.
liesAt(/^https?:/.test(import.meta.url) ? import.meta.url : undefined);

function attributeOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "" || value === false) return undefined;
  if (value === true) return "yes";
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const isState = (value: unknown): value is State =>
  typeof value === "object" && value !== null && "document" in value;

/** Shows what the model says, and writes `state` back at every moment that is good to save. @returns what ends it */
function render({ model, el }: { readonly model: Model; readonly el: HTMLElement }): () => void {
  define();
  const element = document.createElement("downhill-playground");
  const put = (name: string) => {
    const value = attributeOf(model.get(name));
    if (value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value);
  };
  for (const name of ATTRIBUTES) put(name);
  const listeners = ATTRIBUTES.map((name) => [`change:${name}`, () => put(name)] as const);

  /** What was written last: a kernel sends it back. */
  let own = "";
  const restore = () => {
    const state = model.get("state");
    if (isState(state) && JSON.stringify(state) !== own) {
      element.setState(state, { silent: true }).catch(() => {});
    }
  };
  const save = async () => {
    const state = await element.getState();
    own = JSON.stringify(state);
    model.set?.("state", state);
    model.save_changes?.();
  };
  for (const [event, listener] of [...listeners, ["change:state", restore] as const]) {
    model.on?.(event, listener);
  }
  element.addEventListener("ready", restore);
  element.addEventListener("commit", () => void save().catch(() => {}));
  el.append(element);
  return () => {
    for (const [event, listener] of [...listeners, ["change:state", restore] as const]) {
      model.off?.(event, listener);
    }
    element.remove();
  };
}

export default { render };
