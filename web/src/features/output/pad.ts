// SPDX-License-Identifier: Apache-2.0
/** A pen on a square: led by mouse, finger or arrow keys. What was drawn is kept while other pictures are shown. */
import { computed, signal } from "@preact/signals-core";
import { perWorkspace } from "../../app/per_workspace.ts";
import type { Stroke } from "./pad_drawing.ts";

/** Where keys lead the pen, in shares of the square. */
const STEP = 0.04;
/** Closer points tell nothing new. */
const CLOSEST = 0.006;

interface Place {
  readonly x: number;
  readonly y: number;
}

const within = (value: number): number => Math.max(0, Math.min(1, value));

export class Pad {
  readonly #strokes = signal<readonly Stroke[]>([]);
  readonly #isDown = signal(false);
  readonly #pen = signal<Place>({ x: 0.5, y: 0.2 });
  readonly isEmpty = computed(() => this.#strokes.value.length === 0);

  get strokes(): readonly Stroke[] {
    return this.#strokes.value;
  }

  /** Where the pen of the keys is. */
  get pen(): Place {
    return this.#pen.value;
  }

  /** Whether it draws. */
  get isDown(): boolean {
    return this.#isDown.value;
  }

  /** The pen is put down: a new stroke. */
  begin(x: number, y: number): void {
    this.#isDown.value = true;
    this.#pen.value = { x: within(x), y: within(y) };
    this.#strokes.value = [...this.#strokes.peek(), [within(x), within(y)]];
  }

  /** The pen goes on; it draws while it is down. */
  move(x: number, y: number): void {
    const to = { x: within(x), y: within(y) };
    this.#pen.value = to;
    const strokes = this.#strokes.peek();
    const last = strokes.at(-1);
    if (!this.#isDown.peek() || last === undefined) return;
    const away = Math.hypot(to.x - (last.at(-2) ?? 0), to.y - (last.at(-1) ?? 0));
    if (away >= CLOSEST) this.#strokes.value = [...strokes.slice(0, -1), [...last, to.x, to.y]];
  }

  lift(): void {
    this.#isDown.value = false;
  }

  /** Takes the last stroke back. */
  undo(): void {
    this.lift();
    this.#strokes.value = this.#strokes.peek().slice(0, -1);
  }

  clear(): void {
    this.lift();
    this.#strokes.value = [];
  }

  /** Arrows lead the pen, space puts it down and lifts it. @returns whether the key was meant for the pad */
  key(key: string): boolean {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    };
    const { x, y } = this.#pen.peek();
    const step = steps[key];
    if (step !== undefined) this.move(x + step[0], y + step[1]);
    else if (key === " ") this.#isDown.peek() ? this.lift() : this.begin(x, y);
    else if (key === "Backspace") this.undo();
    else if (key === "Delete") this.clear();
    else return false;
    return true;
  }
}

export const padOf = perWorkspace(() => new Pad());
