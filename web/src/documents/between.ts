// SPDX-License-Identifier: Apache-2.0
/** Where a place lies among ascending ones: for curves of single points, drawn or recorded. */

export interface Between {
  /** The first that is not before it; one beyond the last where all are. */
  readonly after: number;
  /** How far it is from the one before that; 1 at that place itself, and where there is none before. */
  readonly share: number;
}

export function between(places: ArrayLike<number>, place: number): Between {
  let after = 0;
  while (after < places.length && (places[after] ?? place) < place) after += 1;
  const [from, to] = [places[after - 1], places[after]];
  if (from === undefined || to === undefined || from === to) return { after, share: 1 };
  return { after, share: (place - from) / (to - from) };
}
