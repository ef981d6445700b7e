// SPDX-License-Identifier: Apache-2.0
/** For those who asked for less motion. */

/** Between two pictures of what moves by itself, in milliseconds. */
const CALM_MS = 1_000;

/** The time between two pictures: `usual`, or longer where motion is not wanted. */
export const unhurried = (usual: number): number =>
  matchMedia("(prefers-reduced-motion: reduce)").matches ? Math.max(usual, CALM_MS) : usual;
