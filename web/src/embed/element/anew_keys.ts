// SPDX-License-Identifier: Apache-2.0
/** Attributes with another value of which a frame begins anew; every other it takes up while it is there. */
export const ANEW_KEYS =
  "build threads preset fit autoplay persist run src document link exercise".split(" ");
