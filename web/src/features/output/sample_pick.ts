// SPDX-License-Identifier: Apache-2.0
/** Samples touched in a picture of points, or walked through with arrows. */
import { nearestRow, type SamplePlace } from "../../app/attention.ts";
import type { Workspace } from "../../app/workspace.ts";

export interface PickedPoints {
  readonly count: number;
  /** In pixels of the page, from the upper left corner of the picture. */
  at(row: number): { readonly x: number; readonly y: number };
  place(row: number): SamplePlace | undefined;
  /** The row that is marked; -1 for none. */
  readonly marked: number;
}

/** What a hand misses by, in pixels; a finger is broader. */
const REACH = { mouse: 14, touch: 26 };

/** For the button that lies over the picture. */
export class SamplePick {
  constructor(
    private readonly workspace: () => Workspace,
    private readonly points: () => PickedPoints,
  ) {}

  /** Away from all points nothing is marked any more. */
  readonly click = (event: MouseEvent): void => {
    const { sample } = this.workspace().attention;
    const points = this.points();
    // By a key: the first one, if there is none yet.
    if (event.detail === 0) {
      if (points.marked === -1) sample.value = points.place(0);
      return;
    }
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    const isTouch = (event as Partial<PointerEvent>).pointerType === "touch";
    const row = nearestRow(
      points.count,
      (one) => {
        const { x, y } = points.at(one);
        return Math.hypot(x - (event.clientX - left), y - (event.clientY - top));
      },
      isTouch ? REACH.touch : REACH.mouse,
    );
    sample.value = row === -1 ? undefined : points.place(row);
  };

  readonly key = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const { sample } = this.workspace().attention;
    if (event.key === "Escape" && sample.value !== undefined) {
      event.preventDefault();
      sample.value = undefined;
    }
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const { count, marked, place } = this.points();
    const next = marked === -1 ? (by > 0 ? 0 : count - 1) : (marked + by + count) % count;
    sample.value = place(next);
  };
}
