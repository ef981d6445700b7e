// SPDX-License-Identifier: Apache-2.0
/** Addresses of other pages of this site, with what stands behind their `#`. */
import { LONGEST_EXERCISE_LINK } from "../../exercises/link.ts";

/** Undefined where it is longer than pages read. */
export function linkTo(page: string, hash: string): string | undefined {
  if (hash.length > LONGEST_EXERCISE_LINK) return undefined;
  return new URL(`${page}#${hash}`, document.baseURI).href;
}
