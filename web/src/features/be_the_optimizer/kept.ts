// SPDX-License-Identifier: Apache-2.0
/** A game as it lies in the browser's storage, so that a reload goes on with it. */
import type { Place } from "../../charts/contour_scale.ts";
import { isObject } from "../../documents/path.ts";
import type { Experiment } from "../../engine/api.ts";

export interface KeptGame {
  /** Of the loss that it is played on (`groundOf`). */
  readonly ground: string;
  readonly moves: number;
  readonly fog: boolean;
  readonly looked: boolean;
  readonly stopped: boolean;
  /** The moves, without the start. */
  readonly places: readonly Place[];
}

/**
 * What the loss and the start follow from. The optimizer may change: then it walks anew, and the moves by hand stay. `on`: a test function, or
 * `experiment`.
 */
export const groundOf = ({ data, model, loss, seed }: Experiment, on: string): string =>
  on === "experiment" ? JSON.stringify({ data, model, loss, seed }) : on;

const MOST_MOVES = 200;

export function readKept(text: string | undefined, ground: string): KeptGame | undefined {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
  if (!isObject(kept) || kept.ground !== ground || !Array.isArray(kept.places)) return undefined;
  const { moves } = kept;
  if (typeof moves !== "number" || !Number.isInteger(moves) || moves < 1) return undefined;
  const places = kept.places.slice(0, MOST_MOVES).filter(isPlace);
  return {
    ground,
    moves: Math.min(moves, MOST_MOVES),
    fog: kept.fog !== false,
    looked: kept.looked === true,
    stopped: kept.stopped === true,
    places,
  };
}

const isPlace = (one: unknown): one is Place =>
  isObject(one) && Number.isFinite(one.x) && Number.isFinite(one.y);
