// SPDX-License-Identifier: Apache-2.0
/** The hand that draws on the pad: by mouse or finger, stroke by stroke, or by keys, place by place. */
import type { DrawnPoint } from "../../../data/drawn_points.ts";
import { VALUE_STEP } from "./palette.ts";
import type { DrawingStore } from "./store.ts";
import {
  type Domain,
  domainOf,
  inside,
  type Place,
  type Tool,
  touched,
  touches,
} from "./strokes.ts";

/** Of the keyboard's cursor, as shares of the side. */
const STRIDE = 1 / 16;
const SMALL_STRIDE = 1 / 64;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};

export class Hand {
  /** Where the keyboard draws. */
  cursor: Place = { x: 0, y: 0 };
  /** Where the pointer is. */
  pointer: Place | undefined;
  /** What was there before the stroke that is under way, and which finger draws it. */
  #stroke: { readonly before: readonly DrawnPoint[]; readonly by: number; last: Place } | undefined;

  constructor(
    private readonly store: DrawingStore,
    private readonly pad: HTMLElement,
    /** Told when the cursor or the pointer is elsewhere. */
    private readonly moved: () => void,
  ) {}

  /** What is under way keeps its square. */
  get domain(): Domain {
    return domainOf(this.#stroke?.before ?? this.store.points.value);
  }

  press(event: PointerEvent): void {
    if (event.button !== 0 || this.#stroke !== undefined) return;
    this.pad.setPointerCapture(event.pointerId);
    const place = this.#placeOf(event);
    this.#stroke = { before: this.store.points.peek(), by: event.pointerId, last: place };
    this.#touch(place);
  }

  move(event: PointerEvent): void {
    const stroke = this.#stroke;
    if (stroke !== undefined && event.pointerId !== stroke.by) return;
    this.pointer = event.pointerType === "touch" ? undefined : this.#placeOf(event);
    if (stroke !== undefined) {
      for (const one of event.getCoalescedEvents?.() ?? [event]) {
        const way = touches(stroke.last, this.#placeOf(one), this.store.tool.peek(), this.domain);
        for (const place of way) this.#touch(place);
        stroke.last = way.at(-1) ?? stroke.last;
      }
    }
    this.moved();
  }

  /** Of the finger that draws, or of whichever does. */
  lift(event?: PointerEvent): void {
    const stroke = this.#stroke;
    if (event !== undefined && event.pointerId !== stroke?.by) return;
    this.#stroke = undefined;
    if (stroke !== undefined) void this.store.finish(stroke.before);
  }

  leave(): void {
    this.pointer = undefined;
    this.moved();
  }

  key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#keyed(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.pointer = undefined;
    this.moved();
  }

  /** @returns whether the key was used */
  #keyed({ key, shiftKey }: KeyboardEvent): boolean {
    const { store, domain } = this;
    const arrow = ARROWS[key];
    const digit = /^[1-6]$/.test(key) ? Number(key) - 1 : undefined;
    if (arrow !== undefined) {
      const step = (shiftKey ? SMALL_STRIDE : STRIDE) * domain.span;
      const to = { x: this.cursor.x + arrow[0] * step, y: this.cursor.y + arrow[1] * step };
      this.cursor = inside(to, domain);
    } else if (key === " " || key === "Enter") {
      this.#dot(store.tool.peek());
    } else if (key === "Delete" || key === "Backspace") {
      this.#dot("erase");
    } else if (
      digit !== undefined &&
      digit < store.labels.peek() &&
      store.kind.peek() === "classes"
    ) {
      store.choose(digit);
    } else if ((key === "+" || key === "-") && store.kind.peek() === "values") {
      const value = store.value.peek() + (key === "+" ? VALUE_STEP : -VALUE_STEP);
      store.value.value = Math.max(-1, Math.min(1, Number(value.toFixed(1))));
    } else return false;
    return true;
  }

  #dot(tool: Tool): void {
    const { store, domain, cursor } = this;
    const before = store.points.peek();
    store.show(touched(before, cursor, { tool, target: store.target }, domain, Math.random));
    void store.finish(before);
  }

  #touch(place: Place): void {
    const { store, domain } = this;
    const brush = { tool: store.tool.peek(), target: store.target };
    store.show(touched(store.points.peek(), inside(place, domain), brush, domain, Math.random));
  }

  #placeOf({ clientX, clientY }: PointerEvent): Place {
    const { left, top, width } = this.pad.getBoundingClientRect();
    const { x_min, y_min, span } = this.domain;
    return {
      x: x_min + ((clientX - left) / width) * span,
      y: y_min + span - ((clientY - top) / width) * span,
    };
  }
}
