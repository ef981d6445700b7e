// SPDX-License-Identifier: Apache-2.0
/** The line that follows a training. */
import type { RunState } from "../src/engine/api.ts";
import { count } from "./results.ts";

/** `earlier`: samples of the run that this one goes on from. */
export function progressLine(state: RunState, seconds: number, earlier = 0): string {
  const loss = state.train_loss === null ? "-" : state.train_loss.toPrecision(4);
  return [
    `epoch ${count(state.epoch)}`,
    `step ${count(state.step)}`,
    // An update of many passes may last longer than patience.
    ...(state.passes === 0 ? [] : [`pass ${count(state.passes)}`]),
    `loss ${loss}`,
    ...(state.validation_loss === null
      ? []
      : [`validation ${state.validation_loss.toPrecision(4)}`]),
    `${count((state.samples - earlier) / seconds)} samples/s`,
  ].join("  ");
}
