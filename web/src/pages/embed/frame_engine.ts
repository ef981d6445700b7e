// SPDX-License-Identifier: Apache-2.0
/**
 * The trainer of a frame: a part in one that all frames of the site on a page have together, so that ten of them cost little more than one.
 * Somebody who trains in it has one of its own from where the run was opened; after a story on the common one that is once another run takes
 * its place, or it was let go.
 */
import { ownTables } from "../../app/own_tables.ts";
import { RestingEngine } from "../../app/resting_engine.ts";
import type { Engine, EngineOptions } from "../../engine/api.ts";
import type { Lanes } from "../../engine/contract/lanes.ts";
import { createEngine, createLanes, engineOver, shareEngine } from "../../engine/engine.ts";
import type { EngineWish } from "../shared/engine_wish.ts";

/** Where a browser has no worker for several, or denies it, each frame has its own. */
const shared = (options: EngineOptions): Promise<Engine> =>
  shareEngine(options).catch(() => createEngine(options));

/** Documents are judged by the trainer that trains, between two frames. */
function start(wish: EngineWish, own: boolean): Promise<Engine> {
  const lanes = createLanes({ tables: ownTables.find, ...wish }, own ? createEngine : shared);
  const frugal: Lanes = {
    lane: (name) => lanes.lane(name === "check" ? "live" : name),
    onCrash: (listener) => lanes.onCrash(listener),
    close: () => lanes.close(),
  };
  return engineOver(frugal);
}

export class FrameEngine extends RestingEngine {
  /** Whether the next one that starts is this frame's alone. */
  own = false;

  constructor(wish: EngineWish) {
    super(() => start(wish, this.own));
  }
}

/** One that is never any other frame's. */
export const soleEngine = (wish: EngineWish): RestingEngine =>
  new RestingEngine(() => start(wish, true));
