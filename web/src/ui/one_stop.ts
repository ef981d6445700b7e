// SPDX-License-Identifier: Apache-2.0
/**
 * Makes one stop of Tab of all the buttons in a group, as in a toolbar: arrows, Home and End go from one to the next, up and down where
 * they lie in rows. Tab arrives at the one that is chosen, or else at the one that was left.
 */
import { nothing } from "lit";
import { Directive, directive, type ElementPart } from "lit/directive.js";

const CHOSEN = '[aria-pressed="true"], [aria-expanded="true"]';

class OneStop extends Directive {
  #group: HTMLElement | undefined;
  #left: HTMLElement | undefined;

  override render() {
    return nothing;
  }

  override update(part: ElementPart) {
    const group = part.element as HTMLElement;
    if (this.#group !== group) {
      this.#group = group;
      group.addEventListener("focusin", this.#settle);
      group.addEventListener("focusout", this.#settle);
      group.addEventListener("keydown", this.#onKey);
    }
    // What stands in the group is drawn after it.
    queueMicrotask(this.#settle);
    return nothing;
  }

  get #buttons(): HTMLElement[] {
    return [...(this.#group?.querySelectorAll<HTMLElement>("button:not(:disabled)") ?? [])];
  }

  readonly #settle = (event?: FocusEvent): void => {
    const buttons = this.#buttons;
    const isIn = (one: EventTarget | null | undefined) =>
      one instanceof HTMLElement && buttons.includes(one) ? one : undefined;
    const { activeElement } = (this.#group?.getRootNode() ?? document) as ShadowRoot;
    const focused = event?.type === "focusout" ? isIn(event.relatedTarget) : isIn(activeElement);
    this.#left = focused ?? this.#left;
    const chosen = buttons.find((one) => one.matches(CHOSEN));
    const stop = focused ?? chosen ?? isIn(this.#left) ?? buttons[0];
    for (const one of buttons) one.tabIndex = one === stop ? 0 : -1;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const buttons = this.#buttons;
    const from = buttons.indexOf(event.target as HTMLElement);
    if (from === -1) return;
    const to = next(buttons, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    to.focus();
  };
}

function next(buttons: readonly HTMLElement[], from: number, key: string) {
  switch (key) {
    case "ArrowLeft":
      return buttons[from - 1];
    case "ArrowRight":
      return buttons[from + 1];
    case "Home":
      return buttons[0];
    case "End":
      return buttons.at(-1);
    case "ArrowUp":
      return inRow(buttons, from, -1);
    case "ArrowDown":
      return inRow(buttons, from, 1);
    default:
      return undefined;
  }
}

/** Of the nearest row above or below the one whose middle is closest; undefined where there is none. */
function inRow(buttons: readonly HTMLElement[], from: number, way: 1 | -1) {
  const boxes = buttons.map((one) => one.getBoundingClientRect());
  const here = boxes[from];
  if (here === undefined) return undefined;
  const middle = ({ left, width }: DOMRect) => left + width / 2;
  const away = (box: DOMRect) => (way === 1 ? box.top - here.bottom : here.top - box.bottom);
  // Boxes of one row may overlap with the next by a border.
  const beyond = buttons
    .map((button, at) => ({ button, box: boxes[at] ?? here }))
    .filter(({ box }) => away(box) > -2);
  const nearest = Math.min(...beyond.map(({ box }) => away(box)));
  return beyond
    .filter(({ box }) => away(box) < nearest + here.height / 2)
    .sort((a, b) => Math.abs(middle(a.box) - middle(here)) - Math.abs(middle(b.box) - middle(here)))
    .at(0)?.button;
}

export const oneStop = directive(OneStop);
