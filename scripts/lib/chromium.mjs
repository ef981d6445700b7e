// SPDX-License-Identifier: Apache-2.0
import { findProgram } from "./run.mjs";

/** Debian's Chromium without windows: the same engine, and a page is there with little more than half the work. */
export const HEADLESS_CHROMIUM = "chromium-headless-shell";

/** The browser of tests, pictures and measurements; CHROMIUM in the environment names another one. Undefined where there is none. */
export const chromiumPath = () =>
  process.env.CHROMIUM ?? findProgram(HEADLESS_CHROMIUM) ?? findProgram("chromium");
