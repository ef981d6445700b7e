// SPDX-License-Identifier: Apache-2.0
/** Speed over a sliding window of wall-clock time: drawing, copying and waiting count, as the user feels them. */

interface Mark {
  readonly time: number;
  readonly step: number;
  readonly samples: number;
}

const WINDOW_MS = 1_000;
/** Marks closer than this would only fill the window. */
const SPACING_MS = 40;

export class RateMeter {
  #marks: Mark[] = [];
  steps_per_second = 0;
  samples_per_second = 0;

  /** Training begins, or goes on after a rest: the rest does not count. */
  start(time: number, step: number, samples: number): void {
    this.#marks = [{ time, step, samples }];
  }

  /** Training stands at zero again. */
  clear(): void {
    this.#marks = [];
    this.steps_per_second = 0;
    this.samples_per_second = 0;
  }

  mark(time: number, step: number, samples: number): void {
    const oldest = this.#marks[0];
    if (oldest === undefined) {
      this.start(time, step, samples);
      return;
    }
    const seconds = (time - oldest.time) / 1000;
    if (seconds > 0) {
      this.steps_per_second = (step - oldest.step) / seconds;
      this.samples_per_second = (samples - oldest.samples) / seconds;
    }
    const newest = this.#marks.at(-1) ?? oldest;
    if (time - newest.time < SPACING_MS) return;
    this.#marks.push({ time, step, samples });
    // The mark before the window stays as long as no younger one covers it: slow steps keep a rate.
    while ((this.#marks[1]?.time ?? Number.POSITIVE_INFINITY) <= time - WINDOW_MS) {
      this.#marks.shift();
    }
  }
}
