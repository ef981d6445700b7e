// SPDX-License-Identifier: Apache-2.0
/** Whether the frame is on the reader's screen, through all the frames and pages around it. */
import { type ReadonlySignal, signal } from "@preact/signals-core";

export interface Seen {
  /** A corner of it is enough. */
  readonly atAll: ReadonlySignal<boolean>;
  /** Enough of it to watch. */
  readonly well: ReadonlySignal<boolean>;
}

/** Of the frame, or of the window where the frame is larger. */
const ENOUGH = 0.4;

export function watchSeen(element: Element): Seen {
  const atAll = signal(false);
  const well = signal(false);
  new IntersectionObserver(
    (entries) => {
      const last = entries.at(-1);
      if (last === undefined) return;
      const { isIntersecting, intersectionRatio, intersectionRect, rootBounds } = last;
      // Of a page around it from elsewhere the browser does not tell the size.
      const filled = (rootBounds?.height ?? 0) * ENOUGH;
      const fills = filled > 0 && intersectionRect.height >= filled;
      atAll.value = isIntersecting;
      well.value = isIntersecting && (intersectionRatio >= ENOUGH || fills);
    },
    { threshold: [0, 0.1, 0.2, 0.3, ENOUGH, 0.6, 0.8, 1] },
  ).observe(element);
  return { atAll, well };
}
