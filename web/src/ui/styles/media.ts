// SPDX-License-Identifier: Apache-2.0
/** Conditions of the window that several elements must agree on. */
import { unsafeCSS } from "lit";

/** A phone, upright: one part of the page at a time below the picture. */
export const PHONE = unsafeCSS("(max-width: 719px)");

/** The controls are a bar at the lower edge: on a phone, upright or on its side. page.css says the same. */
export const BAR_BELOW = unsafeCSS("(max-width: 719px), (max-height: 500px)");
/** Everywhere else they are a bar above the stage. */
export const BAR_ABOVE = unsafeCSS("(min-width: 720px) and (min-height: 501px)");

/** All parts stand side by side, on one screen of 1280 x 800. */
export const DESK = unsafeCSS("(min-width: 1160px) and (min-height: 501px)");
/** And the reasons have a column of their own. */
export const WIDE = unsafeCSS("(min-width: 1800px) and (min-height: 501px)");

/** Fingers need more room than a mouse does. */
export const TOUCH = unsafeCSS("(pointer: coarse), (max-width: 719px)");
