// SPDX-License-Identifier: Apache-2.0
/**
 * How the curve is read and zoomed. A mouse reads where it is, chooses a part by dragging, zooms with Ctrl and the wheel; a finger
 * reads, two pinch; of keys the arrows read, + and - zoom, 0 shows all.
 */
import type { Range } from "../../charts/axis_range.ts";
import { chosen, type Part, panned, zoomed } from "../../charts/zoom.ts";

/** The plot that is read and zoomed. Places are on its x axis. */
export interface Plotted {
  placeAt(pixel: number): number;
  readonly shown: Range;
  readonly whole: Range;
  /** Of the recorded points, in order. */
  readonly places: ArrayLike<number>;
  readonly reading: number | undefined;
  show(part: Part | undefined): void;
  read(place: number | undefined, by: "pointer" | "keys"): void;
  choose(choice: readonly [number, number] | undefined): void;
}

const KEY_ZOOM = 0.5;
const KEY_PAN = 0.2;
/** Of the wheel: so much for each pixel that it says it has moved. */
const WHEEL_ZOOM = 0.002;
/** A click that shakes is no choice. */
const DRAG_PIXELS = 6;

export class Gestures {
  readonly #fingers = new Map<number, number>();
  /** Where a drag of the mouse began, in pixels. */
  #from: number | undefined;

  constructor(private readonly plot: Plotted) {}

  readonly down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const element = event.currentTarget as HTMLElement;
    element.setPointerCapture(event.pointerId);
    const pixel = at(event);
    if (event.pointerType === "mouse") {
      this.#from = pixel;
      this.plot.read(undefined, "pointer");
    } else {
      this.#fingers.set(event.pointerId, pixel);
      if (this.#fingers.size === 1) this.plot.read(this.plot.placeAt(pixel), "pointer");
    }
  };

  readonly move = (event: PointerEvent): void => {
    const pixel = at(event);
    if (event.pointerType !== "mouse") this.#finger(event.pointerId, pixel);
    else if (this.#from === undefined) this.plot.read(this.plot.placeAt(pixel), "pointer");
    else this.#drag(this.#from, pixel);
  };

  readonly up = (event: PointerEvent): void => {
    this.#fingers.delete(event.pointerId);
    const from = this.#from;
    this.#from = undefined;
    this.plot.choose(undefined);
    if (from === undefined || Math.abs(at(event) - from) < DRAG_PIXELS) return;
    const [one, other] = [from, at(event)].map((pixel) => this.#inside(this.plot.placeAt(pixel)));
    this.plot.show(chosen(one ?? 0, other ?? 0, this.plot.whole));
  };

  readonly cancel = (event: PointerEvent): void => {
    this.#fingers.delete(event.pointerId);
    this.#from = undefined;
    this.plot.choose(undefined);
  };

  readonly leave = (event: PointerEvent): void => {
    if (event.pointerType === "mouse") this.plot.read(undefined, "pointer");
  };

  readonly blur = (): void => this.plot.read(undefined, "pointer");

  readonly all = (): void => this.plot.show(undefined);

  readonly wheel = {
    passive: false,
    handleEvent: (event: WheelEvent): void => {
      const { shown, whole } = this.plot;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const factor = Math.exp(event.deltaY * WHEEL_ZOOM);
        this.plot.show(zoomed(shown, whole, this.#inside(this.plot.placeAt(at(event))), factor));
        return;
      }
      // To the sides; upwards and downwards scroll the page.
      const by = event.shiftKey ? event.deltaY : event.deltaX;
      if (by === 0 || shown === whole) return;
      event.preventDefault();
      const { clientWidth } = event.currentTarget as HTMLElement;
      this.plot.show(panned(shown, whole, (by / clientWidth) * (shown.max - shown.min)));
    },
  };

  readonly key = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || !this.press(event.key, event.shiftKey)) {
      return;
    }
    event.preventDefault();
  };

  /** @returns whether the key means something here */
  press(key: string, shift = false): boolean {
    const { plot } = this;
    const { shown, whole } = plot;
    const middle = plot.reading ?? (shown.min + shown.max) / 2;
    const width = shown.max - shown.min;
    const way = key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : 0;
    if (way !== 0 && shift) plot.show(panned(shown, whole, way * KEY_PAN * width));
    else if (way !== 0) this.#readNext(way);
    else if (key === "Home") this.#readFirst(1);
    else if (key === "End") this.#readFirst(-1);
    else if (key === "+" || key === "=") plot.show(zoomed(shown, whole, middle, KEY_ZOOM));
    else if (key === "-") plot.show(zoomed(shown, whole, middle, 1 / KEY_ZOOM));
    else if (key === "0") plot.show(undefined);
    else if (key === "Escape" && plot.reading !== undefined) plot.read(undefined, "keys");
    else return false;
    return true;
  }

  #drag(from: number, pixel: number): void {
    if (Math.abs(pixel - from) < DRAG_PIXELS) return;
    const [one, other] = [from, pixel].map((one) => this.#inside(this.plot.placeAt(one)));
    this.plot.choose([one ?? 0, other ?? 0]);
  }

  #finger(id: number, pixel: number): void {
    const before = this.#fingers.get(id);
    if (before === undefined) return;
    this.#fingers.set(id, pixel);
    const other = [...this.#fingers].find(([one]) => one !== id)?.[1];
    if (other === undefined) {
      this.plot.read(this.plot.placeAt(pixel), "pointer");
      return;
    }
    // The place under each finger stays under it.
    const { shown, whole } = this.plot;
    const place = this.plot.placeAt(other);
    const factor = Math.abs(before - other) / Math.max(1, Math.abs(pixel - other));
    this.plot.read(undefined, "pointer");
    this.plot.show(zoomed(shown, whole, place, factor));
  }

  #inside(place: number): number {
    const { min, max } = this.plot.shown;
    return Math.max(min, Math.min(max, place));
  }

  /** The next recorded point, of those that are shown. */
  #readNext(way: 1 | -1): void {
    const { places, reading, shown } = this.plot;
    const visible = Array.from(places).filter((place) => place >= shown.min && place <= shown.max);
    const next =
      reading === undefined
        ? visible.at(-1)
        : way > 0
          ? visible.find((place) => place > reading)
          : visible.findLast((place) => place < reading);
    if (next !== undefined) this.plot.read(next, "keys");
  }

  #readFirst(way: 1 | -1): void {
    const { places, shown } = this.plot;
    const visible = Array.from(places).filter((place) => place >= shown.min && place <= shown.max);
    this.plot.read(visible.at(way > 0 ? 0 : -1), "keys");
  }
}

/** From the left of the plot. */
const at = (event: MouseEvent): number =>
  event.clientX - (event.currentTarget as HTMLElement).getBoundingClientRect().left;
