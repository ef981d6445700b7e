// SPDX-License-Identifier: Apache-2.0
/**
 * What of the network is drawn with the next picture of the screen. What has changed by somebody's doing is drawn at once and whole; while it
 * trains the lines, which change slowly and are many, wait their turn, and so do units where there are more than a frame has time for: then
 * every second frame is theirs, and the lines have one of the others, so that a screen without a graphics card keeps up.
 */

/** Frames from one drawing of the lines to the next: twelve a second, and fewer where the frames are slow already. */
const LINES_EVERY = 5;
/** Units of one frame. */
const MOST_UNITS = 24;

export interface Turn {
  readonly lines: boolean;
  /** The first of the units whose turn it is, and how many; they go round. */
  readonly first: number;
  readonly count: number;
}

export class Turns {
  #known: readonly unknown[] = [];
  /** Frames since the lines were drawn. */
  #waited = 0;
  /** Whether this frame is not one of the units. */
  #rests = false;
  #first = 0;

  /**
   * @param of all that is drawn anew when any of it is another
   * @param units how many there are
   */
  next(of: readonly unknown[], units: number): Turn {
    const isSame =
      of.length === this.#known.length && of.every((one, at) => one === this.#known[at]);
    this.#known = of;
    if (!isSame) this.#first = 0;
    const many = isSame && units > MOST_UNITS;
    this.#rests = many && !this.#rests;
    const count = this.#rests ? 0 : many ? MOST_UNITS : units;
    this.#waited += 1;
    const lines = !isSame || (this.#waited >= LINES_EVERY && this.#rests === many);
    if (lines) this.#waited = 0;
    const first = this.#first;
    this.#first = units === 0 ? 0 : (first + count) % units;
    return { lines, first, count };
  }
}
