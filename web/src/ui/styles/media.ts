// SPDX-License-Identifier: Apache-2.0
/** Conditions of the window that several elements must agree on. */
import { unsafeCSS } from "lit";

/** The controls are a bar at the lower edge: on a phone, upright or on its side. page.css says the same. */
export const BAR_BELOW = unsafeCSS("(max-width: 719px), (max-height: 500px)");
/** Everywhere else they stand below the picture. */
export const BAR_INSIDE = unsafeCSS("(min-width: 720px) and (min-height: 501px)");

/** That bar has no room for the new seed, which then stands with the data. */
export const NARROW_BAR = unsafeCSS("(max-width: 559px)");

/** Fingers need more room than a mouse does. */
export const TOUCH = unsafeCSS("(pointer: coarse), (max-width: 719px)");
