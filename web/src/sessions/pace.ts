// SPDX-License-Identifier: Apache-2.0
/** How fast play goes. The trainer makes more than 100,000 updates a second; people want to see it learn. */
import { VIEW } from "../documents/view_keys.ts";
import type { Pace } from "../engine/api.ts";

/** From slow to fast; the names are those of the link's `speed`. */
export const SPEEDS = VIEW.speed.value.values;
export type Speed = (typeof SPEEDS)[number];
export const DEFAULT_SPEED: Speed = VIEW.speed.otherwise;

const PACES: Readonly<Record<Speed, Pace>> = {
  step: { steps_per_frame: 1 },
  ten_steps: { steps_per_frame: 10 },
  epoch: { epochs_per_frame: 1 },
  ten_epochs: { epochs_per_frame: 10 },
  fastest: "unlimited",
};

export const paceOf = (speed: Speed): Pace => PACES[speed];

export const isSpeed = (text: string | undefined): text is Speed =>
  (SPEEDS as readonly (string | undefined)[]).includes(text);
