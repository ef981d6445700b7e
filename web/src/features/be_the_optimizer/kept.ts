// SPDX-License-Identifier: Apache-2.0
/** The games as they lie in the browser's storage, one for each ground, so that a reload goes on with them. */
import { readStored, writeStored } from "../../app/storage.ts";
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

const KEPT = "be_the_optimizer";
const MOST_MOVES = 200;

/** What is chosen to be played on, beside which experiment (its `groundOf`), and the games by what they are played on. */
interface Kept {
  readonly on?: unknown;
  readonly beside?: unknown;
  readonly games: Readonly<Record<string, unknown>>;
}

export class KeptGames {
  #kept: Kept;

  /** `remembers`: also after a reload. A frame in somebody else's page leaves nothing behind. */
  constructor(private readonly remembers: boolean) {
    this.#kept = readKept(remembers ? readStored(KEPT) : undefined);
  }

  /** What was chosen beside this experiment; beside another one it is no choice. */
  chosen(beside: string): string | undefined {
    const { on, beside: before } = this.#kept;
    return before === beside && typeof on === "string" ? on : undefined;
  }

  game(on: string, ground: string): KeptGame | undefined {
    return readGame(this.#kept.games[on], ground);
  }

  keep(chosen: string, beside: string, on: string, game: KeptGame): void {
    this.#kept = { on: chosen, beside, games: { ...this.#kept.games, [on]: game } };
    if (this.remembers) writeStored(KEPT, JSON.stringify(this.#kept));
  }
}

export function readKept(text: string | undefined): Kept {
  try {
    const kept: unknown = JSON.parse(text ?? "");
    if (isObject(kept) && isObject(kept.games)) return { ...kept, games: kept.games };
  } catch {
    // None was kept.
  }
  return { games: {} };
}

export function readGame(kept: unknown, ground: string): KeptGame | undefined {
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
