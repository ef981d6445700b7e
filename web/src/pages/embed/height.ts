// SPDX-License-Identifier: Apache-2.0
/**
 * How high the frame ought to be, for the page around it: measured whenever the contents change their size, whatever changed them
 * (letters that came late, another language, a section that was opened), and never while the frame has no size of its own.
 */
import { type ReadonlySignal, signal } from "@preact/signals-core";

/** So many pixels of difference are none: fractions of them would go back and forth. */
const SAME = 2;
/** Nothing that is shown needs more. */
const HIGHEST = 4_000;

export function measureHeight(contents: Element): ReadonlySignal<number | undefined> {
  const height = signal<number | undefined>(undefined);
  const measure = () => {
    const { width, height: exact } = contents.getBoundingClientRect();
    // In a closed section or a hidden tab a frame is 0 px wide: what is in it would be as high as it is long.
    if (width === 0 || exact === 0) return;
    const wanted = Math.min(HIGHEST, Math.ceil(exact));
    if (Math.abs(wanted - (height.peek() ?? 0)) >= SAME) height.value = wanted;
  };
  measure();
  new ResizeObserver(measure).observe(contents);
  return height;
}
