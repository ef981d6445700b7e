// SPDX-License-Identifier: Apache-2.0
/** A sentence as people read it. */

/** A sentence in every language of the page. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}
