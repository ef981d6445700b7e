// SPDX-License-Identifier: Apache-2.0
/** For those who asked for less motion. */

/** Between two pictures of what moves by itself, in milliseconds. */
const CALM_MS = 1_000;

/** Asked with every picture, so made once. */
const less = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");

/** The time between two pictures: `usual`, or longer where motion is not wanted. */
export const unhurried = (usual: number): number =>
  less?.matches === true ? Math.max(usual, CALM_MS) : usual;
